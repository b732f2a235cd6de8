package org.periodclose.inquiry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker, and what it does.
 *
 * @param version of the program and its schema
 * @param threads partitions that it can do at a time
 * @param seenAt when it last reported
 * @param silent for how long it has not reported, by the clock of the database
 * @param run the run that it last took a partition of, if that is at work; null: none
 * @param company of the run
 * @param partitions those of the run that it has at this moment
 * @param partitionsDone those of the run that it has had, and that are settled
 * @param lines of the run that it has settled
 * @param linesPerSecond in the partitions that it has now; null: none
 */
public record WorkerProgress(
        String worker,
        String version,
        int threads,
        Instant startedAt,
        Instant seenAt,
        Duration silent,
        @Nullable Long run,
        @Nullable String company,
        List<Integer> partitions,
        long partitionsDone,
        long lines,
        @Nullable Long linesPerSecond) {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    /** It has not reported for longer than a worker may. */
    public boolean isLost() {
        return silent.compareTo(LONGEST_SILENCE) > 0;
    }
}
