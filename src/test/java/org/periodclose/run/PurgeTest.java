package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.evidence.Audit;
import org.periodclose.workers.WorkersConfiguration;

class PurgeTest {
    @Test
    void metadata_and_refused_lines_go_but_runs_settlements_and_vouchers_stay() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.jdbc
                    .sql("update inventory_transaction set open = false where id = 5")
                    .update();
            PostRequest request = PostingContext.request("C", "J");
            context.post(new PostRequest(
                    "C",
                    request.journals(),
                    request.postingDate(),
                    null,
                    null,
                    null,
                    null,
                    false,
                    null,
                    true,
                    request.today()));
            Purge purge = context.bean(Purge.class);

            assertThat(purge.purge(Instant.EPOCH)).isEqualTo(new Purge.Report(0, 0, 0));
            assertThat(purge.purge(Instant.now().plusSeconds(60))).isEqualTo(new Purge.Report(1, 0, 0));

            assertThat(context.jdbc.sql("""
                                    select (select count(*) from batch.batch_job_instance) + (select count(*) from batch.batch_step_execution)
                                         + (select count(*) from batch.batch_job_execution_params) as metadata,
                                           (select count(*) from posting_exception) as exceptions,
                                           (select count(*) from posting_run) as runs, (select count(*) from settlement) as settlements,
                                           (select count(*) from voucher) as vouchers, (select exceptions from posting_run) as left_out
                                    """).query().singleRow().values())
                    .extracting(Object::toString)
                    .containsExactly("0", "1", "1", "4", "1", "1");
            context.jdbc.sql("update posting_run set status = 'FAILED'").update();
            assertThat(purge.purge(Instant.now().plusSeconds(60))).isEqualTo(new Purge.Report(0, 1, 0));
        }
    }

    @Test
    void what_workers_left_behind_goes_too() {
        try (PostingContext context = new PostingContext(
                        WorkersConfiguration.class, "period-close.workers=true", "period-close.worker=here")
                .withSmallCompany()) {
            context.post(PostingContext.request("C", "J"));
            context.jdbc.sql("""
                            insert into worker (worker, version, threads, seen_at) values ('gone', '1', 1, '2020-01-01');
                            insert into batch.queue_channel_message (message_id, group_key, created_date, region)
                            values ('old', 'of an old version', 1577836800000, 'period-close')
                            """).update();
            String left = """
                    select worker from worker union all select worker from partition_worker
                    union all select trim(message_id) from batch.queue_channel_message order by 1
                    """;
            Purge purge = context.bean(Purge.class);
            purge.purge(Instant.parse("2019-12-31T00:00:00Z"));
            assertThat(context.rows(left)).containsExactly("gone", "here", "here", "old");
            purge.purge(Instant.parse("2020-01-02T00:00:00Z"));
            assertThat(context.rows(left)).containsExactly("here", "here");
            purge.purge(Instant.now().plusSeconds(60));
            assertThat(context.rows("select worker from partition_worker")).isEmpty();
        }
    }

    @Test
    void of_a_close_only_what_no_manifest_has_goes() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            ClosedBooks.close(context, LocalDate.of(2025, 10, 31));
            Purge purge = context.bean(Purge.class);
            purge.purge(Instant.EPOCH);
            assertThat(context.rows("select 'X' from run_component")).isNotEmpty();
            purge.purge(Instant.now().plusSeconds(60));
            assertThat(context.rows("select 'X' from run_component")).isEmpty();
            assertThat(context.bean(Audit.class).of("C", null).length()).isEqualTo(1);
        }
    }

    @Test
    void what_is_unfinished_is_kept_however_old() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.post(PostingContext.request("C", "J"));
            context.jdbc
                    .sql("update batch.batch_job_execution set end_time = null")
                    .update();
            assertThat(context.bean(Purge.class)
                            .purge(Instant.now().plusSeconds(60))
                            .executions())
                    .isZero();
        }
    }
}
