package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.contract.Folder;

/** A sale that no close matches is returned, the return is in a close, and the invoice of the sale comes later with another cost: the return follows it. */
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
    void the_return_carries_what_the_invoice_of_a_sale_that_the_erp_has_closed_has_changed() {
        returned("false");
        recalculated("2026-02-11");
        assertThat(settled(2)).containsExactly("B CARRIED 10.00");
    }

    /** The sale takes part on the day of its invoice; what it costs is known before. */
    @Test
    void the_return_carries_it_before_the_day_of_the_invoice_too() {
        returned("true");
        recalculated("2026-02-03");
        assertThat(settled(2)).containsExactly("B CARRIED 10.00");
    }

    private void returned(String open) {
        StockLedger.imported(program, "FIFO", "1 Jan  F R 1 @ 10\n");
        transactions("""
                C,S,A1,ISSUE,-4,2026-01-02,,-40.00,,%s,S1,W1,,,,,,,
                C,B,A1,RECEIPT,2,,2026-01-03,20.00,,true,S1,W1,,,,,,S,
                """.formatted(open));
        program.run("close", "--company", "C", "--date", "2026-01-31").exited(0);
        transactions("C,S,A1,ISSUE,-4,2026-01-02,2026-02-05,-60.00,,%s,S1,W1,,,,,,,\n".formatted(open));
    }

    private void recalculated(String day) {
        program.run("recalculate", "--company", "C", "--date", day).exited(0);
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
