package org.periodclose.core.ledger;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;

/**
 * Which posted adjustments to report, and how.
 *
 * @param items only these; empty: all
 * @param from first posting date; null: from the beginning
 * @param to last posting date; null: to the end
 * @param vouchers only these; empty: all, and runs without voucher
 * @param excludeStorno fold reversals into the totals of their items instead of listing them; never: leave them out
 */
public record AdjustmentsRequest(
        String company,
        CurrencyLayer layer,
        List<String> items,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<String> vouchers,
        boolean excludeStorno) {
    public AdjustmentsRequest {
        items = List.copyOf(items);
        vouchers = List.copyOf(vouchers);
    }
}
