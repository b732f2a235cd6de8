package org.periodclose.posting;

/**
 * A range of a run's lines and how far it is settled. The range is (after, last]; the position is the last settled (item, transaction).
 *
 * @param item of the position
 * @param transaction of the position
 */
record Partition(
        RunFacts run,
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
