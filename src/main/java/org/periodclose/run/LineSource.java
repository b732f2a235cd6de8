package org.periodclose.run;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the lines of a run come from, and what must hold before it settles them: an adjustment journal, or the run that it takes back. All
 * else, from the lock to the voucher, is the same for every run.
 */
interface LineSource {
    /** More faults than anybody reads; the last line tells how many there are. */
    int REPORTED_FAULTS = 10_000;

    /** The source of a run. */
    static LineSource of(@Nullable Long cancels, JdbcClient jdbc) {
        return cancels == null ? new JournalLines(jdbc) : new CancelledLines(jdbc);
    }

    /** A place among the lines of a run. */
    record Key(int item, long transaction) {
        /** Before all lines. */
        static final Key BEGINNING = new Key(Integer.MIN_VALUE, Long.MIN_VALUE);

        /** Behind all lines. */
        static final Key END = new Key(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** What forbids the run as a whole, apart from its date. */
    List<Fault> faultsOfTheRun(Task task, RunArguments arguments, boolean dryRun);

    /** Copies to the run what the set-up says of its items, and tells every fault of every line. */
    List<Fault> freeze(long run, Task task, RunArguments arguments);

    /** The place of the line that comes so many lines after a place. */
    Key last(long run, Task task, Key after, long lines);

    /**
     * The lines of a partition from where it stands to its end, in (item, transaction) order: one query, which PostgreSQL can answer by reading
     * its tables once instead of looking up line by line; what it looks at never changes during a run. Must be read and closed inside one
     * transaction of the connection.
     */
    Stream<Line> lines(Partition partition, int fetchSize);
}
