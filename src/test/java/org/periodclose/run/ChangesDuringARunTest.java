package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.Patience.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.Patience;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.database.TestDatabase;
import org.periodclose.desk.Posting;

/** What changes under a run's feet: it posts what was checked or fails in verify, never a mixture. */
class ChangesDuringARunTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a settled transaction has another account | set session_replication_role = replica; update inventory_transaction set inventory_account = '91.1' where transaction_id = 'T2'; reset session_replication_role | transaction \"T2\": settled -30.00",
                "a settlement is tampered with      | alter table settlement disable trigger append_only; update settlement set amount = 101 where inventory_transaction_id = 1; alter table settlement enable trigger append_only | transaction \"T1\": settled 101",
                "a settlement is slipped in         | insert into settlement select item_id, 4711, run_id, amount, debit_account_id, credit_account_id, storno from settlement where inventory_transaction_id = 1; alter table settlement disable trigger append_only; delete from settlement where inventory_transaction_id = 2; alter table settlement enable trigger append_only | transaction \"T2\": its adjustment of -30.00 is not settled",
                "a sum is tampered with             | update settlement_sum set amount = amount + 1 | voucher sums of"
            })
    void what_breaks_a_law_fails_the_run_and_the_next_post_starts_a_new_one(String what, String change, String named) {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change(change);
            run.failsInVerify(named);
            // Mended, the journal is posted by a new run; the evidence of the old one stays.
            run.change("""
                    update inventory_transaction
                       set open = true, kind = 'RECEIPT', quantity = 1, cost_amount = 1000, inventory_account = null;
                    """);
            assertThat(run.goOn()).containsExactly(new RunResult.Posted(2, false, 0));
            assertThat(run.rows("select concat_ws(' ', id, status) from posting_run order by id"))
                    .containsExactly("1 FAILED", "2 POSTED");
            assertThat(run.rows("select count(*) from settlement where run_id = 1"))
                    .containsExactly("5");
            assertThat(run.rows("select voucher from voucher")).containsExactly("C-000001");
        }
    }

    /** What a person may rightly do meanwhile is refused like any fault: the run stays, nothing is posted, and it goes on when that is undone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the period is closed | update fiscal_period set status = 'CLOSED' | PERIOD_NOT_OPEN  posting date 2025-10-31 lies in fiscal period \"2025\" of company \"C\", which is CLOSED; run 1 stays interrupted: open the period again in fiscal_periods.csv and run the same command again, or end the run with abandon --run 1 | update fiscal_period set status = 'OPEN'",
                "the period is on hold | update fiscal_period set status = 'ON_HOLD' | PERIOD_NOT_OPEN  posting date 2025-10-31 lies in fiscal period \"2025\" of company \"C\", which is ON_HOLD; run 1 stays interrupted | update fiscal_period set status = 'OPEN'",
                "the period is shorter | update fiscal_period set end_date = '2025-10-30' | PERIOD_NOT_OPEN  posting date 2025-10-31 lies in no fiscal period of company \"C\"; run 1 stays | update fiscal_period set end_date = '2025-12-31'",
                "inventory is closed | insert into imported_close values (1, 'ACCOUNTING', '2025-10-31', true) | INVENTORY_CLOSED  inventory of company \"C\" is closed up to 2025-10-31 in the ACCOUNTING layer, the posting date is 2025-10-31; run 1 stays interrupted: cancel the inventory close | update imported_close set active = false",
                "storno is switched off | update company set storno_for_inventory_adjustments = false | STORNO_NOT_ALLOWED  company \"C\" does not use storno for inventory adjustments; run 1 stays interrupted: switch storno_for_inventory_adjustments on again in companies.csv | update company set storno_for_inventory_adjustments = true",
                "four eyes are wanted | update company set four_eyes = true | NOT_RELEASED  journal \"J\" was made by \"postgres\" and company \"C\" posts only what another database user has released; run 1 stays interrupted: end the run with abandon --run 1, then: let another database user look at it | update company set four_eyes = false",
                "a settled transaction is closed | update inventory_transaction set open = false where transaction_id = 'T1' | TRANSACTION_NOT_OPEN  transaction \"T1\" of item \"A1\" is not open; run 1 stays interrupted: end the run with abandon --run 1, then: remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid | update inventory_transaction set open = true",
                "a coming transaction is closed | update inventory_transaction set open = false where transaction_id = 'T5' | TRANSACTION_NOT_OPEN  transaction \"T5\" | update inventory_transaction set open = true",
                "its invoice is taken back | update inventory_transaction set financial_date = null where transaction_id = 'T5' | NOT_FINANCIALLY_UPDATED  transaction \"T5\" | update inventory_transaction set financial_date = '2025-01-31'",
                "its invoice is later | update inventory_transaction set financial_date = '2025-11-01' where transaction_id = 'T5' | BEFORE_TRANSACTION  posting date 2025-10-31 is before | update inventory_transaction set financial_date = '2025-01-31'",
                "a transaction is worth less | set session_replication_role = replica; update inventory_transaction set cost_amount = 40 where transaction_id = 'T5'; reset session_replication_role | VALUE_BELOW_ZERO  transaction \"T5\" of item \"B1\" is worth 40 | set session_replication_role = replica; update inventory_transaction set cost_amount = 1000; reset session_replication_role",
                "the item has another model | update item set inventory_model = 'STANDARD_COST' where item_number = 'B1' | MODEL_NOT_ADJUSTABLE  item \"B1\" of transaction \"T4\" is valued by STANDARD_COST; run 1 stays interrupted | update item set inventory_model = 'FIFO'",
                "an account vanishes | set session_replication_role = replica; update inventory_transaction set inventory_account = 'nowhere' where id = 5; reset session_replication_role | UNKNOWN_ACCOUNT  inventory account \"nowhere\" of transaction \"T5\" is not a main account of the company; run 1 stays interrupted: end the run with abandon --run 1, then: import it in main_accounts.csv | set session_replication_role = replica; update inventory_transaction set inventory_account = null where id = 5; reset session_replication_role"
            })
    void what_a_person_may_change_is_refused_and_the_run_goes_on_when_it_is_undone(
            String what, String change, String told, String undo) {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change(change);
            run.isRefused(told);
            run.isRefused(told);
            run.change(undo);
            assertThat(run.goOn()).containsExactly(new RunResult.Posted(1, false, 0));
            assertThat(run.rows("select voucher from voucher")).containsExactly("C-000001");
            run.context.hasPostedTheSameAsUndisturbed();
        }
    }

    @Test
    void the_same_is_found_when_the_run_is_verified_and_other_companies_are_posted() {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change("""
                    insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                    values ('D', 'Next', 'USD', 2, true);
                    insert into fiscal_period values (2, '2025', '2025-01-01', '2025-12-31', 'OPEN');
                    insert into main_account (company_id, main_account, name, type)
                    values (2, '41', 'Goods', 'BALANCE_SHEET'), (2, '91.1', 'Profit', 'PROFIT_AND_LOSS');
                    insert into item_group (company_id, item_group, name) values (2, 'A', 'A');
                    insert into item (company_id, item_number, name, item_group_id, inventory_model) values (2, 'A1', 'A1', 3, 'FIFO');
                    insert into posting_profile (company_id, account_type, item_code, main_account_id) values (2, 'INVENTORY', 'ALL', 4), (2, 'PROFIT', 'ALL', 5);
                    insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                    values (2, 'T1', 4, 'RECEIPT', 1, '2025-01-31', 1000.00, true);
                    insert into adjustment_journal (company_id, journal, currency_layer) values (2, 'J', 'ACCOUNTING');
                    insert into adjustment values (2, 4, 6, 100.00);
                    """);
            Posting posting = run.context.bean(Posting.class);
            List<RunResult> night =
                    posting.post(PostingContext.everything(), new StopRequest(), (journal, done, lines) -> {
                        if (done == 4) {
                            run.change("update fiscal_period set status = 'CLOSED' where company_id = 1");
                        }
                    });
            assertThat(night).hasSize(2);
            assertThat(night.get(0)).isInstanceOfSatisfying(RunResult.NotPosted.class, refused -> {
                assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
                assertThat(refused.faults()).extracting(Fault::code).containsOnly(FaultCode.PERIOD_NOT_OPEN);
            });
            assertThat(night.get(1)).isEqualTo(new RunResult.Posted(2, false, 0));
            assertThat(run.rows("select concat_ws(' ', id, status) from posting_run order by id"))
                    .containsExactly("1 RUNNING", "2 POSTED");
        }
    }

    @Test
    void another_journal_on_the_same_receipt_may_take_the_value_that_the_run_needs() {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change("""
                    insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'K', 'ACCOUNTING');
                    insert into adjustment values (2, 3, 5, -980.00);
                    """);
            assertThat(run.context.post(PostingContext.request("C", "K")))
                    .containsExactly(new RunResult.Posted(2, false, 0));
            run.isRefused(
                    "VALUE_BELOW_ZERO  transaction \"T5\" of item \"B1\" is worth 20.00 USD on 2025-10-31 and cannot lose 50.00; run 1 stays interrupted: end the run with"
                            + " abandon --run 1, then: adjust it by no less than -20.00");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "profiles lead to other accounts | update posting_profile set main_account_id = 2 where account_type = 'LOSS'",
                "items move to another group     | update item set item_group_id = 1",
                "a new profile comes             | insert into posting_profile (company_id, account_type, item_code, item_id, main_account_id) values (1, 'PROFIT', 'TABLE', 3, 3)"
            })
    void what_was_frozen_when_it_was_checked_is_posted(String what, String change) {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change(change);
            run.goesOnToItsEnd();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "T2 | update inventory_transaction set inventory_account = '91.1' where id = 2",
                "T5 | update inventory_transaction set inventory_account = '91.1' where id = 5",
                "T5 | update inventory_transaction set inventory_account = 'nowhere' where id = 5",
                "T4 | update inventory_transaction set kind = 'ISSUE', quantity = -1, cost_amount = -1 where id = 4",
                "T5 | update inventory_transaction set cost_amount = 40 where id = 5",
                "T5 | update inventory_transaction set reporting_cost_amount = 40 where id = 5",
                "T5 | update inventory_transaction set quantity = 2 where id = 5",
                "T5 | update inventory_transaction set item_id = 1 where id = 5",
                "T5 | update inventory_transaction set transaction_id = 'T' where id = 5",
                "T5 | delete from inventory_transaction where id = 5"
            })
    void what_a_line_was_checked_with_does_not_change(String transaction, String change) {
        try (StoppedRun run = new StoppedRun(2)) {
            assertThatThrownBy(() -> run.change(change))
                    .hasMessageContaining("inventory transaction " + transaction
                            + ": a run posts journal J with it and is not finished");
            run.goesOnToItsEnd();
            run.change("update inventory_transaction set inventory_account = '91.1'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update inventory_transaction set inventory_account = inventory_account, site = 'S', offset_account = '60'",
                "insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, cost_amount, open)"
                        + " values (1, 'T6', 1, 'RECEIPT', 1, 1, true); update inventory_transaction set inventory_account = '91.1' where id = 6;"
                        + " delete from inventory_transaction where id = 6"
            })
    void all_else_may_change(String change) {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change(change);
            run.goesOnToItsEnd();
        }
    }

    @Test
    void who_changes_a_line_waits_for_the_check_of_its_journal_and_is_refused() throws Exception {
        try (PostingContext context = new PostingContext("PERIOD_CLOSE_LOCK_TIMEOUT=1min").withSmallCompany();
                Gate checked = new Gate(context, 1, "before insert on run_partition for each row");
                Connection user = TestDatabase.dataSource(context.url).getConnection();
                Statement statement = user.createStatement()) {
            CompletableFuture<List<RunResult>> post =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
            checked.awaitArrival();
            CompletableFuture<Void> change = CompletableFuture.runAsync(() -> {
                try {
                    statement.execute("update inventory_transaction set inventory_account = '91.1' where id = 5");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            awaitWaiting(context, 2);
            checked.open();
            assertThatThrownBy(() -> change.get(Patience.MINUTES, TimeUnit.MINUTES))
                    .hasMessageContaining("inventory transaction T5: a run posts journal J with it");
            assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES)).containsExactly(new RunResult.Posted(1, false, 0));
        }
    }

    @Test
    void a_change_that_is_not_committed_is_waited_for_and_checked() throws Exception {
        try (PostingContext context = new PostingContext("PERIOD_CLOSE_LOCK_TIMEOUT=1min").withSmallCompany();
                Connection user = TestDatabase.dataSource(context.url).getConnection();
                Statement statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("update inventory_transaction set inventory_account = 'nowhere' where id = 5");
            CompletableFuture<List<RunResult>> post =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
            awaitWaiting(context, 1);
            user.commit();
            assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES).toString()).contains("UNKNOWN_ACCOUNT");
            assertThat(context.rows("select id from posting_run")).isEmpty();
        }
    }

    private static void awaitWaiting(PostingContext context, int sessions) {
        await().untilAsserted(() -> assertThat(
                        context.rows(
                                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
                .containsExactly(String.valueOf(sessions)));
    }

    /** By who may switch triggers off, or in the set-up: found before anything is posted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the offset account    | 4 | update inventory_transaction set inventory_account = '91.2' where id = 5 | SAME_ACCOUNT  transaction \"T5\": its inventory account and its offset account are the same now; run 1 stays interrupted: end the run",
                "a frozen account goes | 2 | delete from posting_profile where main_account_id = 3; delete from main_account where id = 3 | UNKNOWN_ACCOUNT  transaction \"T3\": an account that it was checked with no longer exists; run 1 stays interrupted: end the run"
            })
    void an_account_that_vanishes_stops_the_run(String what, int settled, String change, String told) {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change("set session_replication_role = replica; " + change + "; reset session_replication_role");
            run.isRefused(told);
            assertThat(run.rows("select count(*) from settlement")).containsExactly(String.valueOf(settled));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update adjustment set amount = 1 where inventory_transaction_id = 5",
                "delete from adjustment where inventory_transaction_id = 5",
                "insert into adjustment values (1, 1, 4711, 1)"
            })
    void lines_of_a_frozen_journal_do_not_change(String change) {
        try (StoppedRun run = new StoppedRun(2)) {
            assertThatThrownBy(() -> run.change(change))
                    .hasMessageContaining(
                            "adjustment journal J is POSTING: its lines may change only while it is OPEN");
            run.goesOnToItsEnd();
        }
    }

    /** The fiscal period is locked by somebody, so the run is verified but cannot be posted. */
    private static void verifyButDoNotPost(PostingContext context) throws SQLException {
        try (Connection blocker = TestDatabase.dataSource(context.url).getConnection();
                Statement statement = blocker.createStatement()) {
            assertThat(context.bean(Posting.class)
                            .post(StoppedRun.REQUEST, new StopRequest(), (journal, done, lines) -> {
                                if (done == 5) {
                                    lock(blocker, statement);
                                }
                            })
                            .toString())
                    .contains("UNEXPECTED", "lock timeout");
        }
        assertThat(context.jdbc
                        .sql("select string_agg(step_name || ' ' || status, ', ' order by step_execution_id)"
                                + " from batch.batch_step_execution where step_name in ('verify', 'post')")
                        .query(String.class)
                        .single())
                .isEqualTo("verify COMPLETED, post FAILED");
    }

    private static void lock(Connection blocker, Statement statement) {
        try {
            blocker.setAutoCommit(false);
            statement.execute("select from fiscal_period for update");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_restart_after_verify_verifies_again() throws SQLException {
        try (PostingContext context = impatient()) {
            verifyButDoNotPost(context);
            context.jdbc
                    .sql("update inventory_transaction set open = false where transaction_id = 'T1'")
                    .update();
            assertThat(context.post(StoppedRun.REQUEST))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RunResult.NotPosted.class,
                            refused -> assertThat(refused.faults())
                                    .extracting(Fault::code)
                                    .containsOnly(FaultCode.TRANSACTION_NOT_OPEN));
        }
    }

    @Test
    void a_period_that_is_closed_after_verify_is_found_closed_by_post() throws SQLException {
        try (PostingContext context = impatient()) {
            verifyButDoNotPost(context);
            context.jdbc.sql("update fiscal_period set status = 'ON_HOLD'").update();
            context.holdingTheLock("C", "J", session -> {
                Work work = context.work("C", "J");
                VoucherPosting posting = context.voucherPosting(session);
                assertThatThrownBy(() -> session.transactions().durably(() -> posting.post(1, work)))
                        .isInstanceOf(Refused.class)
                        .hasMessageContaining(
                                "posting date 2025-10-31 of company \"C\" is in no open fiscal period any more");
            });
        }
    }

    private static PostingContext impatient() {
        List<String> properties =
                List.of("PERIOD_CLOSE_LOCK_TIMEOUT=300ms", "period-close.retries=0", "period-close.chunk-size=5");
        return new PostingContext(properties.toArray(String[]::new)).withSmallCompany();
    }
}
