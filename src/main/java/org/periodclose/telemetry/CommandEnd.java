package org.periodclose.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Outcome;

/**
 * How one {@code post} ended, or its part in one database of a list.
 *
 * @param database null: all of it
 * @param scope what it was for: a company, {@code (all)} or {@code (cancel)}
 */
record CommandEnd(
        @Nullable String database,
        String scope,
        Instant started,
        Instant ended,
        Outcome outcome,
        List<JournalEnd> journals,
        List<StepTime> steps,
        RunTotals.Counted counted) {
    Duration duration() {
        return Duration.between(started, ended);
    }
}
