package org.periodclose.inquiry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/**
 * A row of stock: what it was before a period, what came and went in it, what it is after it.
 *
 * @param itemGroup null, as all that follow up to the account: not asked for, or there is none
 * @param name of the item
 * @param storno only reverse postings; they have no opening balance, which belongs to no posting
 */
public record StockLine(
        @Nullable String itemGroup,
        @Nullable String itemNumber,
        @Nullable String name,
        @Nullable String site,
        @Nullable String warehouse,
        @Nullable String batchNumber,
        @Nullable String serialNumber,
        @Nullable String account,
        boolean storno,
        Stock opening,
        Stock receipts,
        Stock issues,
        Stock closing) {
    /**
     * A quantity with its value; of issues what they take away, positive.
     *
     * @param value null: not known, because a transaction has no cost in the currency layer
     */
    public record Stock(BigDecimal quantity, @Nullable Money value) {}
}
