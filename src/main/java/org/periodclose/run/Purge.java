package org.periodclose.run;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clears what only served the runs of long ago, in short transactions. Vouchers, settlements and runs stay for ever. */
public final class Purge {
    private static final int BATCH = 1_000;

    /** An instance goes as a whole: while one of its executions is young or unfinished, all stay. */
    private static final String EXECUTIONS = """
            with old as materialized (
                select e.job_execution_id, e.job_instance_id
                  from batch.batch_job_execution e
                 where not exists (select from batch.batch_job_execution other
                                    where other.job_instance_id = e.job_instance_id
                                      and (other.end_time is null or other.end_time >= :before))
                 limit :batch
            ), steps as materialized (
                select step_execution_id from batch.batch_step_execution where job_execution_id in (select job_execution_id from old)
            ), step_contexts as (
                delete from batch.batch_step_execution_context where step_execution_id in (select step_execution_id from steps)
            ), job_contexts as (
                delete from batch.batch_job_execution_context where job_execution_id in (select job_execution_id from old)
            ), parameters as (
                delete from batch.batch_job_execution_params where job_execution_id in (select job_execution_id from old)
            ), instances as (
                delete from batch.batch_job_instance i
                 where i.job_instance_id in (select job_instance_id from old)
                   and (select count(*) from batch.batch_job_execution e where e.job_instance_id = i.job_instance_id)
                     = (select count(*) from old o where o.job_instance_id = i.job_instance_id)
            ), step_rows as (
                delete from batch.batch_step_execution where step_execution_id in (select step_execution_id from steps)
            )
            delete from batch.batch_job_execution where job_execution_id in (select job_execution_id from old)
            """;

    private static final String EXCEPTIONS = """
            delete from posting_exception where ctid = any (array(
                select e.ctid from posting_exception e
                  join posting_run r on r.id = e.run_id
                 where r.status = 'FAILED' and r.ended_at < :before
                 limit :batch))
            """;

    private static final String PARTIAL_SUMS = """
            delete from settlement_sum where ctid = any (array(
                select s.ctid from settlement_sum s
                  join posting_run r on r.id = s.run_id
                 where r.status = 'FAILED' and r.ended_at < :before
                 limit :batch))
            """;

    /** Who did which partition of a run that has ended. */
    private static final String PARTITION_WORKERS = """
            delete from partition_worker where ctid = any (array(
                select w.ctid from partition_worker w
                  join posting_run r on r.id = w.run_id
                 where r.ended_at < :before
                 limit :batch))
            """;

    /** Which cost objects were valued together; what else is kept of a run belongs to its manifest. */
    private static final String COMPONENTS = """
            delete from run_component where ctid = any (array(
                select k.ctid from run_component k
                  join posting_run r on r.id = k.run_id
                 where r.ended_at < :before
                 limit :batch))
            """;

    /** Those that ended without signing off. */
    private static final String WORKERS = """
            delete from worker where ctid = any (array(select ctid from worker where seen_at < :before limit :batch))
            """;

    /** Messages to workers of a version that is no longer there. */
    private static final String MESSAGES = """
            delete from batch.queue_channel_message where ctid = any (array(
                select ctid from batch.queue_channel_message
                 where created_date < extract(epoch from :before::timestamptz) * 1000
                 limit :batch
                   for update skip locked))
            """;

    private final JdbcClient jdbc;

    Purge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was cleared.
     *
     * @param executions of Spring Batch jobs, with their steps, parameters and contexts
     * @param exceptions rows of journal lines that runs would have left out which a law has failed; those of posted runs are evidence
     * @param partialSums left by runs that a law has failed
     */
    public record Report(long executions, long exceptions, long partialSums) {}

    /** Clears what ended before an instant; what is unfinished is kept, however old. */
    public Report purge(Instant before) {
        OffsetDateTime time = before.atOffset(ZoneOffset.UTC);
        // Spring Batch keeps its times without a zone, in that of the machine.
        LocalDateTime batchTime = LocalDateTime.ofInstant(before, ZoneId.systemDefault());
        List.of(PARTITION_WORKERS, COMPONENTS, WORKERS, MESSAGES).forEach(old -> inBatches(old, time));
        return new Report(inBatches(EXECUTIONS, batchTime), inBatches(EXCEPTIONS, time), inBatches(PARTIAL_SUMS, time));
    }

    private long inBatches(String sql, Object before) {
        long cleared = 0;
        int batch;
        do {
            batch = jdbc.sql(sql).param("before", before).param("batch", BATCH).update();
            cleared += batch;
        } while (batch == BATCH);
        return cleared;
    }
}
