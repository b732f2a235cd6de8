package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.Ended;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.contract.Folder;

/**
 * FIFO, in warehouse W1: R1 of 1 for 10.00, sold on the next day as I1. The close of January settles all of it; then the item is tracked by batch too, and what
 * is imported from then on has another cost object.
 */
class ChangedDimensionsTest {
    private static final String STOCK = """
            1 Jan  F R 1 @ 10
            2 Jan  F I 1 @ 9
            """;
    private static final String TRANSACTIONS =
            "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                    + "site,warehouse,batch_number,serial_number,inventory_account,offset_account,return_of\n";
    private static final String R2 = "C,R2,A1,RECEIPT,2,,2026-02-05,24.00,,true,S1,W1,B1,,,,\n";
    private static final String I2 = "C,I2,A1,ISSUE,-1,,2026-02-06,-11.00,,true,S1,W1,B1,,,,\n";
    private static final String MARKINGS = "company,issue_transaction_id,receipt_transaction_id,quantity\n";

    private final Commands program = InProcess.on(Books.empty().url());

    @BeforeEach
    void aCloseAndThenOtherDimensions() {
        StockLedger.imported(program, "FIFO", STOCK);
        close("2026-01-31").exited(0);
        imported(Folder.create().file("item_model_groups.csv", """
                company,item_model_group,financial_dimensions
                C,M,WAREHOUSE+BATCH
                """));
    }

    private void imported(Folder folder) {
        program.run("import", folder.toString(), "--quiet").exited(0);
    }

    private Ended close(String date) {
        return program.run("close", "--company", "C", "--date", date);
    }

    /** Freight on the receipt that the close has settled. */
    private void freightOnR1() {
        imported(Folder.create()
                .file("adjustment_journals.csv", "company,journal,currency_layer,description\nC,FREIGHT,ACCOUNTING,\n")
                .file("adjustments.csv", "company,journal,transaction_id,amount\nC,FREIGHT,R1,4.00\n"));
        program.run("post", "--company", "C", "--journal", "FREIGHT", "--posting-date", "2026-02-10")
                .exited(0);
    }

    /** {@code issue takes quantity from layer: amount}, then {@code transaction +amount}. */
    private List<String> did(int run) {
        var shown = program.run("settlements", "--run", Integer.toString(run), "--output", "json")
                .exited(0)
                .json();
        List<String> lines = StreamSupport.stream(shown.get("matches").spliterator(), false)
                .map(match -> match.get("issue").asString() + " takes "
                        + match.get("quantity").asString() + " from "
                        + match.get("layer").asString() + ": "
                        + match.get("amount").asString())
                .collect(Collectors.toList());
        shown.get("settlements")
                .forEach(moved -> lines.add(moved.get("transactionId").asString() + " "
                        + moved.get("amount").asString()));
        return lines;
    }

    @Test
    void freight_on_a_settled_receipt_goes_on_to_what_was_sold() {
        freightOnR1();
        close("2026-02-28").exited(0);
        assertThat(did(3)).containsExactly("I1 -4.00");
    }

    @Test
    void new_transactions_are_matched_among_themselves_beside_a_late_change_of_old_ones() {
        imported(Folder.create().file("inventory_transactions.csv", TRANSACTIONS + R2 + I2));
        freightOnR1();
        close("2026-02-28").exited(0);
        assertThat(did(3)).containsExactly("I2 takes 1 from R2: 12.00", "I1 -4.00", "I2 -1.00");
    }

    @Test
    void a_close_that_is_cancelled_after_the_change_leaves_two_kinds_of_cost_objects_each_matched_by_itself() {
        imported(Folder.create().file("inventory_transactions.csv", TRANSACTIONS + R2 + I2));
        program.run("cancel", "--run", "1").exited(0);
        close("2026-02-28").exited(0);
        assertThat(did(3))
                .containsExactly("I1 takes 1 from R1: 10.00", "I2 takes 1 from R2: 12.00", "I1 -1.00", "I2 -1.00");
    }

    @Test
    void a_new_receipt_may_be_the_return_of_an_old_issue() {
        imported(Folder.create()
                .file(
                        "inventory_transactions.csv",
                        TRANSACTIONS + "C,R2,A1,RECEIPT,1,,2026-02-05,9.00,,true,S1,W1,B1,,,,I1\n" + I2));
        freightOnR1();
        close("2026-02-28").exited(0);
        assertThat(did(3)).containsExactly("I2 takes 1 from R2: 14.00", "I1 -4.00", "I2 -3.00", "R2 5.00");
    }

    @Test
    void an_old_receipt_does_not_pay_for_a_new_issue_that_is_marked_to_it() {
        imported(Folder.create()
                .file("inventory_transactions.csv", TRANSACTIONS + R2 + I2)
                .file("markings.csv", MARKINGS + "C,I2,R1,1\n"));
        String refusal =
                "MARKING_MISMATCH issue \"I2\" of item \"A1\" is marked to receipt \"R1\", which differs in a dimension that is"
                        + " financially tracked: correct the marking in markings.csv, or take it out: a row with the issue alone";
        assertThat(close("2026-02-28").exited(4).err().replaceAll("\\s+", " ")).contains(refusal);
        imported(Folder.create().file("markings.csv", MARKINGS + "C,I2,R2,1\n"));
        close("2026-02-28").exited(0);
        assertThat(did(2)).containsExactly("I2 takes 1 from R2: 12.00", "I2 -1.00");
    }

    /** The cost object in warehouse W0 comes first and has no transaction before March. */
    @Test
    void a_marking_counts_though_an_earlier_cost_object_has_markings_of_later_days_only() {
        imported(Folder.create()
                .file(
                        "inventory_transactions.csv",
                        TRANSACTIONS
                                + "C,R8,A1,RECEIPT,1,,2026-03-05,9.00,,true,S1,W0,,,,,\nC,I8,A1,ISSUE,-1,,2026-03-06,-9.00,,true,S1,W0,,,,,\n")
                .file("markings.csv", MARKINGS + "C,I8,R8,1\n"));
        imported(Folder.create()
                .file(
                        "inventory_transactions.csv",
                        TRANSACTIONS + R2 + "C,R3,A1,RECEIPT,1,,2026-02-05,15.00,,true,S1,W1,B1,,,,\n" + I2)
                .file("markings.csv", MARKINGS + "C,I2,R3,1\n"));
        close("2026-02-28").exited(0);
        assertThat(did(2)).containsExactly("I2 takes 1 from R3: 15.00", "I2 -4.00");
    }
}
