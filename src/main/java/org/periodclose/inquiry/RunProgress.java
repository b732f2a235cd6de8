package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;

/**
 * A run and how far it is.
 *
 * @param linesDone journal lines settled so far
 * @param linesPlanned journal lines that it settles in all
 * @param estimatedSeconds how long it was expected to take when it began; null: nobody knew
 * @param interruptions how often a later start went on with it
 * @param resumedAt when a later start last went on with it; null: none did
 * @param linesAtResume lines that were settled already when it did
 * @param atWork some process holds the lock of its company and layer; a RUNNING run that is not at work was interrupted
 * @param failure why it ended as FAILED; null: it did not
 * @param abandonedBy who ended it with {@code abandon}; null: nobody did
 */
public record RunProgress(
        Run run,
        long linesDone,
        long linesPlanned,
        @Nullable BigDecimal estimatedSeconds,
        int interruptions,
        @Nullable Instant resumedAt,
        long linesAtResume,
        boolean atWork,
        @Nullable String failure,
        @Nullable String abandonedBy) {}
