package org.periodclose.intake;

import java.util.List;

final class Markings extends ImportFile {
    static final ImportFile FILE = new Markings();

    private Markings() {
        super(
                "markings.csv",
                "marking",
                Target.large("marking", """
                        staged_markings s
                          join company c on c.company = s.company
                          join inventory_transaction i on i.company_id = c.id and i.transaction_id = s.issue_transaction_id
                          join inventory_transaction r on r.company_id = c.id and r.transaction_id = s.receipt_transaction_id""")
                        .fixed("company_id", "c.id")
                        .key("item_id", "i.item_id")
                        .key("issue_id", "i.id")
                        .key("receipt_id", "r.id")
                        .values("quantity")
                        .where("i.kind = 'ISSUE' and r.kind = 'RECEIPT' and r.item_id = i.item_id")
                        .inOrderOf("i.item_id, i.id, r.id"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("issue_transaction_id", Format.CODE),
                        Column.key("receipt_transaction_id", Format.CODE),
                        Column.required("quantity", Format.decimals(10))),
                Reference.to(Companies.FILE, "company"),
                Reference.to(InventoryTransactions.FILE, "issue_transaction_id"),
                Reference.to(InventoryTransactions.FILE, "receipt_transaction_id"));
    }
}
