package org.periodclose.adjusting;

import org.periodclose.core.money.Money;

/** The lines proposed so far: their number, their increases and their decreases. */
record Tally(long lines, Money increase, Money decrease) {
    static Tally none(String currency) {
        return new Tally(0, Money.zero(currency), Money.zero(currency));
    }

    Tally plus(Money amount) {
        return amount.isPositive()
                ? new Tally(lines + 1, increase.plus(amount), decrease)
                : new Tally(lines + 1, increase, decrease.plus(amount));
    }
}
