package org.periodclose.desk;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which run to cancel. A null option was not given: an unfinished cancellation keeps its own, a new one takes the default.
 *
 * @param run the run to cancel
 * @param postingDate default: {@code newDate}
 * @param newDate the posting date of a new cancellation when none is given as a date; null: that of the run to cancel
 * @param note kept on the cancellation
 * @param expect post only if the checksum of the dry run is still this
 * @param dryRun post nothing, show what would be posted
 * @param chain cancel the later runs that stand in the way, too, the newest first
 * @param seen of a chain, its runs as somebody has looked at them, in the order in which they are cancelled; null: whatever it has now
 */
public record CancelRequest(
        long run,
        @Nullable LocalDate postingDate,
        @Nullable LocalDate newDate,
        @Nullable String note,
        @Nullable String expect,
        boolean dryRun,
        boolean chain,
        @Nullable List<Long> seen) {
    public CancelRequest {
        seen = seen == null ? null : List.copyOf(seen);
    }

    public CancelRequest(
            long run,
            @Nullable LocalDate postingDate,
            @Nullable LocalDate newDate,
            @Nullable String note,
            @Nullable String expect,
            boolean dryRun,
            boolean chain) {
        this(run, postingDate, newDate, note, expect, dryRun, chain, null);
    }

    org.periodclose.cancelling.CancelRequest forRuns() {
        return new org.periodclose.cancelling.CancelRequest(run, postingDate, newDate, note, expect, dryRun);
    }
}
