package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.periodclose.Patience.await;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.Patience;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Specification;

/** Inventory transactions and fiscal periods that come again with other values, before, while and after they are posted. */
class ImportBesideRunsTest {
    private static final String TRANSACTIONS = "inventory_transactions.csv";
    private static final String PERIODS = "fiscal_periods.csv";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private ImportedCompany books;

    @BeforeEach
    void aCompany() {
        books = new ImportedCompany(directory);
    }

    @AfterEach
    void close() {
        books.close();
    }

    private String transaction(String id) {
        return books.context
                .rows("select inventory_transaction::text from inventory_transaction where transaction_id = '%s'"
                        .formatted(id))
                .get(0);
    }

    @Test
    void a_transaction_without_invoice_changes_until_it_has_one() {
        books.file(TRANSACTIONS, "R3,A1,RECEIPT,3,2025-10-05,,15.00,,true,S,W,B,N,,");
        books.imports();
        books.file(TRANSACTIONS, "R3,A1,RECEIPT,2,2025-10-06,,10.00,,false,S,W,B,N,47,");
        assertThat(books.imported())
                .containsExactly(
                        "inventory_transactions.csv: 1, 0, 1, 0",
                        "inventory_transactions.csv:2: inventory_account: \"47\" is not a main account of company \"C1\""
                                + " (in 1 transaction): add it to main_accounts.csv, or correct it");
        assertThat(transaction("R3"))
                .isEqualTo("(3,1,R3,1,RECEIPT,2,2025-10-06,,10.00,,f,S,W,B,N,47,,2,,,0,0,0.00,0,)");
        books.file(TRANSACTIONS, "R3,A1,RECEIPT,2,2025-10-06,2025-10-08,11.00,,true,S,W,B,N,,60");
        assertThat(books.imported())
                .contains("inventory_transactions.csv: 1, 0, 1, 0")
                .hasSize(2);
        assertThat(transaction("R3"))
                .isEqualTo("(3,1,R3,1,RECEIPT,2,2025-10-06,2025-10-08,11.00,,t,S,W,B,N,,60,2,,,0,0,0.00,0,)");
        assertThat(books.imported()).contains("inventory_transactions.csv: 1, 0, 0, 0");
        books.file(TRANSACTIONS, "R3,A1,RECEIPT,1,2025-10-06,,12.00,,true,S,V,B,N,,60");
        assertThat(books.refusals())
                .containsExactly(
                        "TRANSACTION_CHANGED  inventory_transactions.csv:2: quantity, financial_date, cost_amount, warehouse:"
                                + " transaction \"R3\" of company \"C1\" is already stored with quantity 2, financial_date 2025-10-08,"
                                + " cost_amount 11.00, warehouse W: restore the values, or import the difference as another transaction");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "item_number | R3,B1,RECEIPT,3,2025-10-05,,15.00,,true,S,,,,,| item_number A1",
                "kind, quantity | R3,A1,ISSUE,-3,2025-10-05,,-15.00,,true,S,,,,,| kind RECEIPT",
                "site | R3,A1,RECEIPT,3,2025-10-05,,15.00,,true,,,,,,| site S"
            })
    void what_a_transaction_is_never_changes(String columns, String row, String stored) {
        books.file("items.csv", "B1,Item B1,GA,FIFO,,");
        books.file(TRANSACTIONS, "R3,A1,RECEIPT,3,2025-10-05,,15.00,,true,S,,,,,");
        books.imports();
        books.file(TRANSACTIONS, row);
        assertThat(books.refusals())
                .singleElement()
                .asString()
                .startsWith(
                        "TRANSACTION_CHANGED  inventory_transactions.csv:2: " + columns.replaceFirst(", quantity", ""))
                .contains("already stored with " + stored + ": restore the values");
    }

    @Test
    void accounts_change_until_something_is_settled() {
        books.file(TRANSACTIONS, ImportedCompany.R1.replace("true,,,,,,", "true,,,,,42,60"), ImportedCompany.R2);
        assertThat(books.imported())
                .containsExactly(
                        "inventory_transactions.csv: 2, 0, 1, 0",
                        "inventory_transactions.csv:2: offset_account: \"60\" is not a main account of company \"C1\""
                                + " (in 1 transaction): add it to main_accounts.csv, or correct it");
        books.post("J1");
        assertThat(
                        books.context.rows(
                                "select distinct a.main_account from settlement s join main_account a on a.id = s.debit_account_id order by 1"))
                .containsExactly("41", "42");
        assertThat(books.imported()).contains("inventory_transactions.csv: 2, 0, 0, 0");
        books.file(TRANSACTIONS, ImportedCompany.R1);
        assertThat(books.refusals())
                .containsExactly(
                        "TRANSACTION_CHANGED  inventory_transactions.csv:2: inventory_account, offset_account: transaction \"R1\" of company \"C1\""
                                + " cannot change its accounts: run 1 has settled it: restore the accounts;"
                                + " what is posted stays on the accounts that it was posted to");
    }

    @Test
    void a_transaction_is_closed_when_no_journal_holds_it() {
        String closed = ImportedCompany.R2.replace(",true,", ",false,");
        books.file(TRANSACTIONS, closed);
        assertThat(books.refusals())
                .containsExactly(
                        "TRANSACTION_CHANGED  inventory_transactions.csv:2: open: transaction \"R2\" of company \"C1\" cannot be closed:"
                                + " it is in journal \"J1\", which is not posted: post the journal first, or remove the row from"
                                + " adjustments.csv and import both files; a journal of adjust: import its other lines, or delete-journal while no run has tried it");
        // The remedy, in one import.
        books.file("adjustments.csv", "J1,R1,10.00");
        assertThat(books.imported()).contains("inventory_transactions.csv: 1, 0, 1, 0", "adjustments.csv: 1, 0, 0, 1");
        assertThat(books.imported())
                .containsExactly("inventory_transactions.csv: 1, 0, 0, 0", "adjustments.csv: 1, 0, 0, 0");
        books.noFiles();
        books.file(TRANSACTIONS, ImportedCompany.R2);
        assertThat(books.refusals())
                .singleElement()
                .asString()
                .contains("open: transaction \"R2\" of company \"C1\" is already stored with open false");
    }

    @Test
    void a_transaction_is_closed_after_its_journal_is_posted_and_not_while_it_is_taken_back_or_inventory_is_closed() {
        books.post("J1");
        books.context.jdbc.sql("""
                        insert into posting_run (type, status, company_id, journal_id, cancels_run_id, currency_layer, currency, decimals,
                               posting_date, specification, update_ledger, storno, skip_invalid, planned, started_by, started_at)
                        select 'CANCELLATION', 'RUNNING', company_id, journal_id, id, currency_layer, currency, decimals,
                               posting_date, specification, update_ledger, storno, skip_invalid, planned, 'test', now()
                          from posting_run
                        """).update();
        books.file(TRANSACTIONS, ImportedCompany.R1.replace(",true,", ",false,"));
        assertThat(books.refusals())
                .containsExactly(
                        "TRANSACTION_CHANGED  inventory_transactions.csv:2: line: transaction \"R1\" of company \"C1\" cannot change now: run 2,"
                                + " which cancels run 1, is not finished: finish it with cancel --run 1, or end it with abandon --run 2, then import again");
        books.context.jdbc.sql("""
                        update posting_run set status = 'FAILED', ended_at = now(), failure = 'test' where id = 2;
                        insert into imported_close values (1, 'REPORTING', '2025-10-03', true), (1, 'ACCOUNTING', '2025-10-31', false)
                        """).update();
        assertThat(books.refusals())
                .containsExactly(
                        "TRANSACTION_CHANGED  inventory_transactions.csv:2: open: transaction \"R1\" of company \"C1\" cannot be closed: inventory of layer"
                                + " REPORTING is closed up to 2025-10-03: restore open, or cancel the inventory close first");
        books.context.jdbc.sql("update imported_close set active = false").update();
        assertThat(books.imported()).containsExactly("inventory_transactions.csv: 1, 0, 1, 0");
    }

    @Test
    void an_invoice_is_not_dated_into_a_closed_inventory() {
        books.file(TRANSACTIONS, "R3,A1,RECEIPT,3,2025-10-05,,15.00,,true,,,,,,");
        books.imports();
        books.context
                .jdbc
                .sql("insert into imported_close values (1, 'ACCOUNTING', '2025-10-31', true)")
                .update();
        books.file(TRANSACTIONS, "R3,A1,RECEIPT,3,2025-10-05,2025-10-31,15.00,,true,,,,,,");
        assertThat(books.refusals())
                .containsExactly(
                        "INVENTORY_CLOSED  inventory_transactions.csv:2: financial_date: transaction \"R3\" of company \"C1\" cannot get the financial"
                                + " date 2025-10-31: inventory of layer ACCOUNTING is closed up to 2025-10-31: give it a later financial date,"
                                + " cancel the inventory close first, or import with --late next-open-day");
        books.file(TRANSACTIONS, "R3,A1,RECEIPT,3,2025-10-05,2025-11-01,15.00,,true,,,,,,");
        assertThat(books.imported()).containsExactly("inventory_transactions.csv: 1, 0, 1, 0");
    }

    @Test
    void a_reporting_cost_that_was_missing_is_given_later() {
        books.file("companies.csv", "Test,USD,EUR,true");
        String r1 = ImportedCompany.R1.replace("50.00,,", "50.00,45.00,");
        books.file(TRANSACTIONS, r1);
        assertThat(books.imported())
                .containsExactly("companies.csv: 1, 0, 1, 0", "inventory_transactions.csv: 1, 0, 1, 0");
        books.context.jdbc.sql("""
                        insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                               update_ledger, storno, skip_invalid, planned, settlements, settled_amount, lines, checksum, started_by, started_at, ended_at)
                        values ('TRANSACTION_ADJUSTMENT', 'POSTED', 1, 1, 'REPORTING', 'EUR', 2, '2025-10-31', 'TOTAL',
                                true, true, false, 1, 1, 1, 1, 'x', 'test', now(), now());
                        insert into settlement values (1, 2, 1, 1.00, 1, 3, false)
                        """).update();
        books.file(TRANSACTIONS, r1.replace("45.00", "46.00"), ImportedCompany.R2.replace("30.00,,", "30.00,27.00,"));
        assertThat(books.refusals())
                .containsExactly(
                        "TRANSACTION_CHANGED  inventory_transactions.csv:2: reporting_cost_amount: transaction \"R1\" of company \"C1\" is already"
                                + " stored with reporting_cost_amount 45.00: restore the values, or import the difference as another transaction",
                        "TRANSACTION_CHANGED  inventory_transactions.csv:3: reporting_cost_amount: transaction \"R2\" of company \"C1\" cannot get a"
                                + " reporting cost: run 1 has settled it without one: leave the reporting cost empty");
    }

    @Test
    void nothing_of_a_line_changes_while_its_run_is_not_finished() {
        books.stopHalfWay();
        for (String change : List.of(",true,,,,,42,", ",false,,,,,,", ",true,,,,,,60")) {
            books.file(TRANSACTIONS, ImportedCompany.R1.replace(",true,,,,,,", change));
            assertThat(books.refusals())
                    .containsExactly(
                            "TRANSACTION_CHANGED  inventory_transactions.csv:2: line: transaction \"R1\" of company \"C1\" cannot change now: it is"
                                    + " in journal \"J1\", whose run 1 is not finished: "
                                    + (change.startsWith(",true")
                                            ? "end the run with abandon --run 1, then import again; once it has posted, accounts no longer change"
                                            : "finish the run with post --company C1 --journal J1, or end it with abandon --run 1, then import again"));
        }
        books.file(TRANSACTIONS, ImportedCompany.R1, ImportedCompany.R2);
        assertThat(books.imported()).containsExactly("inventory_transactions.csv: 2, 0, 0, 0");
        try (PostingContext next = books.context.another()) {
            assertThat(next.post(PostingContext.request("C1", "J1")))
                    .containsExactly(new RunResult.Posted(1, false, 0));
        }
        books.file(TRANSACTIONS, ImportedCompany.R1.replace(",true,", ",false,"));
        assertThat(books.imported()).containsExactly("inventory_transactions.csv: 1, 0, 1, 0");
    }

    @Test
    void an_import_waits_for_the_check_of_a_journal_and_sees_its_run() throws Exception {
        books.file(TRANSACTIONS, ImportedCompany.R1.replace("true,,,,,,", "true,,,,,42,"));
        try (Gate checked = new Gate(books.context, 1, "before insert on run_partition for each row")) {
            CompletableFuture<RunResult> post = CompletableFuture.supplyAsync(() -> books.post("J1"));
            checked.awaitArrival();
            CompletableFuture<List<String>> change = CompletableFuture.supplyAsync(books::refusals);
            await().untilAsserted(() -> assertThat(
                            books.context.rows(
                                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
                    .containsExactly("2"));
            checked.open();
            assertThat(change.get(Patience.MINUTES, TimeUnit.MINUTES))
                    .singleElement()
                    .asString()
                    .startsWith("TRANSACTION_CHANGED");
            assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES)).isEqualTo(new RunResult.Posted(1, false, 0));
        }
    }

    @Test
    void a_period_keeps_the_days_of_what_is_posted_in_it() {
        books.post("J1");
        books.file("adjustment_journals.csv", "J2,ACCOUNTING,");
        books.file("adjustments.csv", "J2,R2,1.00");
        books.imports();
        LocalDate date = LocalDate.of(2025, 10, 30);
        PostRequest r = PostingContext.request("C1", "J2");
        books.context.post(new PostRequest(
                "C1", r.journals(), date, r.specification(), false, null, "why", false, null, false, date));
        books.noFiles();

        books.file(PERIODS, "2025-10,2025-10-01,2025-10-30,CLOSED");
        assertThat(books.refusals())
                .containsExactly(
                        "PERIOD_IN_USE  fiscal_periods.csv:2: end_date: period \"2025-10\" of company \"C1\" would lose 2025-10-31, the"
                                + " posting date of voucher \"C1-000001\": keep the day in the period, or give it to another period of the file");
        books.file(PERIODS, "2025-10,2024-10-01,2024-10-31,OPEN");
        assertThat(books.refusals())
                .singleElement()
                .asString()
                .contains(
                        "would lose 2025-10-30, the posting date of run 2 of journal \"J2\", and the dates of 1 more: keep");
        books.file(PERIODS, "2025-10,2025-10-31,2025-10-31,OPEN");
        assertThat(books.refusals())
                .singleElement()
                .asString()
                .contains("start_date: period \"2025-10\" of company \"C1\" would lose 2025-10-30");
        books.file(PERIODS, "2025-10,2025-10-01,2025-10-15,OPEN", "2025-10b,2025-10-16,2025-10-31,CLOSED");
        assertThat(books.imported()).containsExactly("fiscal_periods.csv: 2, 1, 1, 0");
        books.file(PERIODS, "2025-11,2026-11-01,2026-11-30,OPEN");
        assertThat(books.imported()).containsExactly("fiscal_periods.csv: 1, 0, 1, 0");
        // Books that were wrong before: what is not made worse is taken.
        books.context
                .jdbc
                .sql("update fiscal_period set end_date = '2025-10-20' where period = '2025-10b'")
                .update();
        books.file(PERIODS, "2025-10,2025-10-01,2025-10-10,OPEN");
        assertThat(books.imported()).containsExactly("fiscal_periods.csv: 1, 0, 1, 0");
    }

    @Test
    void a_period_keeps_the_day_of_a_run_that_is_not_finished() {
        books.stopHalfWay();
        books.file(PERIODS, "2025-10,2025-10-01,2025-10-30,OPEN");
        assertThat(books.refusals())
                .singleElement()
                .asString()
                .contains("would lose 2025-10-31, the posting date of unfinished run 1 of journal \"J1\": keep");
        books.context
                .jdbc
                .sql("update posting_run set status = 'FAILED', ended_at = now(), failure = 'test'")
                .update();
        assertThat(books.imported()).containsExactly("fiscal_periods.csv: 1, 0, 1, 0");
    }

    /** It had lines when the command looked at it first, and an import has removed them since. */
    @Test
    void a_journal_that_loses_its_last_line_while_its_posting_begins_is_not_posted() {
        Work work = books.context.work("C1", "J1");
        books.context.jdbc.sql("delete from adjustment").update();
        WorkTransactions transactions = new WorkTransactions(books.context.bean(DataSource.class), new StopRequest());
        Preparation preparation = new Preparation(transactions, "operator", books.context.bean(RunSettings.class));
        RunArguments arguments =
                new RunArguments(LocalDate.of(2025, 10, 31), Specification.ITEM_GROUP, true, true, null, null, false);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> transactions.in(() -> preparation.prepare(work, arguments)))
                .extracting(refused -> refused.first().message())
                .isEqualTo("journal \"J1\" lost its last line while its posting began");
        assertThat(books.context.rows("select status from adjustment_journal")).containsExactly("OPEN");
    }
}
