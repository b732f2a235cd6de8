package org.periodclose.run;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What comes after one position up to another, in (item, transaction) order. */
public record KeyRange(Position after, Position last) {
    /** Everything. */
    public static final KeyRange ALL = new KeyRange(Position.BEGINNING, Position.END);

    /**
     * Ranges that together are everything, each transaction in exactly one: they are cut where the partitions of a run end, so they are the same
     * at every restart. What lies outside of all partitions is in one of them, too.
     */
    static List<KeyRange> of(long run, JdbcClient jdbc) {
        List<Position> cuts = jdbc.sql("""
                        select distinct last_item_id as item, last_transaction as transaction
                          from run_partition
                         where run_id = :run
                         order by last_item_id, last_transaction
                        """)
                .param("run", run)
                .query((row, number) -> new Position(row.getInt("item"), row.getLong("transaction")))
                .list();
        List<KeyRange> ranges = new ArrayList<>();
        Position after = Position.BEGINNING;
        for (Position cut : cuts.subList(0, Math.max(0, cuts.size() - 1))) {
            ranges.add(new KeyRange(after, cut));
            after = cut;
        }
        ranges.add(new KeyRange(after, Position.END));
        return ranges;
    }
}
