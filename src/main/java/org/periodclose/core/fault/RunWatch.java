package org.periodclose.core.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Told of every try at a run when it is over, in the thread that made it. */
@FunctionalInterface
public interface RunWatch {
    /**
     * A try is over; not told of one that began no step.
     *
     * @param cancels the run that is taken back; null: the journal is posted
     * @param steps that were begun, in their order
     */
    void tried(String company, String journal, @Nullable Long cancels, List<StepEnd> steps);
}
