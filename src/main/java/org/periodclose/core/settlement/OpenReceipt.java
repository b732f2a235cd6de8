package org.periodclose.core.settlement;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/**
 * A receipt that may be adjusted, as one currency layer sees it.
 *
 * @param quantity positive
 * @param value cost and settlements, zero or more
 * @param costPrice of one unit of the item; null: the item has none in this layer
 */
public record OpenReceipt(
        BigDecimal quantity, Money value, @Nullable BigDecimal costPrice) {
    public OpenReceipt {
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException(
                    "a receipt of quantity " + quantity.toPlainString() + ": receipts are positive");
        }
    }
}
