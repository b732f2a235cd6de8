package org.periodclose.core.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is called after each attempt at a run, in the thread of the attempt. */
@FunctionalInterface
public interface RunWatch {
    /**
     * An attempt has ended. Is not called for an attempt that began no step.
     *
     * @param cancels the run that is cancelled; null: the journal is posted
     * @param steps that were begun, in their order
     */
    void tried(String company, String journal, @Nullable Long cancels, List<StepEnd> steps);
}
