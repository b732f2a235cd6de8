package org.periodclose.posting;

import org.jspecify.annotations.Nullable;
import org.periodclose.inventory.OriginalPosting;
import org.periodclose.settlement.Adjustment;
import org.periodclose.settlement.Settlement;

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

    /** What the run makes of it. */
    Settlement settled(boolean storno);

    /** The journal line's own offset account; null: it has none. */
    default @Nullable String offsetAccount() {
        return null;
    }

    /** The journal line's own charges code; null: it has none. */
    default @Nullable String chargesCode() {
        return null;
    }

    /** A line of a frozen journal with the accounts that its run was checked with. */
    record Posted(
            Adjustment adjustment,
            OriginalPosting posting,
            String transactionId,
            int itemGroup,
            @Nullable String offsetAccount,
            @Nullable String chargesCode)
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
        public Settlement settled(boolean storno) {
            return Settlement.of(adjustment, posting, storno);
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
        public Settlement settled(boolean storno) {
            return settlement.reversed(storno);
        }
    }
}
