package org.periodclose.run;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.settlement.Adjustment;
import org.periodclose.core.settlement.Settlement;

/** One thing that a run settles. */
sealed interface Line {
    /** Id of the inventory item. */
    int item();

    /** Id of the inventory transaction. */
    long transaction();

    /** The transaction as the ERP names it. */
    String transactionId();

    /** Id of the item's group. */
    int itemGroup();

    /**
     * What the run makes of it.
     *
     * @throws Refused if an account that was there when the run was checked is gone, or is another now
     */
    Settlement settled(RunAccounts accounts, boolean storno);

    /** The journal line's own offset account; null: it has none. */
    default @Nullable String offsetAccount(RunAccounts accounts) {
        return null;
    }

    /** The journal line's own charges code; null: it has none. */
    default @Nullable String chargesCode(RunAccounts accounts) {
        return null;
    }

    /**
     * A line of a frozen journal with the accounts that its run was checked with.
     *
     * @param ownAccount the inventory account of the transaction's own posting, as the ERP names it; null: that of the item
     * @param ownOffset id of the offset account that the journal line names; null: none
     * @param ownChargesCode id of the charges code that the journal line names; null: none
     */
    record Posted(
            Adjustment adjustment,
            Direction direction,
            String transactionId,
            RunItem ofItem,
            @Nullable String ownAccount,
            @Nullable Integer ownOffset,
            @Nullable Integer ownChargesCode)
            implements Line {
        @Override
        public int item() {
            return adjustment.item();
        }

        @Override
        public long transaction() {
            return adjustment.transaction();
        }

        @Override
        public int itemGroup() {
            return ofItem.itemGroup();
        }

        @Override
        public Settlement settled(RunAccounts accounts, boolean storno) {
            int inventory = required(inventory(accounts));
            int offset = required(offset(accounts));
            if (inventory == offset) {
                throw new Refused(
                        FaultCode.SAME_ACCOUNT,
                        "its inventory account and its offset account are the same now",
                        "give the item, its group or ALL another account in posting_profiles.csv, then run post again");
            }
            OriginalPosting posting = new OriginalPosting(direction, inventory, offset);
            return Settlement.of(adjustment, posting, storno);
        }

        private @Nullable Integer inventory(RunAccounts accounts) {
            Integer own = ownAccount == null ? null : accounts.id(ownAccount);
            return own == null ? ofItem.inventory() : own;
        }

        private @Nullable Integer offset(RunAccounts accounts) {
            if (ownOffset != null) {
                return ownOffset;
            }
            return ownChargesCode == null
                    ? ofItem.offset()
                    : Integer.valueOf(accounts.chargesCode(ownChargesCode).offsetAccount());
        }

        private int required(@Nullable Integer account) {
            if (account == null) {
                throw RunAccounts.vanished();
            }
            return account;
        }

        @Override
        public @Nullable String offsetAccount(RunAccounts accounts) {
            return ownOffset == null ? null : accounts.name(ownOffset);
        }

        @Override
        public @Nullable String chargesCode(RunAccounts accounts) {
            return ownChargesCode == null
                    ? null
                    : accounts.chargesCode(ownChargesCode).chargesCode();
        }
    }

    /** A settlement of another run, to be taken back. */
    record TakenBack(Settlement settlement, String transactionId, int itemGroup) implements Line {
        @Override
        public int item() {
            return settlement.item();
        }

        @Override
        public long transaction() {
            return settlement.transaction();
        }

        @Override
        public Settlement settled(RunAccounts accounts, boolean storno) {
            return settlement.reversed(storno);
        }
    }
}
