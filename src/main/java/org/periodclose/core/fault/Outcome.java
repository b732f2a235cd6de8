package org.periodclose.core.fault;

/** How a command ended, with its exit code. */
public enum Outcome {
    DONE(0),
    POSTED_WITHOUT_SOME_LINES(3),
    REFUSED(4),
    AT_WORK(5),
    LAW_BROKEN(6),
    WRONG_USAGE(2),
    FAILED(1),
    UNREACHABLE(8),
    INTERRUPTED(130),
    TERMINATED(143);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The more serious of two outcomes: the one that is declared later. */
    public Outcome and(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * The more serious of the outcomes in two databases: as {@link #and}, but a broken law counts more than what another try may cure elsewhere, because
     * another try would make one more failed run. A stop counts most.
     */
    public Outcome andElsewhere(Outcome other) {
        Outcome worse = and(other);
        boolean stopped = worse.compareTo(INTERRUPTED) >= 0;
        return !stopped && (this == LAW_BROKEN || other == LAW_BROKEN) ? LAW_BROKEN : worse;
    }
}
