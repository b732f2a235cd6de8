package org.periodclose.run;

import org.jspecify.annotations.Nullable;

/**
 * What a run is about, as results, the log and metrics name it.
 *
 * @param journal the journal that it posts, or that the run it cancels has posted; null: its kind needs none
 * @param cancels the run that it cancels; null: none
 */
public record Subject(
        String company, @Nullable String journal, @Nullable Long cancels) {}
