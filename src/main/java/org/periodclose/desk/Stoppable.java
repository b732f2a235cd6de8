package org.periodclose.desk;

import org.periodclose.core.fault.Outcome;

/** What a caller can stop at a checkpoint. */
public interface Stoppable {
    /**
     * Asks to stop at the next checkpoint; returns at once.
     *
     * @param outcome how it shall end
     */
    void stop(Outcome outcome);

    /** Cancels the statements that the database executes for it. */
    void cancelStatements();
}
