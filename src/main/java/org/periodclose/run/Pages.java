package org.periodclose.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines of one partition, cut into pages. */
final class Pages implements AutoCloseable {
    private final Stream<Line> stream;
    private final Iterator<Line> lines;
    private final int size;
    private Partition position;

    Pages(Partition from, Stream<Line> lines, int size) {
        this.position = from;
        this.stream = lines;
        this.lines = lines.iterator();
        this.size = size;
    }

    /** The next page; null when the partition is done. */
    @Nullable
    Page next() {
        if (position.isDone()) {
            return null;
        }
        List<Line> page = new ArrayList<>(size);
        while (page.size() < size && lines.hasNext()) {
            page.add(lines.next());
        }
        if (page.isEmpty()) {
            throw new IllegalStateException("partition " + position.partition() + " of run "
                    + position.run() + " ends after " + position.linesDone() + " lines instead of "
                    + position.lines());
        }
        Page next = new Page(position, page);
        position = position.after(next.last(), page.size());
        return next;
    }

    @Override
    public void close() {
        stream.close();
    }
}
