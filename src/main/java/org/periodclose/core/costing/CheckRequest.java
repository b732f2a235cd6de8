package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;

/**
 * What is to be looked at before a close.
 *
 * @param deviations null: the unit costs of receipts are not compared
 * @param receipts list receipts that are only physically updated, too
 */
public record CheckRequest(
        String company,
        CurrencyLayer layer,
        LocalDate date,
        @Nullable Deviations deviations,
        boolean receipts) {
    /** What a unit cost is compared with. */
    public enum Base {
        ITEM_COST,
        MEDIAN,
        /** The cost price of the item, or the median where it has none. */
        ITEM_OR_MEDIAN
    }

    /**
     * Which receipts are listed.
     *
     * @param percent that the unit cost may differ by from the base
     * @param minimum smaller differences of a receipt's cost are not listed
     * @param withoutFlows leave out receipts of transfers and production
     */
    public record Deviations(Base base, BigDecimal percent, BigDecimal minimum, boolean withoutFlows) {}
}
