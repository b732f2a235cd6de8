package org.periodclose.intake;

import java.util.List;

/** The closes that the ERP made before. It is the last file, because what they forbid does not apply to the transactions of the same import. */
final class InventoryCloses extends ImportFile {
    static final ImportFile FILE = new InventoryCloses();

    private InventoryCloses() {
        super(
                "inventory_closes.csv",
                "inventory close",
                Target.setUp("imported_close", "staged_inventory_closes s join company c on c.company = s.company")
                        .key("company_id", "c.id")
                        .key("currency_layer", "s.currency_layer")
                        .key("closed_on", "s.closed_on"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("currency_layer", Format.oneOf("ACCOUNTING", "REPORTING")),
                        Column.key("closed_on", Format.DATE)),
                Reference.to(Companies.FILE, "company"));
    }
}
