package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.contract.Folder;

/** FIFO with physical value: an issue is closed while it is only physically updated, and gets its invoice in the next month. */
class AwaitedInvoiceTest {
    private static final String TRANSACTIONS =
            "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                    + "site,warehouse,batch_number,serial_number,inventory_account,offset_account\n";

    private final Commands program = InProcess.on(Books.empty().url());

    private void imported(Folder folder) {
        program.run("import", folder.toString(), "--quiet").exited(0);
    }

    /** On 5 February I1 still counts as of 2 January, before I2, so that R1 pays for it. */
    @Test
    void before_the_day_of_its_invoice_it_keeps_its_physical_day() {
        StockLedger.imported(program, "FIFO", "1 Jan  F R 1 @ 10\n2 Jan  P I 1 @ 9\n");
        imported(Folder.create()
                .file("item_model_groups.csv", "company,item_model_group,include_physical_value\nC,M,true\n"));
        program.run("close", "--company", "C", "--date", "2026-01-31").exited(0);
        imported(Folder.create()
                .file(
                        "inventory_transactions.csv",
                        TRANSACTIONS
                                + "C,I1,A1,ISSUE,-1,2026-01-02,2026-02-17,-9.00,,true,S1,W1,,,,\n"
                                + "C,I2,A1,ISSUE,-1,,2026-02-03,-9.00,,true,S1,W1,,,,\n"
                                + "C,R2,A1,RECEIPT,1,,2026-02-04,20.00,,true,S1,W1,,,,\n"));
        program.run("recalculate", "--company", "C", "--date", "2026-02-05").exited(0);
        assertThat(settled(1)).containsExactly("I1 -1.00");
        assertThat(settled(2)).containsExactly("I2 -11.00");
    }

    private List<String> settled(int run) {
        var settlements = program.run("settlements", "--run", Integer.toString(run), "--output", "json")
                .exited(0)
                .json()
                .get("settlements");
        return StreamSupport.stream(settlements.spliterator(), false)
                .map(moved -> moved.get("transactionId").asString() + " "
                        + moved.get("amount").asString())
                .toList();
    }
}
