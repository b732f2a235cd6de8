package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reports of company C, as they are typed. Run 1 posted J on 31 October with storno: A1 +100 and -30, A2 -20, B1 +50 and -50. Run 2 took A1's
 * +100 back in November by K. Run 3 cancelled run 2 in December. Run 4 moved B1 by 7 without updating the ledger.
 */
class ReportCommandTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";

    private static String url = "";
    private static JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());

    @TempDir
    private static Path folder = Path.of(".");

    @BeforeAll
    static void company() {
        url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        jdbc.sql("""
                update company set name = 'ООО «Ромашка»';
                insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'K', 'ACCOUNTING'), (1, 'L', 'ACCOUNTING');
                insert into adjustment values (2, 1, 1, -100.00), (3, 3, 4, 7.00);
                insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                values ('D', 'Empty', 'JPY', 0, false)
                """).update();
        System.setProperty(URL, url.replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
        done("post", "--company", "C", "--journal", "J", "--posting-date", "2025-10-31");
        done("post", "--company", "C", "--journal", "K", "--posting-date", "2025-11-30");
        done("cancel", "--run", "2", "--posting-date", "2025-12-31");
        done(
                "post",
                "--company",
                "C",
                "--journal",
                "L",
                "--posting-date",
                "2025-12-31",
                "--no-update-ledger",
                "--note",
                "booked by hand");
    }

    @AfterAll
    static void leave() {
        System.clearProperty(URL);
        System.clearProperty(USER);
    }

    private static String done(String... line) {
        Capture capture = new Capture();
        assertThat(capture.execute(line)).as(capture.err()).isZero();
        return capture.out();
    }

    private static String refused(int exitCode, String... line) {
        Capture capture = new Capture();
        assertThat(capture.execute(line)).as(capture.err()).isEqualTo(exitCode);
        assertThat(capture.out()).isEmpty();
        return capture.err();
    }

    private static String adjustments(String... filters) {
        String[] line = new String[filters.length + 6];
        System.arraycopy(new String[] {"report", "adjustments", "--company", "C", "--format", "csv"}, 0, line, 0, 6);
        System.arraycopy(filters, 0, line, 6, filters.length);
        return done(line);
    }

    private static java.math.BigDecimal sum(String csv, int column) {
        return csv.lines()
                .skip(1)
                .map(line -> new java.math.BigDecimal(line.split(",", -1)[column]))
                .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add);
    }

    // Adjustments

    @Test
    void direct_and_reverse_postings_are_lines_of_their_own_and_a_cancellation_counts_as_what_it_is() {
        assertThat(adjustments()).isEqualTo("""
                item_group,item_number,posting_date,voucher,run,type,debit_account,credit_account,settlements,amount,storno
                A,A1,2025-10-31,C-000001,1,TRANSACTION_ADJUSTMENT,41,91.1,1,100.00,false
                A,A1,2025-10-31,C-000001,1,TRANSACTION_ADJUSTMENT,41,91.2,1,-30.00,true
                A,A1,2025-11-30,C-000002,2,TRANSACTION_ADJUSTMENT,41,91.2,1,-100.00,true
                A,A1,2025-12-31,C-000003,3,CANCELLATION,41,91.2,1,100.00,false
                A,A2,2025-10-31,C-000001,1,TRANSACTION_ADJUSTMENT,41,91.2,1,-20.00,true
                B,B1,2025-10-31,C-000001,1,TRANSACTION_ADJUSTMENT,41,91.1,1,50.00,false
                B,B1,2025-10-31,C-000001,1,TRANSACTION_ADJUSTMENT,41,91.2,1,-50.00,true
                B,B1,2025-12-31,,4,TRANSACTION_ADJUSTMENT,41,91.1,1,7.00,false
                """);
    }

    @Test
    void exclude_storno_folds_reversals_into_the_total_of_their_item() {
        assertThat(adjustments("--exclude-storno")).isEqualTo("""
                item_group,item_number,settlements,amount
                A,A1,4,70.00
                A,A2,1,-20.00
                B,B1,3,7.00
                """);
    }

    @Test
    void a_reversal_counts_in_its_own_period_even_when_the_original_is_in_another() {
        assertThat(adjustments("--from", "2025-11-01", "--to", "2025-11-30", "--exclude-storno"))
                .isEqualTo("""
                item_group,item_number,settlements,amount
                A,A1,1,-100.00
                """);
        assertThat(adjustments("--to", "2025-10-31", "--exclude-storno", "--item", "A1"))
                .isEqualTo("""
                item_group,item_number,settlements,amount
                A,A1,2,70.00
                """);
    }

    @Test
    void the_sum_is_the_same_whether_reversals_are_listed_or_folded() {
        for (String[] filters : List.of(
                new String[] {},
                new String[] {"--from", "2025-11-01"},
                new String[] {"--to", "2025-11-30"},
                new String[] {"--item", "A1", "--item", "B1"},
                new String[] {"--voucher", "C-000001"},
                new String[] {"--voucher", "C-000002", "--voucher", "C-000003"})) {
            String[] folded = java.util.Arrays.copyOf(filters, filters.length + 1);
            folded[filters.length] = "--exclude-storno";
            assertThat(sum(adjustments(folded), 3))
                    .as(String.join(" ", filters))
                    .isEqualByComparingTo(sum(adjustments(filters), 9));
        }
    }

    @Test
    void a_slip_in_a_filter_is_refused_and_does_not_look_like_an_empty_report() {
        assertThat(refused(
                        4, "report", "adjustments", "--company", "C", "--item", "A1", "--item", "A7", "--voucher", "V"))
                .isEqualTo("""
                UNKNOWN_ITEM  company "C" has no item "A7": give another --item, or import the item
                UNKNOWN_VOUCHER  company "C" has no voucher "V": look it up with `period-close runs --company C`
                """);
        assertThat(refused(2, "report", "adjustments", "--company", "C", "--from", "2025-02-01", "--to", "2025-01-01"))
                .isEqualTo("WRONG_USAGE  --from 2025-02-01 is after --to 2025-01-01: swap them\n");
        assertThat(refused(4, "report", "adjustments", "--company", "D", "--layer", "reporting"))
                .isEqualTo("LAYER_NOT_SET_UP  company \"D\" has no reporting currency:"
                        + " give it a reporting_currency in companies.csv, or use --layer accounting\n");
        assertThat(refused(4, "report", "adjustments", "--company", "X"))
                .isEqualTo("UNKNOWN_COMPANY  there is no company \"X\": import it, or give one of: \"C\", \"D\"\n");
        assertThat(done("report", "adjustments", "--company", "D")).contains("Nothing is posted that fits.");
    }

    // A run

    @Test
    void the_report_of_a_run_has_its_figures_facts_tables_and_proofs() {
        String page = done("report", "run", "--run", "1");
        assertThat(done("report", "--run", "1")).as("with or without the word").isEqualTo(page);
        assertThat(page)
                .contains("<h1>Voucher C-000001</h1>", "ООО «Ромашка», 2025-10-31", ">Transaction adjustment · run 1<")
                .containsSubsequence(
                        ">Effect on the value of item groups (USD)<",
                        ">A</td><td class=\"figure\">3,000.00</td><td class=\"figure storno\">−50.00</td>",
                        ">100.00</td><td class=\"figure\">50.00</td><td class=\"figure\">3,050.00</td>",
                        ">Turnovers of main accounts (USD)<",
                        ">150.00</td><td class=\"figure storno\">−100.00</td>",
                        ">Largest movers (USD)<",
                        ">3.50 %<",
                        ">Reconciliation (USD)<",
                        "What the settlements move on each account is what the voucher posts to it.",
                        ">Voucher lines (USD)<",
                        "<tr class=\"storno\">",
                        ">Checksum of the voucher<",
                        ">Hash of the manifest<");
    }

    @Test
    void the_report_of_a_cancellation_says_what_it_takes_back_and_that_of_a_cancelled_run_by_what() {
        assertThat(done("report", "run", "--run", "3"))
                .contains(">Cancellation · run 3<", ">Cancels</td><td class=\"value\">run 2<");
        assertThat(done("report", "run", "--run", "2")).contains(">Cancelled by</td><td class=\"value\">run 3<");
    }

    @Test
    void a_run_without_ledger_update_says_why_its_settlements_are_not_in_the_ledger() {
        assertThat(done("report", "run", "--run", "4"))
                .contains(
                        "<h1>Run 4 without voucher</h1>",
                        "The ledger was not updated: booked by hand",
                        "The difference is explained: posted without ledger update, booked by hand");
    }

    @Test
    void a_file_gets_the_kind_that_its_name_says_and_is_there_whole_or_not_at_all() throws Exception {
        for (String kind : List.of("html", "pdf", "xlsx", "csv")) {
            done(
                    "report",
                    "run",
                    "--run",
                    "1",
                    "--out",
                    folder.resolve("run." + kind).toString());
        }
        assertThat(folder.resolve("run.pdf"))
                .content(java.nio.charset.StandardCharsets.ISO_8859_1)
                .startsWith("%PDF-");
        assertThat(folder.resolve("run.xlsx"))
                .content(java.nio.charset.StandardCharsets.ISO_8859_1)
                .startsWith("PK");
        assertThat(folder.resolve("run.html")).content().startsWith("<!DOCTYPE html>");
        assertThat(folder.resolve("run.csv")).content().isEqualTo("""
                run,voucher,posting_date,currency,line,debit_account,credit_account,amount,storno,item_group,item_number,settlements
                1,C-000001,2025-10-31,USD,1,41,91.1,100.00,false,A,,1
                1,C-000001,2025-10-31,USD,2,41,91.2,-50.00,true,A,,2
                1,C-000001,2025-10-31,USD,3,41,91.1,50.00,false,B,,1
                1,C-000001,2025-10-31,USD,4,41,91.2,-50.00,true,B,,1
                """);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("run.html", "run.pdf", "run.xlsx", "run.csv");
        }
        assertThat(refused(
                        4,
                        "report",
                        "run",
                        "--run",
                        "1",
                        "--out",
                        folder.resolve("no/run.pdf").toString()))
                .isEqualTo("CANNOT_WRITE  the report cannot be written to \"" + folder.resolve("no/run.pdf")
                        + "\": its folder does not exist: give --out a file that can be written\n");
        assertThat(refused(4, "report", "run", "--run", "1", "--format", "html", "--out", folder.toString()))
                .isEqualTo("CANNOT_WRITE  the report cannot be written to \"" + folder
                        + "\": it is a folder: give --out a file that can be written\n");
    }

    @Test
    void a_run_that_is_not_there_or_not_posted_has_no_report() {
        jdbc.sql("""
                insert into posting_run (id, type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date,
                       specification, update_ledger, storno, skip_invalid, planned, started_by, started_at, ended_at)
                overriding system value
                select 50, type, 'FAILED', company_id, journal_id, currency_layer, currency, decimals, posting_date, specification, true, storno,
                       skip_invalid, planned, started_by, started_at, ended_at
                  from posting_run where id = 4
                """).update();
        assertThat(refused(4, "report", "run", "--run", "50"))
                .isEqualTo(
                        "NO_VOUCHER  run 50 has no voucher: it failed: look at `period-close runs` for the run that was posted instead\n");
        assertThat(refused(4, "report", "run", "--run", "99"))
                .isEqualTo("UNKNOWN_RUN  there is no run 99: look up its number with `period-close runs`\n");
        assertThat(refused(2, "report"))
                .isEqualTo(
                        "WRONG_USAGE  what to report is not given:"
                                + " give --run RUN, or one of the words adjustments, reconciliation, inventory-value, on-hand, balance-turnover, cost: see report --help\n");
    }

    // Reconciliation

    @Test
    void a_difference_that_nothing_explains_is_named_and_the_report_is_written_all_the_same() {
        change("update voucher_line set amount = amount + 1 where run_id = 1 and line = 1");
        try {
            Capture capture = new Capture();
            assertThat(capture.execute("report", "reconciliation", "--company", "C", "--as-of", "2025-10-31"))
                    .isEqualTo(6);
            assertThat(capture.out())
                    .contains(
                            "<h1>A difference is unexplained</h1>",
                            ">UNEXPLAINED: settlements and voucher lines do not agree<");
            assertThat(capture.err()).isEqualTo("""
                            UNEXPLAINED_DIFFERENCE  the settlements of run 1 move -1.00 USD more on account "41" than its voucher posts: \
                            rows that never change were altered: keep the database as it is and find out who changed them
                            UNEXPLAINED_DIFFERENCE  the settlements of run 1 move 1.00 USD more on account "91.1" than its voucher posts: \
                            rows that never change were altered: keep the database as it is and find out who changed them
                            """);
            Capture run = new Capture();
            assertThat(run.execute("report", "run", "--run", "1")).isEqualTo(6);
            assertThat(run.out()).contains("UNEXPLAINED: settlements and voucher lines do not agree.");
        } finally {
            change("update voucher_line set amount = amount - 1 where run_id = 1 and line = 1");
        }
    }

    private static void change(String behindTheBackOfTheProgram) {
        jdbc.sql("alter table voucher_line disable trigger append_only; " + behindTheBackOfTheProgram
                        + "; alter table voucher_line enable trigger append_only")
                .update();
    }

    @Test
    void subledger_and_ledger_agree_up_to_a_day_and_a_run_without_ledger_update_explains_the_rest() {
        String[] november = {"report", "reconciliation", "--company", "C", "--as-of", "2025-11-30"};
        assertThat(done(november)).contains("<h1>Subledger and ledger agree</h1>");
        assertThat(done("report", "reconciliation", "--company", "C", "--as-of", "2025-12-31"))
                .contains(
                        "<h1>Subledger and ledger differ as explained</h1>",
                        ">posted without ledger update: booked by hand<");
        assertThat(done("report", "reconciliation", "--company", "C", "--as-of", "2025-12-31", "--format", "csv"))
                .isEqualTo("""
                        main_account,settlements,ledger,difference
                        41,57.00,50.00,7.00
                        91.1,-157.00,-150.00,-7.00
                        91.2,100.00,100.00,0.00
                        """);
    }
}
