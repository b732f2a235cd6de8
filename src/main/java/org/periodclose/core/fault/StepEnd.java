package org.periodclose.core.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run, or one partition of it, that has ended.
 *
 * @param partition null: the step as a whole
 * @param failure the first cause, if it failed
 */
public record StepEnd(
        String step,
        @Nullable Integer partition,
        Instant from,
        Instant to,
        String status,
        @Nullable String failure) {}
