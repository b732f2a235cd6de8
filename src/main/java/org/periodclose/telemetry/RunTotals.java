package org.periodclose.telemetry;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Totals of all runs of the database, by company, layer and status. They come from the database because a counter of one process would begin at
 * zero with each command and replace what earlier commands have pushed.
 */
public final class RunTotals {
    /** So many companies have series of their own; all others share one, so that the number of series is limited. */
    private static final int COMPANIES = 200;

    private static final int WORKERS = 200;

    private static final int SECONDS = 3;

    private final JdbcClient jdbc;

    RunTotals(DataSource dataSource) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(SECONDS);
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * The sums of one company, layer and status.
     *
     * @param lastEnd null: none has ended
     */
    record Total(
            String company,
            String layer,
            String currency,
            String status,
            long runs,
            long settlements,
            BigDecimal settledAmount,
            long voucherLines,
            long exceptions,
            long retries,
            @Nullable Instant lastEnd) {}

    /**
     * What a worker did in the last 24 hours.
     *
     * @param partitions that it had a part in
     * @param lines that it settled
     */
    record OfWorker(String worker, long partitions, long lines) {}

    /** Everything that is counted. */
    record Counted(List<Total> runs, List<OfWorker> workers) {
        static final Counted NOTHING = new Counted(List.of(), List.of());
    }

    Counted read() {
        return new Counted(runs(), workers());
    }

    /** Names of workers come and go with pods: those of a day are enough, and there are so many series at most. */
    private List<OfWorker> workers() {
        return jdbc.sql("""
                        select worker, count(*) as partitions, sum(lines) as lines
                          from partition_worker
                         where last_at > clock_timestamp() - interval '1 day'
                         group by worker
                         order by lines desc, worker
                         limit :most
                        """).param("most", WORKERS).query(OfWorker.class).list();
    }

    private List<Total> runs() {
        return jdbc.sql("""
                        select c.company, r.currency_layer, r.currency, r.status, count(*) as runs,
                               coalesce(sum(r.settlements), 0) as settlements, coalesce(sum(r.settled_amount), 0) as settled_amount,
                               coalesce(sum(r.lines), 0) as voucher_lines, coalesce(sum(r.exceptions), 0) as exceptions,
                               sum(r.retries) as retries, max(r.ended_at) as last_end
                          from posting_run r
                          join (select id, case when row_number() over (order by id) <= :companies then company else '(other)' end as company
                                  from company) c on c.id = r.company_id
                         group by 1, 2, 3, 4
                         order by 1, 2, 3, 4
                        """)
                .param("companies", COMPANIES)
                .query((row, number) -> total(row))
                .list();
    }

    private static Total total(ResultSet row) throws SQLException {
        OffsetDateTime end = row.getObject("last_end", OffsetDateTime.class);
        return new Total(
                row.getString("company"),
                row.getString("currency_layer"),
                row.getString("currency"),
                row.getString("status"),
                row.getLong("runs"),
                row.getLong("settlements"),
                row.getBigDecimal("settled_amount"),
                row.getLong("voucher_lines"),
                row.getLong("exceptions"),
                row.getLong("retries"),
                end == null ? null : end.toInstant());
    }
}
