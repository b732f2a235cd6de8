package org.periodclose.core.ledger;

/** The kind of a run. */
public enum RunType {
    /** Posts an adjustment journal. */
    TRANSACTION_ADJUSTMENT,
    /** Cancels another run. */
    CANCELLATION,
    /** Brings the cost of issues up to date, and closes nothing. */
    RECALCULATION,
    /** Settles issues with receipts and closes the period. */
    CLOSE,
    /** Posts a journal over the layers that a close left open. */
    ON_HAND_ADJUSTMENT,
    /** Sets the value of items with a perpetual model. */
    REVALUATION,
    /** Makes standard-cost items of others. */
    STANDARD_COST_CONVERSION;

    /** Whether it is dated on the last day that its close has closed. */
    public boolean isOfAClose() {
        return this == CLOSE || this == ON_HAND_ADJUSTMENT;
    }
}
