package org.periodclose.telemetry;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one journal in this command.
 *
 * @param cancels the run that was to be cancelled; null: the journal was to be posted
 * @param run null: none, or not known
 */
public record JournalEnd(
        String company,
        String journal,
        @Nullable Long cancels,
        Kind kind,
        @Nullable Long run,
        String detail) {
    /** Stable words: they are a label of a metric. */
    public enum Kind {
        POSTED,
        ALREADY_POSTED,
        EMPTY,
        STOPPED,
        REFUSED,
        AT_WORK,
        FAILED;

        /** As metrics and traces say it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
