package org.periodclose.run;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Specification;

/**
 * A range of a run's lines and how far it is settled, with what settling needs to know of the run. The range is (after, last]; the position is the
 * last settled (item, transaction).
 *
 * @param journal id of the journal that the run posts
 * @param cancels the run that it takes back; null: it posts the journal
 * @param leavesOut whether the run leaves lines of the journal out, because they were refused
 * @param item of the position
 * @param transaction of the position
 */
record Partition(
        long run,
        long journal,
        @Nullable Long cancels,
        String currency,
        Specification specification,
        boolean storno,
        boolean leavesOut,
        int partition,
        int item,
        long transaction,
        int lastItem,
        long lastTransaction,
        long lines,
        long linesDone) {
    /** The same range after a page is settled. */
    Partition after(Line lastSettled, int settled) {
        return new Partition(
                run,
                journal,
                cancels,
                currency,
                specification,
                storno,
                leavesOut,
                partition,
                lastSettled.item(),
                lastSettled.transaction(),
                lastItem,
                lastTransaction,
                lines,
                linesDone + settled);
    }

    boolean isDone() {
        return linesDone == lines;
    }
}
