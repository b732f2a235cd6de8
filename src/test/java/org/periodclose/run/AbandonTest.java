package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.database.TestDatabase;
import org.periodclose.desk.Posting;
import org.periodclose.evidence.Audit;

/** Ending what was interrupted, on the small company: of five lines two are settled. */
class AbandonTest {
    private static final String RUNS =
            "select concat_ws(' ', id, status, failure, abandoned_by) from posting_run order by id";

    private static Abandon abandon(PostingContext context) {
        return context.bean(Abandon.class);
    }

    @Test
    void the_run_fails_its_evidence_stays_and_its_journal_is_open_to_changes_and_to_another_run() {
        try (StoppedRun run = new StoppedRun(2)) {
            assertThat(abandon(run.context).run(1, "period stays closed")).isTrue();
            String by = StartedBy.thisProcess();
            assertThat(run.rows(RUNS)).containsExactly("1 FAILED abandoned by " + by + ": period stays closed " + by);
            assertThat(run.rows(
                            "select concat_ws(' ', status, (select count(*) from settlement)) from adjustment_journal"))
                    .containsExactly("OPEN 2");
            assertThat(run.rows("select count(*) from posting_run where ended_at is null"))
                    .containsExactly("0");
            run.change("update adjustment set amount = -31 where inventory_transaction_id = 2");
            assertThat(run.goOn()).containsExactly(new RunResult.Posted(2, false, 0));
            assertThat(run.rows("select sum(amount) from voucher_line")).containsExactly("49.00");
            assertThat(run.context.bean(Audit.class).of("C", null).runs()).hasSize(1);
        }
    }

    @Test
    void a_second_time_nothing_is_changed() {
        try (StoppedRun run = new StoppedRun(2)) {
            assertThat(abandon(run.context).run(1, null)).isTrue();
            List<String> before = run.rows("select posting_run::text from posting_run");
            assertThat(abandon(run.context).run(1, "again")).isFalse();
            assertThat(run.rows("select posting_run::text from posting_run")).isEqualTo(before);
        }
    }

    @Test
    void it_may_be_done_again_and_again_each_try_has_a_job_of_its_own() {
        try (StoppedRun run = new StoppedRun(2)) {
            abandon(run.context).run(1, null);
            run.change("update fiscal_period set status = 'CLOSED'");
            assertThat(run.goOn().get(0).outcome()).isEqualTo(Outcome.REFUSED);
            run.change("update fiscal_period set status = 'OPEN'");
            Posting posting = run.context.bean(Posting.class);
            posting.post(StoppedRun.REQUEST, new StopRequest(), (journal, done, lines) -> {
                if (done == 3) {
                    run.change("update inventory_transaction set open = false where id = 5");
                }
            });
            assertThat(run.rows(RUNS)).hasSize(2).last().asString().isEqualTo("2 RUNNING");
            assertThat(abandon(run.context).run(2, null)).isTrue();
            run.change("update inventory_transaction set open = true");
            assertThat(run.goOn()).containsExactly(new RunResult.Posted(3, false, 0));
            assertThat(run.rows("select count(distinct job_instance_id) from batch.batch_job_instance"))
                    .containsExactly("3");
        }
    }

    @Test
    void a_cancellation_leaves_what_it_was_to_take_back_as_it_was() {
        try (PostingContext first =
                new PostingContext("period-close.chunk-size=1", "period-close.threads=1").withSmallCompany()) {
            first.post(StoppedRun.REQUEST);
            CancelRequest cancel = new CancelRequest(1, null, null, null, null, false);
            Posting posting = first.bean(Posting.class);
            StopRequest stop = new StopRequest();
            posting.cancel(cancel, stop, (journal, done, lines) -> {
                if (done == 2) {
                    stop.request(Outcome.TERMINATED);
                }
            });
            try (PostingContext later = first.another()) {
                assertThat(abandon(later).run(2, null)).isTrue();
                assertThat(later.rows("select concat_ws(' ', id, status) from posting_run order by id"))
                        .containsExactly("1 POSTED", "2 FAILED");
                assertThat(later.rows("select status from adjustment_journal")).containsExactly("POSTED");
                assertThat(later.cancel(cancel)).containsExactly(new RunResult.Posted(3, false, 0));
            }
        }
    }

    @Test
    void only_what_is_interrupted_is_ended() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.post(StoppedRun.REQUEST);
            assertThatThrownBy(() -> abandon(context).run(1, null))
                    .isInstanceOf(Refused.class)
                    .hasMessage(
                            "RUN_NOT_UNFINISHED  run 1 of journal \"J\" is not interrupted: it is posted: cancel it with cancel --run 1");
            assertThatThrownBy(() -> abandon(context).run(7, null))
                    .hasMessageStartingWith("UNKNOWN_RUN  there is no run 7");
            context.cancel(new CancelRequest(1, null, null, null, null, false));
            assertThatThrownBy(() -> abandon(context).run(2, null))
                    .hasMessageEndingWith("it is posted: post the adjustments again in a new journal");
        }
        try (StoppedRun run = new StoppedRun(2)) {
            run.change("update settlement_sum set amount = amount + 1");
            run.failsInVerify("voucher sums of");
            assertThatThrownBy(() -> abandon(run.context).run(1, null))
                    .hasMessageStartingWith(
                            "RUN_NOT_UNFINISHED  run 1 of journal \"J\" is not interrupted: it has failed: there is nothing");
        }
    }

    @Test
    void a_process_at_work_keeps_its_run() throws Exception {
        try (StoppedRun run = new StoppedRun(2);
                Connection other = TestDatabase.dataSource(run.context.url).getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + RunLock.SPACE + ", 2)");
            assertThatThrownBy(() -> abandon(run.context).run(1, null))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.first().code().outcome()).isEqualTo(Outcome.AT_WORK));
            assertThat(run.rows(RUNS)).containsExactly("1 RUNNING");
        }
    }

    @Test
    void killed_half_way_it_has_changed_nothing() {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change("""
                    create function broken() returns trigger language plpgsql as $$ begin raise 'killed here'; end $$;
                    create trigger broken before update on adjustment_journal for each row execute function broken();
                    """);
            assertThatThrownBy(() -> abandon(run.context).run(1, null)).hasMessageContaining("killed here");
            assertThat(run.rows(RUNS)).containsExactly("1 RUNNING");
            run.change("drop trigger broken on adjustment_journal");
            run.goesOnToItsEnd();
        }
    }

    @Test
    void the_date_of_a_cancellation_is_the_one_that_is_asked_for() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.post(StoppedRun.REQUEST);
            context.cancel(new CancelRequest(1, LocalDate.of(2025, 11, 5), null, null, null, false));
            assertThat(context.rows("select posting_date from voucher order by run_id"))
                    .containsExactly("2025-10-31", "2025-11-05");
        }
    }
}
