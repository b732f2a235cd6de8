package org.periodclose.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.view.Cell.Said;

/**
 * How fast, and how long still.
 *
 * @param linesPerSecond at least one
 */
public record Pace(long linesPerSecond, Duration left) {
    /** Empty while there is nothing to reckon from, or nothing left. */
    public static Optional<Pace> of(long done, long all, Duration soFar) {
        long millis = soFar.toMillis();
        return done <= 0 || done >= all || millis <= 0
                ? Optional.empty()
                : Optional.of(
                        new Pace(Math.max(1, done * 1000 / millis), Duration.ofMillis((all - done) * millis / done)));
    }

    /** That of the process that is at work on a run: what others did before it, and when, says nothing. */
    public static Optional<Pace> of(RunProgress progress, Instant now) {
        Instant since = progress.resumedAt() == null ? progress.run().startedAt() : progress.resumedAt();
        return since == null || !progress.atWork() || progress.run().endedAt() != null
                ? Optional.empty()
                : of(
                        progress.linesDone() - progress.linesAtResume(),
                        progress.linesPlanned() - progress.linesAtResume(),
                        Duration.between(since, now));
    }

    /** {@code , 12,000 lines/s, 3 s left} */
    public String text() {
        return said().toString();
    }

    Said said() {
        return Said.of(", {0} lines/s, {1} left", linesPerSecond, Durations.said(left));
    }
}
