package org.periodclose.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How hard a run works; the result is the same for every value.
 *
 * @param threads partitions that work side by side; 0: by the machine
 * @param chunkSize journal lines for each transaction
 * @param retries how often to try again after a passing database error
 * @param backoff the pause before the first of these; it doubles each time
 * @param workers whether runs are spread over workers
 * @param database the number of this database among those of the process; 0: it is the only one
 * @param worker what this process is called as a worker; blank: machine and process
 * @param workerThreads partitions that it does at a time; 0: as threads
 * @param longestSilence after which a worker that does not report has lost its partitions
 * @param broker address of the Artemis broker that has the queue of partitions; blank: the database has it
 */
@ConfigurationProperties(prefix = "period-close", ignoreUnknownFields = false)
public record RunSettings(
        @DefaultValue("0") int threads,
        @DefaultValue("5000") int chunkSize,
        @DefaultValue("6") int retries,
        @DefaultValue("1s") Duration backoff,
        @DefaultValue("false") boolean workers,
        @DefaultValue("0") int database,
        @DefaultValue("") String worker,
        @DefaultValue("0") int workerThreads,
        @DefaultValue("10s") Duration longestSilence,
        @DefaultValue("") String broker,
        @Nullable String brokerUser,
        @Nullable String brokerPassword) {
    /** Lines that a worker settles in about ten seconds: long enough to be worth the way, short enough to be given to another. */
    private static final long LINES_FOR_A_WORKER = 150_000;

    private static final int LINES_FOR_A_MILLISECOND = 20;

    /** Spring Batch keeps, and the coordinator looks at, a row for each. */
    private static final long MOST_PARTITIONS = 400;

    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(2);

    public RunSettings {
        if (threads < 0 || threads > 64) {
            throw new IllegalArgumentException(
                    "PERIOD_CLOSE_THREADS is " + threads + ": give 1 to 64, or 0 to let the machine decide");
        }
        if (workerThreads < 0 || workerThreads > 64) {
            throw new IllegalArgumentException("--threads is " + workerThreads + ": give 1 to 64");
        }
        if (!broker.isBlank() && !broker.matches("[a-z]+://[^/?\\s]+.*")) {
            throw new IllegalArgumentException(
                    "PERIOD_CLOSE_BROKER is not the address of a broker: give one like tcp://HOST:61616");
        }
        if (chunkSize < 1 || chunkSize > 1_000_000) {
            throw new IllegalArgumentException("PERIOD_CLOSE_CHUNK_SIZE is " + chunkSize + ": give 1 to 1000000");
        }
        if (retries < 0 || backoff.isNegative()) {
            throw new IllegalArgumentException("PERIOD_CLOSE_RETRIES is " + retries + " and PERIOD_CLOSE_BACKOFF "
                    + backoff.toMillis() + "ms: give none below zero");
        }
        if (longestSilence.compareTo(SHORTEST_SILENCE) < 0) {
            throw new IllegalArgumentException("PERIOD_CLOSE_LONGEST_SILENCE is " + longestSilence.toMillis()
                    + "ms: give 2s or more, because a worker reports every second");
        }
        if (threads == 0) {
            threads = Math.max(2, Math.min(Runtime.getRuntime().availableProcessors(), 8));
        }
        if (workerThreads == 0) {
            workerThreads = threads;
        }
    }

    /** For how long a transaction of a worker may wait for its process: it computes a unit in it. */
    Duration longestPause() {
        return longestSilence.plusMillis(chunkSize / LINES_FOR_A_MILLISECOND);
    }

    /** Into how many partitions a run of so many lines is divided, if there are enough lines for them. */
    int partitions(long lines) {
        return workers
                ? Math.toIntExact(Math.min(MOST_PARTITIONS, Math.max(4L * threads, lines / LINES_FOR_A_WORKER)))
                : threads;
    }
}
