package org.periodclose.desk;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;

/**
 * Cancel all active recalculations from a day on.
 *
 * @param from the first posting date
 * @param note kept on the cancellations
 * @param dryRun post nothing, show what would be posted
 * @param seen the recalculations as somebody has looked at them, in the order in which they are cancelled; null: whatever there is now
 */
public record CancelRecalculations(
        String company,
        CurrencyLayer layer,
        LocalDate from,
        @Nullable String note,
        boolean dryRun,
        @Nullable List<Long> seen) {
    public CancelRecalculations {
        seen = seen == null ? null : List.copyOf(seen);
    }
}
