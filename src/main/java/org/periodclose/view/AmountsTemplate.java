package org.periodclose.view;

import java.io.IOException;
import java.io.OutputStream;
import org.periodclose.core.settlement.ReceiptRow;
import org.periodclose.view.Cell.Said;

/**
 * A file to fill in: open receipts with an empty place for their amounts, or with the amounts that a journal has. It can be uploaded again; what
 * each had stands in it twice, so that what others change meanwhile is not overwritten.
 */
public final class AmountsTemplate {
    /** Without titles: a sheet has the names of the columns that an upload looks for, as CSV has. */
    private static final Fields<ReceiptRow> RECEIPT = new Fields<ReceiptRow>()
            .code("transactionId", "", ReceiptRow::transactionId)
            .code("financialDate", "", ReceiptRow::financialDate)
            .code("itemNumber", "", ReceiptRow::itemNumber)
            .code("itemGroup", "", ReceiptRow::itemGroup)
            .code("site", "", ReceiptRow::site)
            .code("warehouse", "", ReceiptRow::warehouse)
            .code("batchNumber", "", ReceiptRow::batchNumber)
            .code("serialNumber", "", ReceiptRow::serialNumber)
            .figure("quantity", "", ReceiptRow::quantity)
            .figure("value", "", ReceiptRow::value)
            .figure("earlier", "", ReceiptRow::earlier)
            .figure("amount", "", ReceiptRow::amount)
            .figure("amountBefore", "", ReceiptRow::amount)
            .text("note", "", receipt -> null);

    private AmountsTemplate() {}

    /** Writes CSV. */
    public static void csv(Rows<ReceiptRow> receipts, OutputStream out) {
        CsvFile.write(RECEIPT, receipts, true, out);
    }

    /** Writes a workbook with one sheet; further sheets if one cannot hold all receipts. */
    public static void xlsx(Rows<ReceiptRow> receipts, OutputStream out) throws IOException {
        Table table = new Table(
                "Amounts",
                Said.NOTHING,
                Said.NOTHING,
                RECEIPT.columns(),
                reader -> receipts.forEach(receipt -> reader.accept(RECEIPT.row(Table.Style.PLAIN, receipt))),
                Said.NOTHING);
        new XlsxFile().write(table, out);
    }
}
