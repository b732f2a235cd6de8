package org.periodclose.telemetry;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one journal in this command.
 *
 * @param cancels the run that was to be taken back; null: the journal was to be posted
 * @param run null where there is none, or nobody knows
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
