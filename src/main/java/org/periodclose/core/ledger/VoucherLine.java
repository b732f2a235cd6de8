package org.periodclose.core.ledger;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/**
 * One line of a voucher: a correspondence with its accounts by name.
 *
 * @param line from 1, in the voucher's one order
 * @param debitAccount main account
 * @param creditAccount main account
 * @param amount not zero; negative if and only if storno
 * @param storno red reversal
 * @param itemGroup from ITEM_GROUP down
 * @param itemNumber at ITEM_NUMBER
 * @param settlements how many settlements it sums
 */
public record VoucherLine(
        int line,
        String debitAccount,
        String creditAccount,
        Money amount,
        boolean storno,
        @Nullable String itemGroup,
        @Nullable String itemNumber,
        long settlements) {
    public VoucherLine {
        if (amount.isZero() || amount.isNegative() != storno) {
            throw new IllegalArgumentException("voucher line " + line + " has amount " + amount + " and storno "
                    + storno + ": storno is negative, everything else positive, nothing zero");
        }
        if (debitAccount.equals(creditAccount)) {
            throw new IllegalArgumentException(
                    "voucher line " + line + " has account " + debitAccount + " on both sides");
        }
    }
}
