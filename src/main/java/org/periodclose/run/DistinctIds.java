package org.periodclose.run;

import javax.sql.DataSource;
import org.springframework.batch.infrastructure.item.database.support.DefaultDataFieldMaxValueIncrementerFactory;
import org.springframework.jdbc.support.incrementer.DataFieldMaxValueIncrementer;

/**
 * Ids of Spring Batch's rows that differ between the databases of one process. Spring Batch 6.0.6 keeps what a thread works on in a map of the process,
 * by the id of the execution alone: two databases that have come equally far would share their steps.
 */
final class DistinctIds extends DefaultDataFieldMaxValueIncrementerFactory {
    /** Below it is the number that the database gives. */
    private static final int BITS = 40;

    private final long offset;

    /** @param database its number in this process, from 0 */
    DistinctIds(DataSource dataSource, int database) {
        super(dataSource);
        this.offset = (long) database << BITS;
    }

    @Override
    public DataFieldMaxValueIncrementer getIncrementer(String databaseType, String name) {
        DataFieldMaxValueIncrementer sequence = super.getIncrementer(databaseType, name);
        return new DataFieldMaxValueIncrementer() {
            @Override
            public int nextIntValue() {
                return Math.toIntExact(nextLongValue());
            }

            @Override
            public long nextLongValue() {
                return offset + sequence.nextLongValue();
            }

            @Override
            public String nextStringValue() {
                return Long.toString(nextLongValue());
            }
        };
    }
}
