package org.periodclose.inquiry;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which workers there are, and what each does. Reads only. */
public final class WorkersAtWork {
    private final JdbcClient jdbc;

    WorkersAtWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * By name.
     *
     * @param company only those at work for it; null: all, also those that wait for work
     */
    public List<WorkerProgress> of(@Nullable String company) {
        return jdbc.sql("""
                        with share as (
                            select p.worker, p.run_id, p.partition, p.lines, p.lines_at_take, p.taken_at, r.company_id,
                                   p.step = 'settlePartition' and rp.lines_done = rp.lines as settled,
                                   p.given_back_at is null and p.term = l.term
                                   and p.taken_at = max(p.taken_at) over (partition by p.run_id, p.step, p.partition) as has_it
                              from partition_worker p
                              join posting_run r on r.id = p.run_id
                              left join run_partition rp on rp.run_id = p.run_id and rp.partition = p.partition
                              join run_lock l on l.run_id = p.run_id
                             where r.status = 'RUNNING' and run_is_at_work(r.id)
                        ), at_work as (
                            select worker, run_id, company_id, array_agg(partition order by partition) filter (where has_it) as partitions,
                                   count(*) filter (where settled) as done, sum(lines) as lines,
                                   round(sum((lines - lines_at_take) / greatest(extract(epoch from clock_timestamp() - taken_at), 0.1))
                                             filter (where has_it)) as pace,
                                   row_number() over (partition by worker order by max(taken_at) desc) as latest
                              from share
                             group by worker, run_id, company_id
                        )
                        select w.worker, w.version, w.threads, w.started_at, w.seen_at,
                               floor(extract(epoch from clock_timestamp() - w.seen_at))::bigint as silent,
                               a.run_id, c.company, coalesce(a.partitions, '{}') as partitions, coalesce(a.done, 0) as done,
                               coalesce(a.lines, 0) as lines, a.pace
                          from worker w
                          left join at_work a on a.worker = w.worker and a.latest = 1
                          left join company c on c.id = a.company_id
                         where :company::text is null or c.company = :company
                         order by w.worker
                        """)
                .param("company", company)
                .query((row, number) -> worker(row))
                .list();
    }

    private static WorkerProgress worker(ResultSet row) throws SQLException {
        Array partitions = row.getArray("partitions");
        return new WorkerProgress(
                row.getString("worker"),
                row.getString("version"),
                row.getInt("threads"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                Duration.ofSeconds(row.getLong("silent")),
                row.getObject("run_id", Long.class),
                row.getString("company"),
                List.of((Integer[]) partitions.getArray()),
                row.getLong("done"),
                row.getLong("lines"),
                row.getObject("pace") == null ? null : Long.valueOf(row.getLong("pace")));
    }
}
