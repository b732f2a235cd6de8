package org.periodclose.core.costing;

import java.math.BigDecimal;

/**
 * A transaction that a {@link Link} ties to others, as one currency layer sees it. Quantity and cost are positive and whole: the part that the ERP had
 * settled is in them. What is posted has the sign of a change of the inventory balance, and counts up to the day of the run.
 *
 * @param id of the transaction
 * @param name the transaction as the ERP names it
 * @param takes what happens to a share that it gets; of an issue it means nothing
 * @param changed all that active runs have posted on it
 * @param rounding the part of it that is written off as too small
 * @param priceDifference the part of it that is written off because a receipt may not change
 * @param carried the part of it that was carried to it
 * @param carriedAtTheLastClose the same as of the last close
 * @param remainder of an issue: the units of circles in its cost that are no part of what its link passes on; positive where it is dearer by them
 * @param remainderWrittenOff the part of these that is written off
 */
public record Leg(
        long id,
        String name,
        BigDecimal quantity,
        BigDecimal cost,
        Takes takes,
        BigDecimal changed,
        BigDecimal rounding,
        BigDecimal priceDifference,
        BigDecimal carried,
        BigDecimal carriedAtTheLastClose,
        BigDecimal remainder,
        BigDecimal remainderWrittenOff) {
    /** What happens to the share of a receipt. */
    public enum Takes {
        /** It is carried to the receipt, which costs so much more or less. */
        CARRIED,
        /** The receipt may not change: it is written off. */
        NOTHING,
        /** The receipt is not there yet: nothing, for the time being. */
        LATER
    }
}
