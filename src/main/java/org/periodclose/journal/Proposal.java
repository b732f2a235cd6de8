package org.periodclose.journal;

import org.jspecify.annotations.Nullable;
import org.periodclose.money.CurrencyLayer;
import org.periodclose.money.Money;

/**
 * What {@code adjust} made, or would make.
 *
 * @param dryRun nothing was written
 * @param receipts open receipts that were selected
 * @param lines those whose value changes; the others make no line
 * @param increase the sum of the lines that add value
 * @param decrease the sum of the lines that take value away, negative or zero
 * @param leftOut ids of the file of transactions that are no open receipts, or not of the selection
 */
public record Proposal(
        String company,
        String journal,
        String description,
        CurrencyLayer currencyLayer,
        String currency,
        boolean dryRun,
        @Nullable String offsetAccount,
        @Nullable String chargesCode,
        long receipts,
        long lines,
        Money increase,
        Money decrease,
        long leftOut) {
    public Money sum() {
        return increase.plus(decrease);
    }
}
