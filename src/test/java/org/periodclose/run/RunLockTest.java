package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.Patience.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.periodclose.Patience;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Posting;

/** One process works on a company and layer, also when the session of its lock ends under it or its transactions end after it. */
class RunLockTest {
    private static final String[] LINE_BY_LINE = {
        "period-close.chunk-size=1", "period-close.threads=1", "period-close.backoff=10ms", "period-close.retries=3"
    };
    private static final String HOLDER =
            "select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and classid = 1346587727 and granted"
                    + " and database = (select oid from pg_database where datname = current_database())";
    private static final RunResult POSTED = new RunResult.Posted(1, false, 0);

    /** An administrator, or a time limit of the server, ends the idle session of the lock; nobody tells its process. */
    private static void endTheSessionOfTheLock(PostingContext context) {
        assertThat(context.rows(HOLDER)).containsExactly("1");
        await().untilAsserted(
                        () -> assertThat(context.rows(HOLDER.replace("count(pg_terminate_backend(pid))", "count(*)")))
                                .containsExactly("0"));
    }

    private static void isPostedOnceAndTheSameToTheByte(PostingContext context) {
        assertThat(context.rows("select status from posting_run")).containsExactly("POSTED");
        assertThat(context.rows("select voucher from voucher")).containsExactly("C-000001");
        context.hasPostedTheSameAsUndisturbed();
    }

    @Test
    void who_takes_over_waits_for_the_last_commit_and_goes_on_while_the_other_gives_up() throws Exception {
        try (PostingContext context = new PostingContext(LINE_BY_LINE).withSmallCompany();
                PostingContext successor = context.another(LINE_BY_LINE);
                Gate commit = new Gate(
                        context,
                        1,
                        "after update on run_partition deferrable initially deferred for each row when (new.lines_done = 3)")) {
            CompletableFuture<List<RunResult>> first =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
            commit.awaitArrival();
            endTheSessionOfTheLock(context);
            CompletableFuture<List<RunResult>> second =
                    CompletableFuture.supplyAsync(() -> successor.post(StoppedRun.REQUEST));
            await().untilAsserted(() -> assertThat(
                            context.rows(
                                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
                    .as("the commit at the gate, and who waits for it")
                    .containsExactly("2"));
            commit.open();
            assertThat(second.get(Patience.MINUTES, TimeUnit.MINUTES)).containsExactly(POSTED);
            assertThat(first.get(Patience.MINUTES, TimeUnit.MINUTES))
                    .singleElement()
                    .satisfies(result -> assertThat(result.outcome()).isIn(Outcome.DONE, Outcome.AT_WORK));
            assertThat(context.rows("select retries from posting_run"))
                    .as("the successor had no trouble")
                    .containsExactly("0");
            isPostedOnceAndTheSameToTheByte(context);
        }
    }

    @Test
    void two_that_are_at_work_at_once_end_as_one_that_posts_and_one_that_is_told_so() throws Exception {
        try (PostingContext context = new PostingContext(LINE_BY_LINE).withSmallCompany();
                PostingContext successor = context.another(LINE_BY_LINE);
                Gate settled =
                        new Gate(context, 1, "before update on run_partition for each row when (new.lines_done = 4)")) {
            CompletableFuture<List<RunResult>> first =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
            settled.awaitArrival();
            endTheSessionOfTheLock(context);
            AtomicBoolean told = new AtomicBoolean();
            CompletableFuture<List<RunResult>> second = CompletableFuture.supplyAsync(() -> successor
                    .bean(Posting.class)
                    .post(StoppedRun.REQUEST, new StopRequest(), (journal, done, lines) -> {
                        if (done == 5 && told.compareAndSet(false, true)) {
                            assertThat(first.join())
                                    .singleElement()
                                    .isInstanceOfSatisfying(
                                            RunResult.NotPosted.class,
                                            refused -> assertThat(refused.faults()
                                                            .get(0)
                                                            .code())
                                                    .isEqualTo(FaultCode.RUN_AT_WORK));
                        }
                    }));
            await().until(() -> context.rows("select term from run_lock").equals(List.of("2")));
            settled.open();
            assertThat(second.get(Patience.MINUTES, TimeUnit.MINUTES)).containsExactly(POSTED);
            assertThat(told).isTrue();
            isPostedOnceAndTheSameToTheByte(context);
        }
    }

    @Test
    void a_run_whose_lock_is_lost_goes_on_while_nobody_else_takes_it() {
        try (PostingContext context = new PostingContext(LINE_BY_LINE).withSmallCompany()) {
            AtomicBoolean ended = new AtomicBoolean();
            assertThat(context.bean(Posting.class)
                            .post(StoppedRun.REQUEST, new StopRequest(), (journal, done, lines) -> {
                                if (done == 3 && ended.compareAndSet(false, true)) {
                                    endTheSessionOfTheLock(context);
                                }
                            }))
                    .containsExactly(POSTED);
            isPostedOnceAndTheSameToTheByte(context);
        }
    }

    @Test
    void nothing_is_committed_in_a_term_that_has_ended() throws Exception {
        try (PostingContext context = new PostingContext(LINE_BY_LINE).withSmallCompany()) {
            context.holdingTheLock("C", "J", session -> {
                session.transactions().in(() -> {});
                context.jdbc.sql("update run_lock set term = term + 1").update();
                assertThatThrownBy(() -> session.transactions().in(() -> {}))
                        .hasStackTraceContaining("another process has taken over")
                        .satisfies(lost -> assertThat(Transient.is(lost)).isTrue());
            });
        }
    }

    @Test
    void every_step_of_a_run_joins_its_term() throws Exception {
        for (String place : List.of(
                "before insert on posting_run for each row",
                "before insert on settlement_sum for each statement",
                "before insert on voucher_line for each statement",
                "before insert on voucher for each row",
                "before update on batch.batch_step_execution for each row when (old.step_name = 'settle')",
                "before update on batch.batch_job_execution for each row when (new.status = 'COMPLETED')")) {
            try (PostingContext context = new PostingContext(LINE_BY_LINE).withSmallCompany();
                    Gate gate = new Gate(context, 1, place)) {
                CompletableFuture<List<RunResult>> post =
                        CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
                gate.awaitArrival();
                assertThat(context.rows("select 1 from (select from run_lock for update skip locked) free"))
                        .as("a transaction that is not in the term: " + place)
                        .isEmpty();
                gate.open();
                assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES)).containsExactly(POSTED);
            }
        }
    }

    @Test
    void who_is_at_work_is_the_run_of_the_holder_not_the_newest() {
        try (StoppedRun older = new StoppedRun(2)) {
            older.change("""
                    insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'K', 'ACCOUNTING');
                    insert into adjustment values (2, 1, 1, 1.00), (2, 1, 2, 1.00)
                    """);
            PostRequest newer = PostingContext.request("C", "K");
            Posting posting = older.context.bean(Posting.class);
            try (PostingContext stopped = older.context.another(LINE_BY_LINE);
                    PostingContext refused = older.context.another(LINE_BY_LINE)) {
                Posting stopping = stopped.bean(Posting.class);
                StopRequest stop = new StopRequest();
                stopping.post(newer, stop, (journal, done, lines) -> {
                    if (done == 1) {
                        stop.request(Outcome.TERMINATED);
                    }
                });
                assertThat(older.rows("select id from posting_run where status = 'RUNNING' order by id"))
                        .containsExactly("1", "2");
                AtomicBoolean asked = new AtomicBoolean();
                assertThat(posting.post(StoppedRun.REQUEST, new StopRequest(), (journal, done, lines) -> {
                            if (done == 3 && asked.compareAndSet(false, true)) {
                                older.context
                                        .jdbc
                                        .sql("update posting_run set planned = 1234567 where id = 1")
                                        .update();
                                assertThat(refused.post(newer).toString())
                                        .contains(
                                                "RUN_AT_WORK",
                                                "run 1 of journal \"J\" is at work",
                                                "2 of 1,234,567 lines done");
                                older.context
                                        .jdbc
                                        .sql("update posting_run set planned = 5 where id = 1")
                                        .update();
                                assertThat(older.rows("select id from posting_run where run_is_at_work(id)"))
                                        .containsExactly("1");
                            }
                        }))
                        .containsExactly(POSTED);
                assertThat(asked).isTrue();
                assertThat(older.rows("select id from posting_run where run_is_at_work(id)"))
                        .isEmpty();
            }
        }
    }

    @Test
    void layers_and_companies_have_locks_of_their_own() {
        Books accounting = books(7, CurrencyLayer.ACCOUNTING);
        assertThat(List.of(
                        RunLock.key(accounting),
                        RunLock.key(books(7, CurrencyLayer.REPORTING)),
                        RunLock.key(books(8, CurrencyLayer.ACCOUNTING))))
                .doesNotHaveDuplicates();
    }

    private static Books books(int company, CurrencyLayer layer) {
        return new Books(company, "C", layer, "USD", true);
    }
}
