package org.periodclose.core.ledger;

import org.periodclose.core.settlement.Correspondence;

/** The detail at which settlements are summed into voucher lines. It changes the voucher only, never the settlements (domain rule 8.2). */
public enum Specification {
    /** One line for each pair of accounts. */
    TOTAL,
    /** One line for each pair of accounts and item group. */
    ITEM_GROUP,
    /** One line for each pair of accounts and item. */
    ITEM_NUMBER;

    /** The voucher line of a settlement of an item, by ids. */
    public VoucherKey key(Correspondence ledger, int item, int itemGroup) {
        return new VoucherKey(
                this == TOTAL ? null : itemGroup,
                this == ITEM_NUMBER ? item : null,
                ledger.debit(),
                ledger.credit(),
                ledger.storno());
    }
}
