package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.Patience.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.Patience;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.database.TestDatabase;
import org.periodclose.desk.Posting;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Troubles of the database that pass are tried again and counted; everything else fails at once, with what failed first. */
class PassingTroublesTest {
    private static final RunResult POSTED = new RunResult.Posted(1, false, 0);

    private static PostingContext patient() {
        return patient(50, "200ms");
    }

    private static PostingContext patient(int retries, String lockTimeout) {
        return new PostingContext(
                        "PERIOD_CLOSE_LOCK_TIMEOUT=" + lockTimeout,
                        "period-close.backoff=10ms",
                        "period-close.retries=" + retries,
                        "period-close.chunk-size=1",
                        "period-close.threads=1")
                .withSmallCompany();
    }

    private static int retries(PostingContext context) {
        return context.jdbc
                .sql("select retries from posting_run")
                .query(Integer.class)
                .single();
    }

    /** The first tries to settle fail with an SQL state, the later ones do not. */
    private static void fail(PostingContext context, String state, int tries) {
        context.jdbc.sql("""
                        create sequence tries;
                        grant all on sequence tries to public;
                        create function fail() returns trigger language plpgsql as $$
                        declare
                            try bigint := nextval('period_close.tries');
                        begin
                            if try between 3 and %d then
                                raise exception 'trouble %%', try using errcode = '%s';
                            end if;
                            return null;
                        end $$;
                        create trigger fail after insert on settlement_sum for each statement execute function fail();
                        """.formatted(2 + tries, state)).update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03", "25P04"})
    void serialization_failures_deadlocks_and_timeouts_of_locks_and_transactions_are_tried_again_and_counted(
            String state) {
        try (PostingContext context = patient()) {
            fail(context, state, 3);
            assertThat(context.post(StoppedRun.REQUEST)).containsExactly(POSTED);
            assertThat(retries(context)).isEqualTo(3);
        }
    }

    @Test
    void troubles_of_the_check_are_counted_as_well() {
        try (PostingContext context = patient()) {
            context.jdbc
                    .sql(
                            "create sequence tries; create function fail() returns trigger language plpgsql as $$ begin"
                                    + " if nextval('period_close.tries') <= 2 then raise 'trouble' using errcode = '40001'; end if; return null; end $$;"
                                    + " create trigger fail after insert on run_partition for each statement execute function fail()")
                    .update();
            assertThat(context.post(StoppedRun.REQUEST)).singleElement().isInstanceOf(RunResult.Posted.class);
            assertThat(retries(context)).isEqualTo(2);
        }
    }

    @Test
    void a_run_that_gets_on_between_troubles_has_all_its_tries_again() {
        try (PostingContext context = patient(2, "200ms")) {
            context.jdbc
                    .sql(
                            "create sequence tries; create function fail() returns trigger language plpgsql as $$ begin"
                                    + " if nextval('period_close.tries') % 2 = 1 then raise 'trouble' using errcode = '40001'; end if; return null; end $$;"
                                    + " create trigger fail after insert on settlement_sum for each statement execute function fail()")
                    .update();
            assertThat(context.post(StoppedRun.REQUEST)).containsExactly(POSTED);
            assertThat(retries(context)).isEqualTo(5);
        }
    }

    @Test
    void a_trouble_that_does_not_pass_ends_the_tries() {
        try (PostingContext context = patient(2, "200ms")) {
            fail(context, "40P01", 1_000);
            assertThat(context.post(StoppedRun.REQUEST).toString()).contains("UNEXPECTED", "trouble 6");
            assertThat(retries(context))
                    .as("one after two lines were done, and two more")
                    .isEqualTo(3);
        }
    }

    @Test
    void everything_else_fails_at_once_with_what_failed_first() {
        try (PostingContext context = patient()) {
            fail(context, "22003", 1_000);
            assertThat(context.post(StoppedRun.REQUEST).toString()).contains("UNEXPECTED", "trouble 3");
            assertThat(context.jdbc
                            .sql("select nextval('tries')")
                            .query(Integer.class)
                            .single())
                    .as("tries so far, and this one")
                    .isEqualTo(4);
            context.jdbc.sql("drop trigger fail on settlement_sum").update();
            assertThat(context.post(StoppedRun.REQUEST)).containsExactly(POSTED);
        }
    }

    @Test
    void lost_connections_are_made_again() {
        try (PostingContext context = patient()) {
            AtomicBoolean cut = new AtomicBoolean();
            assertThat(context.bean(Posting.class)
                            .post(StoppedRun.REQUEST, new StopRequest(), (journal, done, lines) -> {
                                if (done == 3 && cut.compareAndSet(false, true)) {
                                    context.jdbc
                                            .sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                                    + " where datname = current_database() and pid <> pg_backend_pid()")
                                            .query()
                                            .singleRow();
                                }
                            }))
                    .containsExactly(POSTED);
            assertThat(retries(context)).isPositive();
        }
    }

    @Test
    void a_voucher_whose_commit_was_not_heard_of_counts_as_posted_by_this_command() {
        try (PostingContext context = patient()) {
            // The session of the lock and all others end when the voucher is there: nobody hears that it is.
            context.jdbc.sql("""
                            create function cut() returns trigger language plpgsql as $$
                            begin
                                perform pg_terminate_backend(pid) from pg_stat_activity
                                  where datname = current_database() and pid <> pg_backend_pid();
                                return null;
                            end $$;
                            create constraint trigger cut after insert on voucher deferrable initially deferred
                            for each row execute function cut()
                            """).update();
            assertThat(context.post(StoppedRun.REQUEST)).containsExactly(POSTED);
        }
    }

    @Test
    void every_connection_of_the_pool_has_its_limits_and_the_name_of_its_process() {
        try (PostingContext context = patient();
                PostingContext other = context.another()) {
            JdbcClient pooled = JdbcClient.create(context.bean(DataSource.class));
            assertThat(pooled.sql("show lock_timeout").query(String.class).single())
                    .isEqualTo("200ms");
            assertThat(pooled.sql("show statement_timeout").query(String.class).single())
                    .isEqualTo("1h");
            assertThat(pooled.sql("show application_name").query(String.class).single())
                    .startsWith("period-close ")
                    .isNotEqualTo(JdbcClient.create(other.bean(DataSource.class))
                            .sql("show application_name")
                            .query(String.class)
                            .single());
        }
    }

    @Test
    void users_at_work_in_the_tables_do_not_wait_for_the_job_nor_the_job_for_them() throws SQLException {
        try (PostingContext context = patient();
                Connection user = TestDatabase.dataSource(context.url).getConnection();
                Statement statement = user.createStatement()) {
            context.jdbc
                    .sql(
                            "insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'K', 'ACCOUNTING')")
                    .update();
            user.setAutoCommit(false);
            statement.execute("set lock_timeout = '1ms'");
            statement.execute("insert into adjustment values (2, 1, 1, 1.00)");
            statement.execute("select from inventory_transaction for update");
            assertThat(context.bean(Posting.class)
                            .post(StoppedRun.REQUEST, new StopRequest(), (journal, done, lines) -> {
                                if (done > 0) {
                                    workIn(statement);
                                }
                            }))
                    .containsExactly(POSTED);
            user.commit();
            assertThat(retries(context)).isZero();
        }
    }

    /** In the middle of a chunk's transaction. */
    private static void workIn(Statement user) {
        try {
            user.execute("update inventory_transaction set site = 'S'");
            user.execute("update posting_profile set main_account_id = main_account_id");
            user.execute("update item set name = name || '!'");
            user.execute("update adjustment set amount = amount + 1 where journal_id = 2");
            user.execute("select from posting_run");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_open_import_into_the_journal_is_waited_for_and_its_lines_are_checked() throws Exception {
        try (PostingContext context = patient();
                Connection user = TestDatabase.dataSource(context.url).getConnection();
                Statement statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute(
                    "insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)"
                            + " values (1, 'T6', 1, 'RECEIPT', 1, '2025-01-31', 1000.00, true);"
                            + " insert into adjustment values (1, 1, 6, 7.00)");
            CompletableFuture<List<RunResult>> post =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
            await().untilAsserted(() -> assertThat(context.jdbc
                            .sql(
                                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                            .query(Integer.class)
                            .single())
                    .isPositive());
            user.commit();
            assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES)).containsExactly(POSTED);
            assertThat(context.jdbc
                            .sql("select settlements from posting_run")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(6);
        }
    }

    @Test
    void a_stop_breaks_off_its_own_statements_only() throws Exception {
        try (PostingContext context = patient(50, "1min");
                Connection user = TestDatabase.dataSource(context.url).getConnection();
                Statement statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("lock table settlement_sum in exclusive mode");
            CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> context.jdbc
                    .sql("select pg_sleep(2)::text || 'slept'")
                    .query(String.class)
                    .single());
            StopRequest stop = new StopRequest();
            CompletableFuture<List<RunResult>> post =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST, stop));
            await().untilAsserted(() -> assertThat(context.jdbc
                            .sql(
                                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                            .query(Integer.class)
                            .single())
                    .isPositive());
            stop.request(Outcome.INTERRUPTED);
            context.bean(Posting.class).cancelStatements(stop);
            assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES))
                    .containsExactly(new RunResult.Stopped(new Subject("C", "J", null), Outcome.INTERRUPTED));
            assertThat(other.get()).isEqualTo("slept");
            user.rollback();
            try (PostingContext next = context.another()) {
                assertThat(next.post(StoppedRun.REQUEST)).containsExactly(POSTED);
            }
        }
    }

    @Test
    void a_run_whose_time_is_up_is_as_good_as_done_and_the_next_one_goes_on() {
        try (PostingContext context = patient()) {
            Posting posting = context.bean(Posting.class);
            StopRequest stop = new StopRequest();
            assertThat(posting.post(StoppedRun.REQUEST, stop, (journal, done, lines) -> {
                        if (done == 2) {
                            stop.request(Outcome.DONE);
                        }
                    }))
                    .singleElement()
                    .extracting(RunResult::outcome)
                    .isEqualTo(Outcome.DONE);
            try (PostingContext next = context.another()) {
                assertThat(next.post(StoppedRun.REQUEST)).containsExactly(POSTED);
            }
        }
    }

    @Test
    void a_signal_counts_more_than_the_clock_and_the_first_signal_more_than_the_second() {
        StopRequest stop = new StopRequest();
        stop.request(Outcome.DONE);
        stop.request(Outcome.TERMINATED);
        stop.request(Outcome.INTERRUPTED);
        stop.request(Outcome.DONE);
        assertThat(stop.requested()).contains(Outcome.TERMINATED);
    }

    @Test
    void who_does_not_get_the_lock_hears_who_has_it() throws SQLException {
        try (StoppedRun run = new StoppedRun(2);
                Connection holder = TestDatabase.dataSource(run.context.url).getConnection();
                Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(x'50434c4f'::int, 2)");
            assertThat(refusal(run.goOn()))
                    .matches("run 1 of journal \"J\" is at work: started .* UTC by .*, 2 of 5 lines done");
            run.change(
                    "update posting_run set status = 'FAILED', ended_at = now(); update adjustment_journal set status = 'OPEN'");
            assertThat(refusal(run.goOn()))
                    .matches("a command is at work on company \"C\", ACCOUNTING layer, and still checks its journal:"
                            + " connected .* UTC by \"postgres\" from .*");
        }
    }

    private static String refusal(List<RunResult> results) {
        RunResult.NotPosted refused = (RunResult.NotPosted) results.get(0);
        assertThat(refused.outcome()).isEqualTo(Outcome.AT_WORK);
        Fault fault = refused.faults().get(0);
        return fault.message();
    }
}
