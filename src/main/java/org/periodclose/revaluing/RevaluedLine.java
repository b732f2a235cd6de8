package org.periodclose.revaluing;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;
import org.periodclose.core.settlement.Settlement;
import org.periodclose.core.settlement.StornoRule;
import org.periodclose.run.Line;
import org.periodclose.run.Position;
import org.periodclose.run.Settlements;

/**
 * A line of {@code revaluation_line} with the accounts that its run was checked with. It is that of a receipt or a layer, so inventory is debited.
 *
 * @param position its item and the receipt or layer
 * @param transactionId the receipt as the ERP names it, or the name of the layer
 * @param itemGroup id of the item's group
 * @param amount signed change of the inventory balance; zero: nothing is settled
 * @param inventory id of the inventory account; null: it has none, and changes by nothing
 * @param offset id of the account of the gain or loss; null: likewise
 */
record RevaluedLine(
        Position position,
        String transactionId,
        int itemGroup,
        Money amount,
        @Nullable Integer inventory,
        @Nullable Integer offset)
        implements Line {
    @Override
    public void settle(Settlements made) {
        if (amount.isZero()) {
            return;
        }
        if (inventory == null || offset == null) {
            throw new IllegalStateException("transaction " + transactionId + " was checked and has no account");
        }
        OriginalPosting posting = new OriginalPosting(Direction.RECEIPT, inventory, offset);
        made.add(
                new Settlement(
                        position.item(),
                        position.transaction(),
                        Part.REVALUATION,
                        amount,
                        StornoRule.correspondence(
                                posting, amount, made.partition().storno())),
                transactionId,
                itemGroup);
    }
}
