package org.periodclose.posting;

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
import org.periodclose.database.TestDatabase;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Outcome;
import org.periodclose.fault.Refused;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What changes under a run's feet: it posts what was checked or fails in verify, never a mixture. */
class ChangesDuringARunTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a settled transaction is closed    | update inventory_transaction set open = false where transaction_id = 'T1' | transaction T1: TRANSACTION_NOT_OPEN",
                "a coming transaction is closed     | update inventory_transaction set open = false where transaction_id = 'T5' | transaction T5: TRANSACTION_NOT_OPEN",
                "a transaction is worth less        | set session_replication_role = replica; update inventory_transaction set cost_amount = 40 where transaction_id = 'T5'; reset session_replication_role | transaction T5: VALUE_BELOW_ZERO",
                "a transaction is an issue          | set session_replication_role = replica; update inventory_transaction set kind = 'ISSUE', quantity = -1, cost_amount = -1 where transaction_id = 'T4'; reset session_replication_role | transaction T4: NOT_A_RECEIPT",
                "a settled transaction has another account | set session_replication_role = replica; update inventory_transaction set inventory_account = '91.1' where transaction_id = 'T2'; reset session_replication_role | transaction T2: settled -30.00",
                "the item has another model         | update item set inventory_model = 'STANDARD_COST' where item_number = 'B1' | transaction T4: MODEL_NOT_ADJUSTABLE",
                "the period is closed               | update fiscal_period set status = 'CLOSED' | posting date 2025-10-31 of company C is not in an open fiscal period",
                "inventory is closed                | insert into inventory_close (company_id, currency_layer, closed_on, active) values (1, 'ACCOUNTING', '2025-10-31', true) | posting date 2025-10-31",
                "a settlement is tampered with      | alter table settlement disable trigger append_only; update settlement set amount = 101 where inventory_transaction_id = 1; alter table settlement enable trigger append_only | transaction T1: settled 101",
                "a settlement is slipped in         | insert into settlement select item_id, 4711, run_id, amount, debit_account_id, credit_account_id, storno from settlement where inventory_transaction_id = 1; alter table settlement disable trigger append_only; delete from settlement where inventory_transaction_id = 2; alter table settlement enable trigger append_only | transaction T2: its adjustment of -30.00 is not settled",
                "a sum is tampered with             | update settlement_sum set amount = amount + 1 | voucher sums of"
            })
    void what_breaks_a_rule_fails_the_run_and_the_next_post_starts_a_new_one(String what, String change, String named) {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change(change);
            run.failsInVerify(named);
            // Mended, the journal is posted by a new run; the evidence of the old one stays.
            run.change("""
                    update inventory_transaction
                       set open = true, kind = 'RECEIPT', quantity = 1, cost_amount = 1000, inventory_account = null;
                    update item set inventory_model = 'FIFO';
                    update fiscal_period set status = 'OPEN';
                    update inventory_close set active = false;
                    """);
            assertThat(run.goOn()).containsExactly(new JournalResult.Posted(2, false, 0));
            assertThat(run.rows("select concat_ws(' ', id, status) from posting_run order by id"))
                    .containsExactly("1 FAILED", "2 POSTED");
            assertThat(run.rows("select count(*) from settlement where run_id = 1"))
                    .containsExactly("5");
            assertThat(run.rows("select voucher from voucher")).containsExactly("C-000001");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "profiles lead to other accounts | update posting_profile set main_account_id = 2 where account_type = 'LOSS'",
                "items move to another group     | update item set item_group_id = 1",
                "the company switches storno off | update company set storno_for_inventory_adjustments = false",
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
            CompletableFuture<List<JournalResult>> post =
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
            assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES))
                    .containsExactly(new JournalResult.Posted(1, false, 0));
        }
    }

    @Test
    void a_change_that_is_not_committed_is_waited_for_and_checked() throws Exception {
        try (PostingContext context = new PostingContext("PERIOD_CLOSE_LOCK_TIMEOUT=1min").withSmallCompany();
                Connection user = TestDatabase.dataSource(context.url).getConnection();
                Statement statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("update inventory_transaction set inventory_account = 'nowhere' where id = 5");
            CompletableFuture<List<JournalResult>> post =
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

    /** By who may switch triggers off, or in the set-up: found before anything is posted, and never again and again. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no such account       | 5 | update inventory_transaction set inventory_account = 'nowhere' where id = 5 | transaction T5: UNKNOWN_ACCOUNT",
                "the offset account    | 4 | update inventory_transaction set inventory_account = '91.2' where id = 5 | transaction T5: its inventory account and its offset account are the same now",
                "a frozen account goes | 2 | delete from posting_profile where main_account_id = 3; delete from main_account where id = 3 | transaction T3: an account that it was checked with is not there any more"
            })
    void an_account_that_vanishes_fails_the_run_for_good(String what, int settled, String change, String named) {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change("set session_replication_role = replica; " + change + "; reset session_replication_role");
            assertThat(run.goOn()).singleElement().isInstanceOfSatisfying(JournalResult.NotPosted.class, refused -> {
                assertThat(refused.outcome()).isEqualTo(Outcome.LAW_BROKEN);
                assertThat(refused.faults()).extracting(Fault::message).anySatisfy(fault -> assertThat(fault)
                        .contains(named));
            });
            assertThat(run.rows(
                            "select concat_ws(' ', id, status, (select count(*) from settlement)) from posting_run"))
                    .containsExactly("1 FAILED " + settled);
            assertThat(run.rows("select status from adjustment_journal")).containsExactly("OPEN");
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
                            .post(StoppedRun.REQUEST, (journal, done, lines) -> {
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
                    .isInstanceOfSatisfying(JournalResult.NotPosted.class, refused -> assertThat(refused.faults())
                            .extracting(Fault::code)
                            .containsOnly(FaultCode.LAW_BROKEN));
        }
    }

    @Test
    void a_period_that_is_closed_after_verify_is_found_closed_by_post() throws SQLException {
        try (PostingContext context = impatient()) {
            verifyButDoNotPost(context);
            context.jdbc.sql("update fiscal_period set status = 'ON_HOLD'").update();
            TransactionTemplate transaction = new TransactionTemplate(context.bean(PlatformTransactionManager.class));
            VoucherPosting posting = context.bean(VoucherPosting.class);
            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> posting.post(1)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("posting date 2025-10-31 of company C is in no open fiscal period any more");
        }
    }

    private static PostingContext impatient() {
        List<String> properties =
                List.of("PERIOD_CLOSE_LOCK_TIMEOUT=300ms", "period-close.retries=0", "period-close.chunk-size=5");
        return new PostingContext(properties.toArray(String[]::new)).withSmallCompany();
    }
}
