package org.periodclose.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;

/** What became of one journal, or of one run that was to be taken back. */
public sealed interface JournalResult {
    Outcome outcome();

    /**
     * It is posted.
     *
     * @param before it was posted by an earlier command; this one had nothing to do
     * @param exceptions journal lines that were left out
     */
    record Posted(long run, boolean before, int exceptions) implements JournalResult {
        @Override
        public Outcome outcome() {
            return exceptions > 0 && !before ? Outcome.POSTED_WITHOUT_SOME_LINES : Outcome.DONE;
        }
    }

    /** A dry run: what would be posted. */
    record Planned(Plan plan) implements JournalResult {
        @Override
        public Outcome outcome() {
            return plan.voucher().run().exceptions() > 0 ? Outcome.POSTED_WITHOUT_SOME_LINES : Outcome.DONE;
        }
    }

    /** It has no lines: nothing to do. */
    record Empty(String company, String journal) implements JournalResult {
        @Override
        public Outcome outcome() {
            return Outcome.DONE;
        }
    }

    /**
     * It stopped at a checkpoint, as asked; the same command goes on from there. What comes after it was not begun.
     *
     * @param cancels the run that was being taken back; null: the journal was being posted
     * @param outcome how the command shall say it ended
     */
    record Stopped(String company, String journal, @Nullable Long cancels, Outcome outcome) implements JournalResult {
        public Stopped(String company, String journal, Outcome outcome) {
            this(company, journal, null, outcome);
        }
    }

    /**
     * Nothing of it was posted.
     *
     * @param cancels the run that was to be taken back; null: the journal was to be posted
     * @param faults all of them, the one to mend first being the first
     */
    record NotPosted(
            String company, String journal, @Nullable Long cancels, List<Fault> faults) implements JournalResult {
        public NotPosted {
            faults = List.copyOf(faults);
        }

        public NotPosted(String company, String journal, List<Fault> faults) {
            this(company, journal, null, faults);
        }

        @Override
        public Outcome outcome() {
            return faults.get(0).code().outcome();
        }
    }
}
