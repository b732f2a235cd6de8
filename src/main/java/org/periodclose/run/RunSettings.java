package org.periodclose.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How hard a run works; the result is the same for every value.
 *
 * @param threads partitions that work side by side; 0: by the machine
 * @param chunkSize journal lines for each transaction
 * @param retries how often to try again after a passing database error
 * @param backoff the pause before the first of these; it doubles each time
 */
@ConfigurationProperties(prefix = "period-close", ignoreUnknownFields = false)
record RunSettings(
        @DefaultValue("0") int threads,
        @DefaultValue("5000") int chunkSize,
        @DefaultValue("6") int retries,
        @DefaultValue("1s") Duration backoff) {
    RunSettings {
        if (threads < 0 || threads > 64) {
            throw new IllegalArgumentException(
                    "PERIOD_CLOSE_THREADS is " + threads + ": give 1 to 64, or 0 to let the machine decide");
        }
        if (chunkSize < 1 || chunkSize > 1_000_000) {
            throw new IllegalArgumentException("PERIOD_CLOSE_CHUNK_SIZE is " + chunkSize + ": give 1 to 1000000");
        }
        if (retries < 0 || backoff.isNegative()) {
            throw new IllegalArgumentException("PERIOD_CLOSE_RETRIES is " + retries + " and PERIOD_CLOSE_BACKOFF "
                    + backoff.toMillis() + "ms: give none below zero");
        }
        if (threads == 0) {
            threads = Math.max(2, Math.min(Runtime.getRuntime().availableProcessors(), 8));
        }
    }
}
