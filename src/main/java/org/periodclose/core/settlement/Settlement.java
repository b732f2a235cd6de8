package org.periodclose.core.settlement;

import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;

/**
 * The change of value of one transaction by one run, and its correspondence in the ledger.
 *
 * @param item id of the inventory item
 * @param transaction id of the inventory transaction
 * @param amount signed change of the inventory balance; positive: inventory is worth more
 * @param ledger the correspondence that posts it
 */
public record Settlement(int item, long transaction, Money amount, Correspondence ledger) {
    public Settlement {
        if (!amount.equals(ledger.amount()) && !amount.equals(ledger.amount().negated())) {
            throw new IllegalArgumentException("settlement of transaction id " + transaction + " moves " + amount
                    + " but posts " + ledger.amount() + ": the two must have one size and one currency");
        }
    }

    public static Settlement of(Adjustment adjustment, OriginalPosting posting, boolean storno) {
        return new Settlement(
                adjustment.item(),
                adjustment.transaction(),
                adjustment.amount(),
                StornoRule.correspondence(posting, adjustment.amount(), storno));
    }

    /** The settlement that cancels this one, where the cancelled run had this storno setting. */
    public Settlement reversed(boolean storno) {
        return new Settlement(item, transaction, amount.negated(), StornoRule.reversed(ledger, storno));
    }
}
