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

    /** What a run of the type is called in a message: {@code the close}; with the day that it is of. */
    public String words() {
        return "the "
                + switch (this) {
                    case TRANSACTION_ADJUSTMENT, ON_HAND_ADJUSTMENT -> "posting";
                    case CANCELLATION -> "cancellation";
                    case RECALCULATION -> "recalculation";
                    case CLOSE -> "close";
                    case REVALUATION -> "revaluation";
                    case STANDARD_COST_CONVERSION -> "conversion to standard cost";
                };
    }

    /** Whether a run of the type looks for the receipts that pay for issues. */
    public boolean matchesIssues() {
        return this == RECALCULATION || this == CLOSE;
    }

    /** Whether a run of the type sets the value of stock to prices. */
    public boolean isByPrice() {
        return this == REVALUATION || this == STANDARD_COST_CONVERSION;
    }

    /** Whether it is dated on the last day that its close has closed. */
    public boolean isOfAClose() {
        return this == CLOSE || this == ON_HAND_ADJUSTMENT;
    }
}
