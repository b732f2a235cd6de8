package org.periodclose.posting;

import java.util.List;
import org.periodclose.ledger.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The partitions that a run was planned with, where they stand now. */
final class Partitions {
    /** Stands before the number in the name that Spring Batch has for a partition: {@code settlePartition:p3}. */
    private static final String KEY = "p";

    private final JdbcClient jdbc;

    Partitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Partition> of(long run) {
        return jdbc.sql("""
                        select r.id, r.journal_id, r.cancels_run_id, r.currency, r.specification, r.storno, r.exceptions > 0 as leaves_out,
                               p.partition, p.done_item_id, p.done_transaction, p.last_item_id, p.last_transaction, p.lines, p.lines_done
                          from run_partition p
                          join posting_run r on r.id = p.run_id
                         where p.run_id = :run
                         order by p.partition
                        """)
                .param("run", run)
                .query((row, number) -> new Partition(
                        new RunFacts(
                                row.getLong("id"),
                                row.getLong("journal_id"),
                                row.getObject("cancels_run_id", Long.class),
                                row.getString("currency"),
                                Specification.valueOf(row.getString("specification")),
                                row.getBoolean("storno"),
                                row.getBoolean("leaves_out")),
                        row.getInt("partition"),
                        row.getInt("done_item_id"),
                        row.getLong("done_transaction"),
                        row.getInt("last_item_id"),
                        row.getLong("last_transaction"),
                        row.getLong("lines"),
                        row.getLong("lines_done")))
                .list();
    }

    static String key(Partition partition) {
        return KEY + partition.partition();
    }

    static int numberOf(String stepName) {
        return Integer.parseInt(stepName.substring(stepName.lastIndexOf(KEY) + KEY.length()));
    }

    /** One partition of a run. */
    Partition of(long run, int partition) {
        return of(run).get(partition);
    }
}
