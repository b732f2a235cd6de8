package org.periodclose.ledger;

/** What a run does. */
public enum RunType {
    TRANSACTION_ADJUSTMENT
}
