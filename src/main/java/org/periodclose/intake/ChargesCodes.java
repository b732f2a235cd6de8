package org.periodclose.intake;

import java.util.List;

final class ChargesCodes extends ImportFile {
    static final ImportFile FILE = new ChargesCodes();

    private ChargesCodes() {
        super(
                "charges_codes.csv",
                "charges code",
                Target.setUp("charges_code", """
                        staged_charges_codes s
                          join company c on c.company = s.company
                          join main_account a on a.company_id = c.id and a.main_account = s.offset_account""")
                        .key("company_id", "c.id")
                        .key("charges_code", "s.charges_code")
                        .values("name")
                        .value("offset_account_id", "a.id"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("charges_code", Format.CODE),
                        Column.required("name", Format.NAME),
                        Column.required("offset_account", Format.CODE)),
                Reference.to(Companies.FILE, "company"),
                Reference.to(MainAccounts.FILE, "offset_account"));
    }

    @Override
    List<Check> checks() {
        return List.of(InventoryAccounts.CHECK_OF_CHARGES_CODES);
    }
}
