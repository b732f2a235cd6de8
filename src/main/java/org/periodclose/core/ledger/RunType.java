package org.periodclose.core.ledger;

/** The kind of a run. */
public enum RunType {
    /** Posts an adjustment journal. */
    TRANSACTION_ADJUSTMENT,
    /** Cancels another run. */
    CANCELLATION
}
