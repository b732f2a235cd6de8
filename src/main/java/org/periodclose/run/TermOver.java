package org.periodclose.run;

import java.sql.SQLException;

/** Another process has begun a new term: whoever worked in the earlier one must not commit anything more. */
@SuppressWarnings("serial")
final class TermOver extends SQLException {
    /** Lock not available: this try is over, the next one may get it. */
    private static final String LOST = "55P03";

    TermOver() {
        super("another process has taken over: the session that held the lock had ended before its work", LOST);
    }
}
