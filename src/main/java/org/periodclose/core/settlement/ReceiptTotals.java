package org.periodclose.core.settlement;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a selection of open receipts, or of the first {@value #COUNTED} of them.
 *
 * @param count of the receipts that are summed
 * @param more there are more than these
 * @param quantity of these
 * @param value of these that have one
 * @param amounts what the journal that is being typed changes of these; null: no journal was given
 */
public record ReceiptTotals(
        long count,
        boolean more,
        BigDecimal quantity,
        BigDecimal value,
        @Nullable BigDecimal amounts) {
    /** More are not counted, so that nobody waits for a sum over millions. */
    public static final int COUNTED = 2_000;
}
