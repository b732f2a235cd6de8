package org.periodclose.core.fault;

/**
 * The event that a log line reports, by a stable name: {@code event.code} of the Elastic Common Schema, in brackets in plain text. Each is
 * described in {@code src/docs/operations.md}.
 */
public enum EventCode {
    // A run
    RUN_STARTED,
    RUN_CONTINUED,
    RUN_RECOVERED,
    RUN_PROGRESS,
    RUN_RETRIED,
    RUN_POSTED,
    RUN_STOPPED,
    RUN_REFUSED,
    RUN_FAILED,

    // What a close has found
    CIRCULAR,
    NEGATIVE_VALUE,
    APPROXIMATE,
    NOT_CONVERGED,

    // A worker
    WORKER_STARTED,
    WORKER_ENDED,
    WORKER_WAITS,
    PARTITION_TAKEN,
    PARTITION_ENDED,

    // A command
    MESSAGE,
    STOP_WANTED,
    FAILURE_DETAIL,
    STOP_DETAIL,
    TELEMETRY_LOST,

    // The console
    CONSOLE_READY,
    CONSOLE_WORK,
    SIGN_IN,
    SIGN_IN_REFUSED,

    // The database
    SERVER_STARTING,
    SERVER_DETAIL,
    LOCK_LOST;

    /** The name of its field. */
    public static final String FIELD = "event.code";
}
