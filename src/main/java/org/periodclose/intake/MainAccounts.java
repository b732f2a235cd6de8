package org.periodclose.intake;

import java.util.List;

final class MainAccounts extends ImportFile {
    static final ImportFile FILE = new MainAccounts();

    private MainAccounts() {
        super(
                "main_accounts.csv",
                "main account",
                Target.setUp("main_account", "staged_main_accounts s join company c on c.company = s.company")
                        .key("company_id", "c.id")
                        .key("main_account", "s.main_account")
                        .values("name", "type"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("main_account", Format.CODE),
                        Column.required("name", Format.NAME),
                        Column.required("type", Format.oneOf("BALANCE_SHEET", "PROFIT_AND_LOSS"))),
                Reference.to(Companies.FILE, "company"));
    }

    /** Accounts that were balance sheet accounts and are no longer. */
    @Override
    List<String> beforeUpdate() {
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
    List<Check> checks() {
        return List.of(InventoryAccounts.CHECK_OF_MAIN_ACCOUNTS);
    }
}
