package org.periodclose.intake;

import java.util.List;

final class ChargesCodes implements ImportFile {
    static final ImportFile FILE = new ChargesCodes();

    private ChargesCodes() {}

    @Override
    public String name() {
        return "charges_codes.csv";
    }

    @Override
    public String noun() {
        return "charges code";
    }

    @Override
    public String table() {
        return "charges_code";
    }

    @Override
    public String uniqueKey() {
        return "company_id, charges_code";
    }

    @Override
    public List<String> key() {
        return List.of("company", "charges_code");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required("charges_code", Format.CODE),
                Column.required("name", Format.NAME),
                Column.required("offset_account", Format.CODE));
    }

    @Override
    public List<Reference> references() {
        return List.of(
                Reference.to(Companies.FILE, "company"), new Reference("offset_account", MainAccounts.FILE, "true"));
    }

    @Override
    public String storedKeys() {
        return "select c.company, k.charges_code from charges_code k join company c on c.id = k.company_id";
    }

    @Override
    public String insert() {
        return """
               insert into charges_code (company_id, charges_code, name, offset_account_id)
               select c.id, s.charges_code, s.name, a.id
                 from staged_charges_codes s
                 join company c on c.company = s.company
                 join main_account a on a.company_id = c.id and a.main_account = s.offset_account
                where s.sound
                  and not exists (select from charges_code k where k.company_id = c.id and k.charges_code = s.charges_code)
                order by s.line""";
    }

    @Override
    public String update() {
        return """
               update charges_code k
                  set name = s.name, offset_account_id = a.id
                 from staged_charges_codes s
                 join company c on c.company = s.company
                 join main_account a on a.company_id = c.id and a.main_account = s.offset_account
                where s.sound
                  and k.company_id = c.id
                  and k.charges_code = s.charges_code
                  and (k.name, k.offset_account_id) is distinct from (s.name, a.id)""";
    }

    @Override
    public List<Check> checks() {
        return List.of(InventoryAccounts.CHECK_OF_CHARGES_CODES);
    }
}
