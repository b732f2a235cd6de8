package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.periodclose.adjusting.PostRequest;

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
