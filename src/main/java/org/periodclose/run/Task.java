package org.periodclose.run;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;

/**
 * What a run is to do: post a journal, or take another run back. A cancellation belongs to the journal that the cancelled run posted; the
 * journal stays POSTED, or the next {@code post} would post again what somebody took back.
 *
 * @param cancelled the run to take back; null: post the journal
 */
record Task(JournalHead journal, @Nullable Run cancelled) {
    /** The number of the run to take back; null: none. */
    @Nullable
    Long cancels() {
        return cancelled == null ? null : cancelled.run();
    }

    boolean isCancellation() {
        return cancelled != null;
    }

    /** The run to take back. */
    Run toCancel() {
        return Objects.requireNonNull(cancelled);
    }

    /** Null: the company keeps no such books. */
    @Nullable
    String currency() {
        return cancelled == null ? journal.currency() : cancelled.currency();
    }

    long lines() {
        return cancelled == null ? journal.lines() : cancelled.settlements();
    }

    /** The command that does it. */
    String verb() {
        return cancelled == null ? "post" : "cancel";
    }
}
