package org.periodclose.inquiry;

import org.periodclose.core.inventory.Direction;
import org.periodclose.core.money.Money;

/**
 * Why the ledger amount of a settlement is plus or storno, in words; see {@link org.periodclose.core.settlement.StornoRule}.
 *
 * @param formula with figures; a is the change of the inventory balance, m the change in the direction of the original posting
 * @param rule what follows from it
 */
record SignReason(String formula, String rule) {
    /** Of a settlement that posts a journal line. */
    static SignReason posted(Direction kind, Money amount, boolean stornoOn) {
        boolean receipt = kind == Direction.RECEIPT;
        Money moved = receipt ? amount : amount.negated();
        String formula =
                "m = " + (receipt ? "a" : "-a") + " = " + plain(moved) + (moved.isPositive() ? " > 0" : " < 0");
        if (moved.isPositive()) {
            return new SignReason(formula, "plus: the original posting grows, in its own columns");
        }
        return stornoOn
                ? new SignReason(
                        formula,
                        "storno: the original posting shrinks and storno is on, so its columns stay and the amount is negative")
                : new SignReason(
                        formula,
                        "plus: the original posting shrinks and storno is off, so its columns are swapped and the amount is positive");
    }

    /** Of a settlement that cancels another. */
    static SignReason takenBack(long run, Money ledgerAmount, boolean stornoOn) {
        String formula = "takes back " + plain(ledgerAmount) + " of run " + run;
        if (!stornoOn) {
            return new SignReason(
                    formula, "plus: storno was off in the run that is taken back, so its columns are swapped");
        }
        return ledgerAmount.isNegative()
                ? new SignReason(formula, "plus: a storno is taken back in its own columns")
                : new SignReason(formula, "storno: a plus is taken back in its own columns, so the amount is negative");
    }

    private static String plain(Money money) {
        return money.amount().toPlainString();
    }
}
