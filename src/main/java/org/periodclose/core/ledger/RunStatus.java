package org.periodclose.core.ledger;

/** The status of a run. */
public enum RunStatus {
    /** At work, or interrupted: the same command continues it. */
    RUNNING,
    /** Complete and visible. */
    POSTED,
    /** An integrity check failed, or a user abandoned it: it has no effect, its rows are kept as evidence. */
    FAILED,
    /** Not stored: the result that a posting would have. */
    DRY_RUN
}
