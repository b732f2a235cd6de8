package org.periodclose.core.settlement;

import org.periodclose.core.money.Money;

/**
 * One line of an adjustment journal, not yet posted.
 *
 * @param item id of the inventory item
 * @param transaction id of the inventory transaction
 * @param amount signed change of the inventory balance, not zero
 */
public record Adjustment(int item, long transaction, Money amount) {
    public Adjustment {
        if (amount.isZero()) {
            throw new IllegalArgumentException(
                    "adjustment of transaction id " + transaction + " is zero: leave the line out");
        }
    }
}
