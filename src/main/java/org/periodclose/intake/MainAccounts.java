package org.periodclose.intake;

import java.util.List;

final class MainAccounts implements ImportFile {
    static final ImportFile FILE = new MainAccounts();

    private MainAccounts() {}

    @Override
    public String name() {
        return "main_accounts.csv";
    }

    @Override
    public String noun() {
        return "main account";
    }

    @Override
    public String table() {
        return "main_account";
    }

    @Override
    public String uniqueKey() {
        return "company_id, main_account";
    }

    @Override
    public List<String> key() {
        return List.of("company", "main_account");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required("main_account", Format.CODE),
                Column.required("name", Format.NAME),
                Column.required("type", Format.oneOf("BALANCE_SHEET", "PROFIT_AND_LOSS")));
    }

    @Override
    public List<Reference> references() {
        return List.of(Reference.to(Companies.FILE, "company"));
    }

    @Override
    public String storedKeys() {
        return "select c.company, a.main_account from main_account a join company c on c.id = a.company_id";
    }

    @Override
    public String insert() {
        return """
               insert into main_account (company_id, main_account, name, type)
               select c.id, s.main_account, s.name, s.type
                 from staged_main_accounts s
                 join company c on c.company = s.company
                where s.sound
                  and not exists (select from main_account a where a.company_id = c.id and a.main_account = s.main_account)
                order by s.line""";
    }

    @Override
    public String update() {
        return """
               update main_account a
                  set name = s.name, type = s.type
                 from staged_main_accounts s
                 join company c on c.company = s.company
                where s.sound
                  and a.company_id = c.id
                  and a.main_account = s.main_account
                  and (a.name, a.type) is distinct from (s.name, s.type)""";
    }
}
