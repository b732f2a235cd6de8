package org.periodclose.run;

import org.jspecify.annotations.Nullable;

/**
 * What a run is about, as results, the log and metrics name it.
 *
 * @param journal the journal that it posts, or that the run it cancels has posted; null: its kind needs none
 * @param cancels the run that it cancels; null: none
 * @param task what it does, in words, if neither of these says it
 */
public record Subject(
        String company,
        @Nullable String journal,
        @Nullable Long cancels,
        @Nullable String task) {
    public Subject(String company, @Nullable String journal, @Nullable Long cancels) {
        this(company, journal, cancels, null);
    }

    /** A run of a kind that needs no journal. */
    public static Subject of(String company, String task) {
        return new Subject(company, null, null, task);
    }
}
