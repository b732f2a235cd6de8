package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code adjust} as it is typed, on the small company: T1 to T5, one piece each of 1000.00, all of them in journal J. */
class AdjustCommandTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";

    private JdbcClient jdbc;

    @BeforeEach
    void company() {
        String url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        System.setProperty(URL, url.replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
    }

    @AfterEach
    void leave() {
        System.clearProperty(URL);
        System.clearProperty(USER);
    }

    private static Capture adjust(int exitCode, String journal, String... options) {
        Capture capture = new Capture();
        String[] line = new String[options.length + 5];
        System.arraycopy(new String[] {"adjust", "--company", "C", "--journal", journal}, 0, line, 0, 5);
        System.arraycopy(options, 0, line, 5, options.length);
        assertThat(capture.execute(line)).as(capture.err()).isEqualTo(exitCode);
        return capture;
    }

    private long journals() {
        return jdbc.sql("select count(*) from adjustment_journal")
                .query(Long.class)
                .single();
    }

    @Test
    void nothing_to_propose_makes_no_journal_and_says_so() {
        for (String[] options : new String[][] {
            {"--method", "amount", "--amount", "0"},
            {"--method", "percent", "--percent", "0"},
            {"--method", "fixed-cost-price", "--price", "1000"},
            {"--method", "value", "--value", "5000", "--principle", "value"}
        }) {
            Capture nothing = adjust(0, "N", options);
            assertThat(nothing.err())
                    .contains("No value changes: there is nothing to propose, and no journal was made.")
                    .doesNotContain("period-close post");
            assertThat(nothing.out()).contains("NOT MADE, no value changes");
        }
        assertThat(adjust(0, "N", "--method", "amount", "--amount", "0", "--output", "json")
                        .out())
                .contains("\"status\": \"NOTHING\"", "\"VALUE_UNCHANGED\": 5");
        assertThat(journals()).isEqualTo(1);
    }

    @Test
    void receipts_in_other_journals_are_named_and_counted() {
        Capture made = adjust(0, "N", "--method", "fixed-cost-price", "--price", "1001", "--item", "A1");
        assertThat(made.err())
                .contains(
                        "2 receipts stand in other journals that are not posted",
                        "  transaction \"T1\" in journal \"J\" (OPEN) 100.00",
                        "  transaction \"T2\" in journal \"J\" (OPEN) -30.00");
        assertThat(made.out()).contains("Receipts in other journals that are not posted");
        assertThat(adjust(0, "N2", "--method", "percent", "--percent", "1", "--item", "A2", "--output", "json")
                        .out())
                .contains("\"inOtherJournals\": 1")
                .containsSubsequence("\"otherJournalLines\": [", "\"T3\"", "\"J\"", "\"OPEN\"", "\"-20.00\"");
    }

    @Test
    void ids_of_a_file_that_make_no_line_are_named_with_the_reason(@TempDir Path folder) throws IOException {
        jdbc.sql("""
                update inventory_transaction set open = false where transaction_id = 'T1';
                update inventory_transaction set financial_date = null where transaction_id = 'T2';
                update item set inventory_model = 'MOVING_AVERAGE' where item_number = 'A2';
                update inventory_transaction set cost_amount = 1001 where transaction_id = 'T4';
                insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                values (1, 'I1', 3, 'ISSUE', -1, '2025-02-01', -1.00, true), (1, 'T6', 2, 'RECEIPT', 1, '2025-02-01', 1.00, true)
                """).update();
        String file = Files.writeString(folder.resolve("ids.txt"), "T1\nT2\n\ufeffT3\u00a0\nT4\nT5\u200b\nI1\n")
                .toString();
        Capture made = adjust(0, "N", "--method", "fixed-cost-price", "--price", "1001", "--transactions", file);
        assertThat(made.err())
                .contains(
                        "Left out: transaction \"I1\" is an issue, not a receipt (NOT_A_RECEIPT).",
                        "Left out: transaction \"T1\" is not open (NOT_OPEN).",
                        "Left out: transaction \"T2\" is without an invoice: no financial date (NOT_FINANCIALLY_UPDATED).",
                        "Left out: transaction \"T3\" is of an item of MOVING_AVERAGE or STANDARD_COST (MODEL_NOT_ADJUSTABLE).",
                        "Left out: transaction \"T4\" is selected, but its value does not change (VALUE_UNCHANGED).");
        assertThat(adjust(
                                0,
                                "N2",
                                "--method",
                                "percent",
                                "--percent",
                                "1",
                                "--transactions",
                                file,
                                "--item",
                                "B1",
                                "--output",
                                "json")
                        .out())
                .contains("\"leftOut\": 4", "\"OTHER_ITEM\": 3", "\"NOT_A_RECEIPT\": 1")
                .containsSubsequence(
                        "\"leftOutTransactions\": [", "\"I1\"", "\"NOT_A_RECEIPT\"", "\"T1\"", "\"OTHER_ITEM\"");
        assertThat(adjust(4, "N3", "--method", "percent", "--percent", "1", "--transactions", file, "--item", "A2")
                        .err())
                .contains(
                        "of 6 transactions named: 5 not of a selected item (OTHER_ITEM), 1 of an item of MOVING_AVERAGE or STANDARD_COST"
                                + " (MODEL_NOT_ADJUSTABLE): widen the selection",
                        "NOTHING_SELECTED  transaction \"T3\" is left out: of an item of MOVING_AVERAGE or STANDARD_COST (MODEL_NOT_ADJUSTABLE)");
        assertThat(adjust(4, "N3", "--method", "percent", "--percent", "1", "--item", "A2")
                        .err())
                .contains(
                        "of 7 transactions of company \"C\": 5 not of a selected item (OTHER_ITEM), 2 of an item of MOVING_AVERAGE");
        assertThat(adjust(0, "N", "--again", "--dry-run").err()).contains("transaction \"T4\" is selected");
    }

    @Test
    void again_takes_no_other_options_and_ends_in_words() {
        adjust(0, "N", "--method", "fixed-cost-price", "--price", "1001");
        assertThat(adjust(2, "N", "--again", "--method", "percent", "--percent", "1", "--item", "A1")
                        .err())
                .contains(
                        "WRONG_USAGE  --again computes the journal by its own method and selection and takes no --method, --percent, --item:"
                                + " leave it out, or delete the journal with delete-journal and make it with other options");
        assertThat(adjust(2, "N", "--again", "--layer", "accounting").err()).contains("takes no --layer");
        assertThat(adjust(2, "N").err()).contains("adjust needs --method for a new journal, or --again");
        jdbc.sql("update inventory_transaction set cost_amount = 1001").update();
        Capture again = adjust(0, "N", "--again", "--output", "json");
        assertThat(again.err())
                .contains(
                        "the journal has no lines: remove it with `period-close delete-journal --company C --journal N`");
        assertThat(again.out()).contains("\"status\": \"OPEN\"", "\"again\": true", "\"lines\": 0");
    }

    @Test
    void a_journal_shows_its_method_and_both_values() {
        adjust(0, "N", "--method", "fixed-cost-price", "--price", "1001", "--item", "A2");
        jdbc.sql("update inventory_transaction set cost_amount = 1000.50 where transaction_id = 'T3'")
                .update();
        Capture journal = new Capture();
        assertThat(journal.execute("journal", "--company", "C", "--journal", "N", "--output", "json"))
                .isZero();
        assertThat(journal.out())
                .contains(
                        "\"method\": \"FIXED_COST_PRICE\"", "\"computedFrom\": \"1000.00\"", "\"value\": \"1000.50\"");
        Capture table = new Capture();
        assertThat(table.execute("journal", "--company", "C", "--journal", "N")).isZero();
        assertThat(table.out())
                .contains("OPEN, method fixed-cost-price")
                .containsSubsequence("Computed from", "Value", "Amount", "1,000.00", "1,000.50", "1.00");
        Capture explain = new Capture();
        jdbc.sql("update company set reporting_currency = 'EUR', reporting_decimals = 2")
                .update();
        assertThat(explain.execute("explain", "--company", "C", "--transaction", "T3", "--output", "json"))
                .isZero();
        assertThat(explain.out()).contains("\"cost\": null", "\"value\": null");
        Capture story = new Capture();
        assertThat(story.execute("explain", "--company", "C", "--transaction", "T3"))
                .isZero();
        assertThat(story.out()).contains("unknown");
    }
}
