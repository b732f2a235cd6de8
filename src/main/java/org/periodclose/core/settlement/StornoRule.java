package org.periodclose.core.settlement;

import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;

/**
 * The sign rule: how a value change stands in the ledger (domain rule 7.2).
 *
 * <p>{@code moved} is the change in the direction of the original posting: the adjustment itself where inventory stands on the debit side
 * (a receipt), its negation where inventory stands on the credit side (an issue).
 *
 * <pre>
 * original           adjustment  moved   storno on              storno off
 * receipt, D 41 K 60    +10       +10    D 41 K Profit  10      D 41   K Profit 10
 * receipt, D 41 K 60    -10       -10    D 41 K Loss   -10 (s)  D Loss K 41     10
 * issue,   D 90 K 41    -10       +10    D 90 K 41      10      D 90   K 41     10
 * issue,   D 90 K 41    +10       -10    D 90 K 41     -10 (s)  D 41   K 90     10
 * </pre>
 *
 * <p>The balances are the same in both columns; with storno the turnovers stay free of the correction.
 *
 * <p>Taken back, each of these keeps its two accounts, whatever the set-up says by then (domain rule 7.5):
 *
 * <pre>
 * posted                       taken back, storno on      storno off
 * D 41   K Profit  10          D 41 K Profit -10 (s)      D Profit K 41   10
 * D 41   K Loss   -10 (s)      D 41 K Loss    10          -
 * D Loss K 41      10          -                          D 41     K Loss 10
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
     * The correspondence that takes another back.
     *
     * @param storno how the run that posted it was told to post decreases: true keeps the columns, false swaps them
     */
    public static Correspondence reversed(Correspondence posted, boolean storno) {
        return storno
                ? new Correspondence(
                        posted.debit(), posted.credit(), posted.amount().negated())
                : new Correspondence(posted.credit(), posted.debit(), posted.amount());
    }
}
