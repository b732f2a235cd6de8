package org.periodclose.operations;

import org.periodclose.core.fault.Outcome;

/** What a scheduler does about a command that ended, and why: {@code src/docs/operations.md}. All schedulers do the same. */
enum Decision {
    /** All is well, nobody is told. */
    DONE,
    /** A person has to look; trying again would change nothing, or hide it. */
    TELL,
    /** Try again, a limited number of times: it may go away by itself, and the command goes on where it stopped. */
    RETRY,
    /** Stopped at a clean checkpoint because somebody wanted it; no fault. */
    STOPPED;

    static Decision about(Outcome outcome) {
        return switch (outcome) {
            case DONE -> DONE;
            case POSTED_WITHOUT_SOME_LINES, REFUSED, LAW_BROKEN, WRONG_USAGE -> TELL;
            case AT_WORK, FAILED, UNREACHABLE -> RETRY;
            case INTERRUPTED, TERMINATED -> STOPPED;
        };
    }
}
