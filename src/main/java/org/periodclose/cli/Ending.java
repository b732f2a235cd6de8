package org.periodclose.cli;

import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Failure;

/** How a command ends that threw something. */
final class Ending {
    private Ending() {}

    static Outcome outcome(Throwable failure) {
        if (failure instanceof Signals.Stopped stopped) {
            return stopped.outcome();
        }
        return isStopping()
                ? Outcome.INTERRUPTED
                : Failure.faults(failure).get(0).code().outcome();
    }

    /** A signal came: what the command works with is being closed. */
    static boolean isStopping() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException stopping) {
            return true;
        }
    }
}
