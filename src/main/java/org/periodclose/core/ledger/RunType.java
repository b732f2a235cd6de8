package org.periodclose.core.ledger;

/** What a run does. */
public enum RunType {
    /** Posts an adjustment journal. */
    TRANSACTION_ADJUSTMENT,
    /** Takes another run back. */
    CANCELLATION
}
