package org.periodclose.bench;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.desk.Posting;
import org.periodclose.run.StopRequest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One journal a night on one database, with PostgreSQL's own housekeeping: does the database stay well? */
final class Nights {
    private static final String DATABASE = "nights";

    private Nights() {}

    /**
     * What a night took and left.
     *
     * @param walBytes write-ahead log written
     * @param settlementBytes the table, without its indexes
     * @param settlementIndexBytes its indexes
     * @param workBytes tables that only serve runs at work: run_item, run_partition, settlement_sum, with indexes
     * @param metadataBytes Spring Batch's tables, with indexes
     * @param deadRows rows that wait for vacuum, in all tables
     */
    record Night(
            int night,
            double seconds,
            long walBytes,
            long settlementBytes,
            long settlementIndexBytes,
            long workBytes,
            long metadataBytes,
            long deadRows) {}

    static List<Night> run(Server server, Workload workload) {
        server.create(DATABASE);
        Databases.migrate(server.dataSource(DATABASE));
        workload.generate(server.dataSource(DATABASE));
        JdbcClient jdbc = server.jdbc(DATABASE);
        List<Night> nights = new ArrayList<>();
        try (ConfigurableApplicationContext context = PeriodCloseContender.start(server, DATABASE)) {
            Posting posting = context.getBean(Posting.class);
            for (int night = 1; night <= workload.journals(); night++) {
                nights.add(night(posting, jdbc, night));
            }
        } finally {
            server.drop(DATABASE);
        }
        return nights;
    }

    private static Night night(Posting posting, JdbcClient jdbc, int night) {
        LocalDate date = PeriodCloseContender.POSTING_DATE;
        String walBefore = Race.wal(jdbc);
        long start = System.nanoTime();
        posting.post(
                new PostRequest(
                        Workload.COMPANY,
                        List.of("J%06d".formatted(night)),
                        date,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        false,
                        date),
                new StopRequest(),
                (journal, done, lines) -> {});
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        record Sizes(long settlement, long settlementIndex, long work, long metadata, long dead) {}
        Sizes sizes = jdbc.sql("""
                        select pg_table_size('settlement') as settlement, pg_indexes_size('settlement') as settlement_index,
                               pg_total_relation_size('run_item') + pg_total_relation_size('run_partition')
                                   + pg_total_relation_size('settlement_sum') as work,
                               (select sum(pg_total_relation_size(c.oid))::bigint from pg_class c
                                 where c.relnamespace = 'batch'::regnamespace and c.relkind = 'r') as metadata,
                               (select sum(n_dead_tup)::bigint from pg_stat_user_tables) as dead
                        """).query(Sizes.class).single();
        Night result = new Night(
                night,
                seconds,
                Race.walSince(jdbc, walBefore),
                sizes.settlement(),
                sizes.settlementIndex(),
                sizes.work(),
                sizes.metadata(),
                sizes.dead());
        System.err.printf(Locale.ROOT, "%s%n", result);
        return result;
    }
}
