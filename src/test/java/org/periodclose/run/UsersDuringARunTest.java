package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.periodclose.Patience;
import org.periodclose.database.TestDatabase;

/** Who works in the tables while a run is checked, verified and posted waits only where operations.md says so. */
class UsersDuringARunTest {
    private static final List<String> WORK = List.of(
            "insert into adjustment values (2, 1, 2, 2.00)",
            "update adjustment set amount = amount + 1 where journal_id = 2",
            "delete from adjustment where journal_id = 2 and inventory_transaction_id = 2",
            "insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'L', 'ACCOUNTING')",
            "update adjustment_journal set description = 'mine' where journal = 'K'",
            "delete from adjustment_journal where journal = 'L'",
            "insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, cost_amount, open)"
                    + " values (1, 'T7', 1, 'RECEIPT', 1, 1, true)",
            "update inventory_transaction set inventory_account = '41', cost_amount = 2 where transaction_id = 'T7'",
            "delete from inventory_transaction where transaction_id = 'T7'",
            "update inventory_transaction set open = open, site = 'S', offset_account = '60' where transaction_id = 'T5'",
            "update company set name = name || '!'",
            "update main_account set name = name || '!'",
            "insert into main_account (company_id, main_account, name, type) values (1, '99', 'New', 'BALANCE_SHEET')",
            "delete from main_account where main_account = '99'",
            "update item_group set name = name || '!'",
            "update item set name = name || '!', cost_price = 1",
            "update posting_profile set main_account_id = main_account_id");

    /** Statements of other users, none of which may wait. */
    private static void work(PostingContext context, List<String> statements) throws SQLException {
        try (Connection user = TestDatabase.dataSource(context.url).getConnection();
                Statement statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("set lock_timeout = '100ms'");
            for (String sql : statements) {
                statement.execute(sql);
            }
            user.rollback();
        }
    }

    @Test
    void other_journals_transactions_and_the_set_up_wait_for_nothing() throws Exception {
        try (PostingContext context = new PostingContext("PERIOD_CLOSE_LOCK_TIMEOUT=1min").withSmallCompany();
                Gate prepare = new Gate(context, 1, "before insert on run_partition for each row");
                Gate settle = new Gate(context, 2, "before insert on settlement_sum for each statement");
                Gate verify = new Gate(context, 3, "before insert on voucher_line for each statement");
                Gate post =
                        new Gate(context, 4, "after insert on manifest deferrable initially deferred for each row")) {
            context.jdbc.sql("""
                            insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'K', 'ACCOUNTING');
                            insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, cost_amount, open)
                            values (1, 'T6', 1, 'RECEIPT', 1, 1, true);
                            insert into adjustment values (2, 1, 1, 1.00)
                            """).update();
            CompletableFuture<List<RunResult>> run =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
            for (Gate step : List.of(prepare, settle, verify, post)) {
                step.awaitArrival();
                work(context, WORK);
                step.open();
            }
            assertThat(run.get(Patience.MINUTES, TimeUnit.MINUTES)).containsExactly(new RunResult.Posted(1, false, 0));
        }
    }

    @Test
    void the_exceptions_are_the_journal_that_is_checked_and_the_period_that_is_posted_to() throws Exception {
        try (PostingContext context = new PostingContext("PERIOD_CLOSE_LOCK_TIMEOUT=1min").withSmallCompany();
                Gate prepare = new Gate(context, 1, "before insert on run_partition for each row");
                Gate verify = new Gate(context, 2, "before insert on voucher_line for each statement");
                Gate post =
                        new Gate(context, 3, "after insert on manifest deferrable initially deferred for each row")) {
            String line = "update adjustment set amount = amount where journal_id = 1";
            String account = "update inventory_transaction set inventory_account = '41' where id = 5";
            String period = "update fiscal_period set status = 'ON_HOLD'";
            CompletableFuture<List<RunResult>> run =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
            prepare.awaitArrival();
            work(context, List.of(period));
            waits(context, line);
            waits(context, account);
            prepare.open();
            verify.awaitArrival();
            work(context, List.of(period));
            refused(context, line);
            refused(context, account);
            verify.open();
            post.awaitArrival();
            waits(context, period);
            post.open();
            assertThat(run.get(Patience.MINUTES, TimeUnit.MINUTES)).containsExactly(new RunResult.Posted(1, false, 0));
            work(context, List.of(account, period));
        }
    }

    private static void waits(PostingContext context, String sql) {
        assertThatThrownBy(() -> work(context, List.of(sql))).hasMessageContaining("lock timeout");
    }

    private static void refused(PostingContext context, String sql) {
        assertThatThrownBy(() -> work(context, List.of(sql)))
                .hasMessageContainingAll("journal", "J")
                .hasMessageNotContaining("lock timeout");
    }
}
