package org.periodclose.core.settlement;

import java.math.BigDecimal;

/**
 * The lines of a journal, summed with the decimals of its currency.
 *
 * @param plus sum of the increases, zero or more
 * @param minus sum of the decreases, zero or less
 */
public record JournalSums(long lines, BigDecimal plus, BigDecimal minus) {
    public BigDecimal net() {
        return plus.add(minus);
    }
}
