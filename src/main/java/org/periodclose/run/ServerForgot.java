package org.periodclose.run;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;

/** The database is at an earlier moment than this process has seen: its server crashed. The run continues from where the database is. */
@SuppressWarnings("serial")
final class ServerForgot extends TransientDataAccessException {
    ServerForgot(String message) {
        super(message);
    }

    /** Whether it is a cause of a failure. */
    static boolean isBehind(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerForgot) {
                return true;
            }
        }
        return false;
    }
}
