package org.periodclose.telemetry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.StepEnd;

/**
 * One execution of a step of the job, or of one partition of it.
 *
 * @param start number of the start of the job that it belongs to; more than 1 after a retry
 * @param trace the trace of the run, as in its log
 * @param cancels the run that is cancelled; null: the journal is posted
 */
record StepTime(
        int start,
        String company,
        String journal,
        String trace,
        @Nullable Long cancels,
        StepEnd end) {
    Duration duration() {
        return Duration.between(end.from(), end.to());
    }
}
