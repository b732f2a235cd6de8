package org.periodclose.intake;

import java.util.List;
import org.periodclose.core.fault.Text;

final class PostingProfiles implements ImportFile {
    static final ImportFile FILE = new PostingProfiles();

    private PostingProfiles() {}

    @Override
    public String name() {
        return "posting_profiles.csv";
    }

    @Override
    public String noun() {
        return "posting profile";
    }

    @Override
    public String table() {
        return "posting_profile";
    }

    @Override
    public String uniqueKey() {
        return "company_id, account_type, item_id, item_group_id";
    }

    @Override
    public List<String> key() {
        return List.of("company", "account_type", "item_code", "item_relation");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required(
                        "account_type",
                        Format.oneOf("INVENTORY", "PROFIT", "LOSS", "ROUNDING_PROFIT", "ROUNDING_LOSS")),
                Column.required("item_code", Format.oneOf("TABLE", "GROUP", "ALL")),
                Column.optional("item_relation", Format.CODE, ""),
                Column.required("main_account", Format.CODE));
    }

    @Override
    public List<Reference> references() {
        return List.of(
                Reference.to(Companies.FILE, "company"),
                new Reference("item_relation", Items.FILE, "s.item_code = 'TABLE' and s.item_relation <> ''"),
                new Reference("item_relation", ItemGroups.FILE, "s.item_code = 'GROUP' and s.item_relation <> ''"),
                Reference.to(MainAccounts.FILE, "main_account"));
    }

    @Override
    public void check(Row row) {
        String itemCode = row.value("item_code");
        String relation = row.value("item_relation");
        if (itemCode == null || relation == null) {
            return;
        }
        if (itemCode.equals("ALL") && !relation.isEmpty()) {
            row.refuse(
                    "item_relation",
                    Text.quoted(relation) + " stands with item_code ALL",
                    "leave it empty, or use item_code TABLE for an item, GROUP for an item group");
        }
        if (!itemCode.equals("ALL") && relation.isEmpty()) {
            row.refuse(
                    "item_relation",
                    "the value is missing with item_code " + itemCode,
                    itemCode.equals("TABLE") ? "give an item number" : "give an item group");
        }
    }

    @Override
    public String insert() {
        return """
               insert into posting_profile (company_id, account_type, item_code, item_id, item_group_id, main_account_id)
               select c.id, s.account_type, s.item_code, i.id, g.id, a.id
                 from staged_posting_profiles s
                 join company c on c.company = s.company
                 join main_account a on a.company_id = c.id and a.main_account = s.main_account
                 left join item i on s.item_code = 'TABLE' and i.company_id = c.id and i.item_number = s.item_relation
                 left join item_group g on s.item_code = 'GROUP' and g.company_id = c.id and g.item_group = s.item_relation
                where s.sound
                  and (s.item_code = 'TABLE') = (i.id is not null)
                  and (s.item_code = 'GROUP') = (g.id is not null)
                  and not exists (select from posting_profile p
                                   where p.company_id = c.id and p.account_type = s.account_type
                                     and p.item_id is not distinct from i.id and p.item_group_id is not distinct from g.id)
                order by s.line""";
    }

    @Override
    public String update() {
        return """
               update posting_profile p
                  set main_account_id = a.id
                 from staged_posting_profiles s
                 join company c on c.company = s.company
                 join main_account a on a.company_id = c.id and a.main_account = s.main_account
                 left join item i on s.item_code = 'TABLE' and i.company_id = c.id and i.item_number = s.item_relation
                 left join item_group g on s.item_code = 'GROUP' and g.company_id = c.id and g.item_group = s.item_relation
                where s.sound
                  and p.company_id = c.id
                  and p.account_type = s.account_type
                  and p.item_code = s.item_code
                  and p.item_id is not distinct from i.id
                  and p.item_group_id is not distinct from g.id
                  and p.main_account_id <> a.id""";
    }

    @Override
    public List<Check> checks() {
        return InventoryAccounts.CHECKS_OF_PROFILES;
    }
}
