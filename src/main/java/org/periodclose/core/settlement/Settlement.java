package org.periodclose.core.settlement;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;

/**
 * What one run moved on one transaction, and how that stands in the ledger.
 *
 * @param item id of the inventory item
 * @param transaction id of the inventory transaction
 * @param part why; one run makes at most one settlement of each part for a transaction
 * @param amount signed change of the inventory balance; positive: inventory is worth more
 * @param ledger the correspondence that posts it; null: nothing is posted, because another settlement posts the same change
 */
public record Settlement(
        int item,
        long transaction,
        Part part,
        Money amount,
        @Nullable Correspondence ledger) {
    public Settlement {
        if (ledger != null
                && !amount.equals(ledger.amount())
                && !amount.equals(ledger.amount().negated())) {
            throw new IllegalArgumentException("settlement of transaction id " + transaction + " moves " + amount
                    + " but posts " + ledger.amount() + ": the two must have one size and one currency");
        }
    }

    public static Settlement of(Adjustment adjustment, OriginalPosting posting, boolean storno) {
        return new Settlement(
                adjustment.item(),
                adjustment.transaction(),
                Part.MANUAL,
                adjustment.amount(),
                StornoRule.correspondence(posting, adjustment.amount(), storno));
    }

    /** The settlement that takes this one back, in a run that cancels one with this storno setting. */
    public Settlement reversed(boolean storno) {
        return new Settlement(
                item, transaction, part, amount.negated(), ledger == null ? null : StornoRule.reversed(ledger, storno));
    }
}
