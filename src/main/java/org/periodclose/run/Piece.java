package org.periodclose.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Text;

/**
 * Something to do, in one run, as it was asked for; {@link Tasks} finds what it means.
 *
 * @param cancels the run to take back; null: post the journal
 * @param named the caller wants this one; else it was found unfinished, and is as good as done if somebody else finishes it first
 */
record Piece(String company, String journal, @Nullable Long cancels, boolean named, RunRequest request) {
    JournalResult stopped(StopRequest stop) {
        return new JournalResult.Stopped(
                company, journal, cancels, stop.requested().orElse(Outcome.TERMINATED));
    }

    JournalResult notPosted(List<Fault> faults) {
        return new JournalResult.NotPosted(company, journal, cancels, faults);
    }

    String words() {
        return cancels == null ? "journal " + Text.quoted(journal) : "the cancellation of run " + cancels;
    }
}
