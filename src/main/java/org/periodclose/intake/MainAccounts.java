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

    /** Accounts that were balance sheet accounts and are no longer. */
    @Override
    public List<String> beforeUpdate() {
        return List.of("""
               create temporary table retyped_main_accounts on commit drop as
               select s.line, a.id
                 from staged_main_accounts s
                 join company c on c.company = s.company
                 join main_account a on a.company_id = c.id and a.main_account = s.main_account
                where s.sound
                  and a.type = 'BALANCE_SHEET'
                  and s.type <> a.type""");
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

    @Override
    public List<Check> checks() {
        return List.of(InventoryAccounts.CHECK_OF_MAIN_ACCOUNTS);
    }
}
