package org.periodclose.core.settlement;

import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;

/**
 * The sign rule: the columns and the sign of a value change in the ledger (domain rule 7.2).
 *
 * <p>{@code moved} is the change in the direction of the original posting: the adjustment itself where inventory is on the debit side (a
 * receipt), its negation where inventory is on the credit side (an issue). Dr is debit, Cr is credit; (s) marks storno. Accounts of the
 * example: 41 inventory, 60 suppliers, 90 cost of sales.
 *
 * <pre>
 * original             adjustment  moved   storno on                storno off
 * receipt, Dr 41 Cr 60    +10       +10    Dr 41 Cr Profit  10      Dr 41   Cr Profit 10
 * receipt, Dr 41 Cr 60    -10       -10    Dr 41 Cr Loss   -10 (s)  Dr Loss Cr 41     10
 * issue,   Dr 90 Cr 41    -10       +10    Dr 90 Cr 41      10      Dr 90   Cr 41     10
 * issue,   Dr 90 Cr 41    +10       -10    Dr 90 Cr 41     -10 (s)  Dr 41   Cr 90     10
 * </pre>
 *
 * <p>Both columns lead to the same balances. With storno, the correction does not inflate the turnovers.
 *
 * <p>A cancellation keeps the two accounts of what it cancels, even if the set-up has changed since (domain rule 7.5):
 *
 * <pre>
 * posted                       cancelled, storno on       storno off
 * Dr 41   Cr Profit  10        Dr 41 Cr Profit -10 (s)    Dr Profit Cr 41   10
 * Dr 41   Cr Loss   -10 (s)    Dr 41 Cr Loss    10        -
 * Dr Loss Cr 41      10        -                          Dr 41     Cr Loss 10
 * </pre>
 */
public final class StornoRule {
    private StornoRule() {}

    /**
     * The correspondence of one value change.
     *
     * @param posting the accounts, in the columns of the original posting
     * @param change signed change of the inventory balance, not zero
     * @param storno whether decreases are posted as red reversal
     */
    public static Correspondence correspondence(OriginalPosting posting, Money change, boolean storno) {
        Money moved = posting.direction() == Direction.RECEIPT ? change : change.negated();
        boolean keepColumns = storno || moved.isPositive();
        return keepColumns
                ? new Correspondence(posting.debit(), posting.credit(), moved)
                : new Correspondence(posting.credit(), posting.debit(), moved.negated());
    }

    /**
     * The correspondence that cancels another.
     *
     * @param storno the storno setting of the run that posted it: true keeps the columns, false swaps them
     */
    public static Correspondence reversed(Correspondence posted, boolean storno) {
        return storno
                ? new Correspondence(
                        posted.debit(), posted.credit(), posted.amount().negated())
                : new Correspondence(posted.credit(), posted.debit(), posted.amount());
    }
}
