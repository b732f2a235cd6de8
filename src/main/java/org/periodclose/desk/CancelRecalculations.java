package org.periodclose.desk;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;

/**
 * Cancel all active recalculations from a day on.
 *
 * @param from the first posting date
 * @param note kept on the cancellations
 * @param dryRun post nothing, show what would be posted
 */
public record CancelRecalculations(
        String company,
        CurrencyLayer layer,
        LocalDate from,
        @Nullable String note,
        boolean dryRun) {}
