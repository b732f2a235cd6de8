package org.periodclose.run;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The units of one partition, each with where the partition stands before it. */
final class Portions implements AutoCloseable {
    private final Stream<Unit> stream;
    private final Iterator<Unit> units;
    private Partition position;

    Portions(Partition from, Stream<Unit> units) {
        this.position = from;
        this.stream = units;
        this.units = units.iterator();
    }

    /** The next one; null when the partition is done. */
    @Nullable
    Portion next() {
        if (position.isDone()) {
            return null;
        }
        if (!units.hasNext()) {
            throw new IllegalStateException("partition " + position.partition() + " of run " + position.run()
                    + " ends after " + position.linesDone() + " lines instead of " + position.lines());
        }
        Portion next = new Portion(position, units.next());
        position = next.after();
        return next;
    }

    @Override
    public void close() {
        stream.close();
    }
}
