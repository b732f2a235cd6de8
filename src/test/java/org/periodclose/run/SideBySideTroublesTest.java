package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.Patience.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.periodclose.Patience;

/** A trouble in one partition is not left alone until the others have come to their end. */
class SideBySideTroublesTest {
    private static PostingContext twoPartitions() {
        PostingContext context = new PostingContext(
                        "PERIOD_CLOSE_LOCK_TIMEOUT=1min",
                        "period-close.backoff=10ms",
                        "period-close.retries=3",
                        "period-close.chunk-size=1",
                        "period-close.threads=2")
                .withSmallCompany();
        context.jdbc.sql("""
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        select 1, 'T' || n, 3, 'RECEIPT', 1, '2025-01-31', 1000.00, true from generate_series(6, 25) n;
                        insert into adjustment select 1, 3, n, n from generate_series(6, 25) n
                        """).update();
        return context;
    }

    /** The first chunk of partition 0 fails, so often. */
    private static void fail(PostingContext context, String state, int times) {
        context.jdbc.sql("""
                        create sequence tries;
                        create function fail() returns trigger language plpgsql as $$
                        begin
                            if nextval('tries') <= %d then
                                raise exception 'trouble' using errcode = '%s';
                            end if;
                            return new;
                        end $$;
                        create trigger fail before update on run_partition for each row
                        when (new.partition = 0 and old.lines_done = 0) execute function fail()
                        """.formatted(times, state)).update();
    }

    private static void awaitFailure(PostingContext context) {
        await().until(() -> !context.rows(
                        "select 1 from batch.batch_step_execution where step_name = 'settlePartition:p0' and status = 'FAILED'")
                .isEmpty());
    }

    @Test
    void a_failure_stops_the_other_partition_at_its_next_chunk() throws Exception {
        try (PostingContext context = twoPartitions();
                Gate other =
                        new Gate(context, 1, "before update on run_partition for each row when (new.partition = 1)")) {
            fail(context, "22003", 1_000);
            CompletableFuture<List<RunResult>> post =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
            other.awaitArrival();
            awaitFailure(context);
            other.open();
            assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES).toString()).contains("UNEXPECTED", "trouble");
            assertThat(context.rows(
                            "select concat_ws(' of ', lines_done, lines) from run_partition order by partition"))
                    .containsExactly("0 of 12", "1 of 13");
            assertThat(
                            context.rows(
                                    "select concat_ws(' ', step_name, status) from batch.batch_step_execution where step_name like 'settle%' order by 1"))
                    .as("FAILED outranks STOPPED")
                    .containsExactly("settle FAILED", "settlePartition:p0 FAILED", "settlePartition:p1 STOPPED");
        }
    }

    @Test
    void a_deadlock_in_one_partition_is_tried_again_before_the_other_has_ended() throws Exception {
        try (PostingContext context = twoPartitions();
                Gate other =
                        new Gate(context, 1, "before update on run_partition for each row when (new.partition = 1)")) {
            fail(context, "40P01", 1);
            CompletableFuture<List<RunResult>> post =
                    CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
            other.awaitArrival();
            awaitFailure(context);
            other.open();
            assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES)).containsExactly(new RunResult.Posted(1, false, 0));
            assertThat(context.rows("select retries from posting_run")).containsExactly("1");
            assertThat(
                            context.rows(
                                    "select concat_ws(' ', step_name, status) from batch.batch_step_execution where step_name like 'settlePartition%' order by step_execution_id, 1"))
                    .containsExactlyInAnyOrder(
                            "settlePartition:p0 FAILED",
                            "settlePartition:p1 STOPPED",
                            "settlePartition:p0 COMPLETED",
                            "settlePartition:p1 COMPLETED");
            try (PostingContext undisturbed = twoPartitions()) {
                assertThat(undisturbed.post(StoppedRun.REQUEST)).containsExactly(new RunResult.Posted(1, false, 0));
                context.hasPostedTheSameAs(undisturbed);
            }
        }
    }
}
