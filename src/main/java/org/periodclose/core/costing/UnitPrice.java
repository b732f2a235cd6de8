package org.periodclose.core.costing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of an item is to be worth.
 *
 * @param site where; null: at every site that has no price of its own
 * @param price zero or more, in the currency of the layer
 */
public record UnitPrice(String item, @Nullable String site, BigDecimal price) {
    public UnitPrice {
        if (price.signum() < 0) {
            throw new IllegalArgumentException(
                    "item " + item + " has the price " + price.toPlainString() + ": give one of zero or more");
        }
    }
}
