package org.periodclose.core.ledger;

import org.periodclose.core.settlement.Settlement;

/** The detail at which settlements are summed into voucher lines. It changes the voucher only, never the settlements (domain rule 8.2). */
public enum Specification {
    /** One figure for each pair of accounts. */
    TOTAL {
        @Override
        public VoucherKey key(Settlement settlement, int itemGroup) {
            return VoucherKey.of(settlement.ledger(), null, null);
        }
    },
    /** Additionally one for each item group. */
    ITEM_GROUP {
        @Override
        public VoucherKey key(Settlement settlement, int itemGroup) {
            return VoucherKey.of(settlement.ledger(), itemGroup, null);
        }
    },
    /** Additionally one for each item. */
    ITEM_NUMBER {
        @Override
        public VoucherKey key(Settlement settlement, int itemGroup) {
            return VoucherKey.of(settlement.ledger(), itemGroup, settlement.item());
        }
    };

    /** The voucher line that a settlement falls into. */
    public abstract VoucherKey key(Settlement settlement, int itemGroup);
}
