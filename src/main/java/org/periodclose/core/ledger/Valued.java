package org.periodclose.core.ledger;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/**
 * What a recalculation or a close found, besides what every run has.
 *
 * @param closedOn the last day that it closes; null: it closes nothing
 * @param matches how many it made
 * @param unsettled how many issues it left with an open quantity
 * @param circles of costs that depend on themselves
 * @param carried the sum of what it carried to receipts, in size
 * @param writtenOff the sum of what it wrote off, in size
 * @param cancelledRecalculations the numbers of the recalculations that were cancelled for it
 */
public record Valued(
        @Nullable LocalDate closedOn,
        long matches,
        long unsettled,
        long circles,
        Money carried,
        Money writtenOff,
        List<Long> cancelledRecalculations) {
    public Valued {
        cancelledRecalculations = List.copyOf(cancelledRecalculations);
    }

    /** The same as the result of a dry run. */
    public Valued planned(long made, long left, long found, Money toReceipts, Money off) {
        return new Valued(closedOn, made, left, found, toReceipts, off, cancelledRecalculations);
    }
}
