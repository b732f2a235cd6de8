package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.contract.Folder;

/** A sale that the ERP has closed itself is returned, both are in a close, and its invoice comes later with another cost: the return follows it. */
class ReturnOfAClosedSaleTest {
    private static final String COLUMNS =
            "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                    + "site,warehouse,batch_number,serial_number,inventory_account,offset_account,sequence,return_of,cost_flow\n";

    private final Commands program = InProcess.on(Books.empty().url());

    private void transactions(String rows) {
        program.run(
                        "import",
                        Folder.create()
                                .file("inventory_transactions.csv", COLUMNS + rows)
                                .toString(),
                        "--quiet")
                .exited(0);
    }

    @Test
    void the_return_carries_what_the_invoice_has_changed() {
        StockLedger.imported(program, "FIFO", "1 Jan  F R 1 @ 10\n");
        transactions("""
                C,S,A1,ISSUE,-4,2026-01-02,,-40.00,,false,S1,W1,,,,,,,
                C,B,A1,RECEIPT,2,,2026-01-03,20.00,,true,S1,W1,,,,,,S,
                """);
        program.run("close", "--company", "C", "--date", "2026-01-31").exited(0);
        transactions("C,S,A1,ISSUE,-4,2026-01-02,2026-02-05,-60.00,,false,S1,W1,,,,,,,\n");
        program.run("recalculate", "--company", "C", "--date", "2026-02-11").exited(0);
        assertThat(settled(2)).containsExactly("B CARRIED 10.00");
    }

    private List<String> settled(int run) {
        var settlements = program.run("settlements", "--run", Integer.toString(run), "--output", "json")
                .exited(0)
                .json()
                .get("settlements");
        return StreamSupport.stream(settlements.spliterator(), false)
                .map(moved -> moved.get("transactionId").asString() + " "
                        + moved.get("part").asString() + " "
                        + moved.get("amount").asString())
                .toList();
    }
}
