package org.periodclose.run;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Specification;

/**
 * A {@link Range} of a run and how far it is settled, with what settling needs to know of the run.
 *
 * @param run its number
 * @param leavesOut whether the run leaves lines out, because they were refused
 * @param partition its number, from 0
 * @param level what is in a higher level begins when all of the lower ones is settled
 * @param item of the position
 * @param transaction of the position
 * @param state of the position
 */
public record Partition(
        long run,
        String currency,
        Specification specification,
        boolean storno,
        boolean leavesOut,
        int partition,
        int level,
        int item,
        long transaction,
        @Nullable String state,
        int lastItem,
        long lastTransaction,
        long lines,
        long linesDone) {
    /** The same range after so many more lines, up to {@code end}, are settled. */
    Partition after(Position end, int settled) {
        return new Partition(
                run,
                currency,
                specification,
                storno,
                leavesOut,
                partition,
                level,
                end.item(),
                end.transaction(),
                end.state(),
                lastItem,
                lastTransaction,
                lines,
                linesDone + settled);
    }

    boolean isDone() {
        return linesDone == lines;
    }
}
