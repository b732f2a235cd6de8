package org.periodclose.run;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The partitions that a run was planned with, where they stand now. */
final class Partitions {
    /** The step that settles them. */
    static final String STEP = "settle";

    /** Stands before the number in the name that Spring Batch has for a partition: {@code settlePartition:p3}. */
    private static final String KEY = "p";

    private final JdbcClient jdbc;

    Partitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Partition> of(long run) {
        return jdbc.sql("""
                        select r.id as run, r.currency, r.specification, r.storno, r.exceptions > 0 as leaves_out, p.partition, p.level,
                               p.done_item_id as item, p.done_transaction as transaction, p.state,
                               p.last_item_id as last_item, p.last_transaction, p.lines, p.lines_done
                          from run_partition p
                          join posting_run r on r.id = p.run_id
                         where p.run_id = :run
                         order by p.partition
                        """).param("run", run).query(Partition.class).list();
    }

    /** Plans the partitions of a run. */
    void insert(long run, List<Range> ranges) {
        int partition = 0;
        for (Range range : ranges) {
            jdbc.sql("""
                            insert into run_partition (run_id, partition, level, after_item_id, after_transaction, last_item_id, last_transaction,
                                   lines, done_item_id, done_transaction, state)
                            values (:run, :partition, :level, :afterItem, :afterTransaction, :lastItem, :lastTransaction,
                                   :lines, :afterItem, :afterTransaction, :state)
                            """)
                    .param("run", run)
                    .param("partition", partition++)
                    .param("level", range.level())
                    .param("afterItem", range.after().item())
                    .param("afterTransaction", range.after().transaction())
                    .param("state", range.after().state())
                    .param("lastItem", range.last().item())
                    .param("lastTransaction", range.last().transaction())
                    .param("lines", range.lines())
                    .update();
        }
    }

    static String key(Partition partition) {
        return key(partition.partition());
    }

    static String key(int partition) {
        return KEY + partition;
    }

    /** Whether a step of Spring Batch is a partition of another: {@code settlePartition:p3} of {@code settle}. */
    static boolean isOne(String stepName) {
        return stepName.indexOf(':') >= 0;
    }

    /** The step that a partition belongs to; another step is its own. */
    static String stepOf(String stepName) {
        return isOne(stepName) ? stepName.substring(0, stepName.indexOf("Partition:")) : stepName;
    }

    static int numberOf(String stepName) {
        return Integer.parseInt(stepName.substring(stepName.lastIndexOf(KEY) + KEY.length()));
    }

    /** One partition of a run. */
    Partition of(long run, int partition) {
        return of(run).get(partition);
    }
}
