package org.periodclose.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Listeners;

/** What the parts of one command have in common that it does in several databases: who hears signals, and who listens. */
final class InCommon {
    private final int atATime;
    private @Nullable Signals signals;
    private @Nullable Listeners listeners;
    private boolean begun;

    /** @param atATime how many databases at most */
    InCommon(int atATime) {
        this.atATime = atATime;
    }

    /** Set by a signal: no further database is begun. */
    synchronized Optional<Outcome> stopped() {
        if (signals != null) {
            return signals.signal();
        }
        return Ending.isStopping() ? Optional.of(Outcome.INTERRUPTED) : Optional.empty();
    }

    /** From the first database on that makes runs, signals are those of all. */
    synchronized Signals signals() {
        if (signals == null) {
            signals = new Signals(atATime);
        }
        return signals;
    }

    /** Begins with the first database; null: there are none. */
    synchronized @Nullable Listeners listeners(Supplier<@Nullable Listeners> begin) {
        if (!begun) {
            listeners = begin.get();
            begun = true;
        }
        return listeners;
    }

    /** Tells the listeners how it ended. */
    synchronized void end(Outcome outcome) {
        try {
            if (listeners != null) {
                listeners.end(outcome, null, signals == null ? Optional.empty() : signals.timeLeft());
            }
        } finally {
            if (signals != null) {
                signals.close();
            }
        }
    }
}
