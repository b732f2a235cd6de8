package org.periodclose.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What settlements must have in common to be summed. The storno flag belongs to it: plus and storno are never netted (domain rule 13.1),
 * so all amounts of a key have one sign and a key never sums to zero.
 *
 * @param itemGroup id, from ITEM_GROUP down
 * @param item id, at ITEM_NUMBER
 * @param debit id of the debit account
 * @param credit id of the credit account
 * @param storno red reversal
 */
public record VoucherKey(
        @Nullable Integer itemGroup, @Nullable Integer item, int debit, int credit, boolean storno) {}
