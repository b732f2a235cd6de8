package org.periodclose.run;

/** A partition failed in another process; the message says how, and where. */
@SuppressWarnings("serial")
public class FailedElsewhere extends RuntimeException {
    private FailedElsewhere(String message) {
        super(message);
    }

    /** May be gone at the next try. */
    static final class Passing extends FailedElsewhere {
        Passing(String message) {
            super(message);
        }
    }

    public static FailedElsewhere of(String message, boolean passing) {
        return passing ? new Passing(message) : new FailedElsewhere(message);
    }
}
