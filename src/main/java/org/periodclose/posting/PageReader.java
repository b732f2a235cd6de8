package org.periodclose.posting;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Hands out the pages of one partition. It begins where the partition stands in the database, not where Spring Batch's context says: the
 * position moves in the same transaction as the settlements, so a restart cannot lose or repeat a page.
 */
class PageReader implements ItemReader<Page> {
    private final JournalLines lines;
    private final long run;
    private final int partition;
    private final int size;
    private @Nullable PartitionPlan position;

    PageReader(JournalLines lines, long run, int partition, int size) {
        this.lines = lines;
        this.run = run;
        this.partition = partition;
        this.size = size;
    }

    @Override
    public @Nullable Page read() {
        PartitionPlan from = position == null ? lines.partition(run, partition) : position;
        if (from.isDone()) {
            return null;
        }
        List<Line> next = lines.next(from, size);
        if (next.isEmpty()) {
            throw new IllegalStateException("partition " + partition + " of run " + run + " ends after "
                    + from.linesDone() + " lines instead of " + from.lines());
        }
        Page page = new Page(from, next);
        position = from.after(page.last(), next.size());
        return page;
    }
}
