package org.periodclose.core.settlement;

import org.periodclose.core.money.Money;

/**
 * A two-sided ledger amount: debit account, credit account, signed amount. Balanced by construction; storno if and only if negative.
 *
 * @param debit id of the debit account
 * @param credit id of the credit account
 * @param amount not zero; negative is storno (red reversal)
 */
public record Correspondence(int debit, int credit, Money amount) {
    public Correspondence {
        if (debit == credit) {
            throw new IllegalArgumentException("debit and credit account are the same (id " + debit + ")");
        }
        if (amount.isZero()) {
            throw new IllegalArgumentException("a correspondence of zero moves nothing: leave it out");
        }
    }

    public boolean storno() {
        return amount.isNegative();
    }
}
