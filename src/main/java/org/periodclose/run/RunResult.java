package org.periodclose.run;

import java.util.List;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;

/** What became of one run that was asked for. */
public sealed interface RunResult {
    Outcome outcome();

    /**
     * It is posted.
     *
     * @param before it was posted by an earlier command; this one had nothing to do
     * @param exceptions journal lines that were left out
     */
    record Posted(long run, boolean before, int exceptions) implements RunResult {
        @Override
        public Outcome outcome() {
            return exceptions > 0 && !before ? Outcome.POSTED_WITHOUT_SOME_LINES : Outcome.DONE;
        }
    }

    /** A dry run: what would be posted. */
    record Planned(Plan plan) implements RunResult {
        @Override
        public Outcome outcome() {
            return plan.voucher().run().exceptions() > 0 ? Outcome.POSTED_WITHOUT_SOME_LINES : Outcome.DONE;
        }
    }

    /** There is nothing to do: the journal has no lines. */
    record Empty(Subject subject) implements RunResult {
        @Override
        public Outcome outcome() {
            return Outcome.DONE;
        }
    }

    /**
     * It stopped at a checkpoint, as asked; the same command continues from there. What comes after it was not begun.
     *
     * @param outcome what the command reports as its end
     */
    record Stopped(Subject subject, Outcome outcome) implements RunResult {}

    /**
     * Nothing of it was posted.
     *
     * @param faults all of them; the first is the one to correct first
     */
    record NotPosted(Subject subject, List<Fault> faults) implements RunResult {
        public NotPosted {
            faults = List.copyOf(faults);
        }

        @Override
        public Outcome outcome() {
            return faults.get(0).code().outcome();
        }
    }
}
