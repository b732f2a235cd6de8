package org.periodclose.core.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run and its progress.
 *
 * @param linesDone journal lines settled so far
 * @param linesPlanned journal lines that it settles in total
 * @param estimatedSeconds the estimate when it began; null: there was none
 * @param interruptions how often it was continued
 * @param resumedAt when it was last continued; null: never
 * @param linesAtResume lines that were already settled at that time
 * @param atWork a process holds the lock of its company and layer; a RUNNING run that is not at work was interrupted
 * @param failure why it FAILED; null: it did not
 * @param abandonedBy the user who ended it with {@code abandon}; null: none
 * @param releasedBy the database user who released its plan or its journal; null: none
 * @param releasedAt when
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
        @Nullable String abandonedBy,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt) {}
