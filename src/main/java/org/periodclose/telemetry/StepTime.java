package org.periodclose.telemetry;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a step of the job, or of one partition of it.
 *
 * @param start number of the start of the job that it belongs to; more than one where a passing trouble was
 * @param trace the trace of the run, as in its log
 * @param cancels the run that is taken back; null: the journal is posted
 * @param partition null: the step as a whole
 * @param failure the first cause, if it failed
 */
record StepTime(
        int start,
        String company,
        String journal,
        String trace,
        @Nullable Long cancels,
        String step,
        @Nullable Integer partition,
        Instant from,
        Instant to,
        String status,
        @Nullable String failure) {
    Duration duration() {
        return Duration.between(from, to);
    }
}
