package org.periodclose.cli;

import java.util.List;
import java.util.function.Consumer;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Failure;
import org.periodclose.view.FaultViews;
import org.periodclose.view.PostingViews;
import org.periodclose.view.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a command ends that threw something. */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private Ending() {}

    /** Shows why a command did not do what it was asked for, and says how it ended. */
    static Outcome report(Exception failure, Consumer<View<?>> to) {
        return report(failure, to, to);
    }

    /** @param beforeTheLog for wrong usage, when there may be no log yet */
    static Outcome report(Exception failure, Consumer<View<?>> to, Consumer<View<?>> beforeTheLog) {
        if (failure instanceof Signals.Stopped || isStopping()) {
            to.accept(FaultViews.refused(List.of(PostingViews.STOPPED)));
            return outcome(failure);
        }
        List<Fault> faults = Failure.faults(failure);
        Outcome outcome = faults.get(0).code().outcome();
        LOG.atDebug()
                .addKeyValue(EventCode.FIELD, EventCode.FAILURE_DETAIL)
                .setCause(failure)
                .log("the stack trace of what went wrong");
        (outcome == Outcome.WRONG_USAGE ? beforeTheLog : to).accept(FaultViews.refused(faults));
        return outcome;
    }

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
