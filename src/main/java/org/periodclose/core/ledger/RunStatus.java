package org.periodclose.core.ledger;

/** Where a run stands. */
public enum RunStatus {
    /** At work, or interrupted: the same command continues it. */
    RUNNING,
    /** Whole and visible. */
    POSTED,
    /** A law did not hold: nothing of it counts, the evidence is kept. */
    FAILED,
    /** Never a run: what a posting would do. */
    DRY_RUN
}
