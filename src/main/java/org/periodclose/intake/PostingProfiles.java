package org.periodclose.intake;

import java.util.List;
import org.periodclose.core.fault.Text;

final class PostingProfiles extends ImportFile {
    static final ImportFile FILE = new PostingProfiles();

    private PostingProfiles() {
        super(
                "posting_profiles.csv",
                "posting profile",
                Target.setUp("posting_profile", """
                        staged_posting_profiles s
                          join company c on c.company = s.company
                          join main_account a on a.company_id = c.id and a.main_account = s.main_account
                          left join item i on s.item_code = 'TABLE' and i.company_id = c.id and i.item_number = s.item_relation
                          left join item_group g on s.item_code = 'GROUP' and g.company_id = c.id and g.item_group = s.item_relation""")
                        .key("company_id", "c.id")
                        .key("account_type", "s.account_type")
                        .nullableKey("item_id", "i.id")
                        .nullableKey("item_group_id", "g.id")
                        .fixed("item_code", "s.item_code")
                        .value("main_account_id", "a.id")
                        .where("(s.item_code = 'TABLE') = (i.id is not null)")
                        .where("(s.item_code = 'GROUP') = (g.id is not null)"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key(
                                "account_type",
                                Format.oneOf(
                                        "INVENTORY",
                                        "PROFIT",
                                        "LOSS",
                                        "ROUNDING_PROFIT",
                                        "ROUNDING_LOSS",
                                        "ISSUE",
                                        "PRICE_DIFFERENCE_PROFIT",
                                        "PRICE_DIFFERENCE_LOSS",
                                        "REVALUATION_PROFIT",
                                        "REVALUATION_LOSS")),
                        Column.key("item_code", Format.oneOf("TABLE", "GROUP", "ALL")),
                        new Column("item_relation", Format.CODE, true, false, "", false),
                        Column.required("main_account", Format.CODE)),
                Reference.to(Companies.FILE, "company"),
                new Reference("item_relation", Items.FILE, "s.item_code = 'TABLE' and s.item_relation <> ''"),
                new Reference("item_relation", ItemGroups.FILE, "s.item_code = 'GROUP' and s.item_relation <> ''"),
                Reference.to(MainAccounts.FILE, "main_account"));
    }

    @Override
    void check(Row row) {
        String itemCode = row.value("item_code");
        String relation = row.value("item_relation");
        if (itemCode == null || relation == null) {
            return;
        }
        if (itemCode.equals("ALL") && !relation.isEmpty()) {
            row.refuse(
                    "item_relation",
                    Text.quoted(relation) + " is not allowed with item_code ALL",
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
    List<Check> checks() {
        return InventoryAccounts.CHECKS_OF_PROFILES;
    }
}
