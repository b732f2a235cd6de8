package org.periodclose.run;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Separates database errors that may be gone at the next try from all others. */
final class Transient {
    /**
     * Serialization failure, deadlock, lock not available; the server is shutting down, has crashed, cannot take connections now, has ended
     * an idle session, or one whose transaction took longer than the server allows (25P04).
     */
    private static final Set<String> STATES =
            Set.of("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "57P05", "25P03", "25P04", "53300");

    /** Those of a session that the server has ended. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04");

    private static final String CONNECTION_CLASS = "08";

    private Transient() {}

    /** Whether any cause of a failure is a transient database error. */
    static boolean is(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof ServerForgot
                    || cause instanceof FailedElsewhere.Passing
                    || (cause instanceof SQLException error
                            && (isTransientState(error.getSQLState()) || isClosed(error)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the connection was lost, or the server ended it. */
    static boolean isLostConnection(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error
                    && (ENDED.contains(String.valueOf(error.getSQLState()))
                            || String.valueOf(error.getSQLState()).startsWith(CONNECTION_CLASS)
                            || isClosed(error))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a statement was cancelled by request. */
    static boolean isCancelled(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error && "57014".equals(error.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransientState(@Nullable String state) {
        return state != null && (STATES.contains(state) || state.startsWith(CONNECTION_CLASS));
    }

    /** The pool marks a connection that broke during another statement as closed, without an SQL state. */
    private static boolean isClosed(SQLException error) {
        return error.getSQLState() == null && String.valueOf(error.getMessage()).contains("closed");
    }
}
