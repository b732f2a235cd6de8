package org.periodclose.adjusting;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.settlement.Adjustment;
import org.periodclose.core.settlement.Settlement;
import org.periodclose.run.Line;
import org.periodclose.run.Position;
import org.periodclose.run.RunAccounts;
import org.periodclose.run.Settlements;

/**
 * A line of a frozen journal with the accounts that its run was checked with.
 *
 * @param itemGroup id of the item's group
 * @param inventory id of the inventory account: of the transaction's own posting, else of the item; null: it has vanished
 * @param offset id of the offset account: of the line, else of its charges code, else PROFIT or LOSS; null: it has vanished
 * @param ownOffset id of the offset account that the journal line names; null: none
 * @param ownChargesCode id of the charges code that the journal line names; null: none
 */
record AdjustmentLine(
        Adjustment adjustment,
        Direction direction,
        String transactionId,
        int itemGroup,
        @Nullable Integer inventory,
        @Nullable Integer offset,
        @Nullable Integer ownOffset,
        @Nullable Integer ownChargesCode)
        implements Line {
    @Override
    public Position position() {
        return new Position(adjustment.item(), adjustment.transaction());
    }

    @Override
    public void settle(Settlements made) {
        OriginalPosting posting = posting(direction, inventory, offset);
        RunAccounts accounts = made.accounts();
        made.add(
                Settlement.of(adjustment, posting, made.partition().storno()),
                transactionId,
                itemGroup,
                ownOffset == null ? null : accounts.name(ownOffset),
                ownChargesCode == null ? null : accounts.chargesCode(ownChargesCode));
    }

    /** @throws Refused if an account is not there any more, or the two are the same now */
    static OriginalPosting posting(Direction direction, @Nullable Integer inventory, @Nullable Integer offset) {
        if (inventory == null || offset == null) {
            throw RunAccounts.vanished();
        }
        if (inventory.equals(offset)) {
            throw new Refused(
                    FaultCode.SAME_ACCOUNT,
                    "its inventory account and its offset account are the same now",
                    "give the item, its group or ALL another account in posting_profiles.csv, then run post again");
        }
        return new OriginalPosting(direction, inventory, offset);
    }
}
