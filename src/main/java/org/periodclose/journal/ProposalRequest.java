package org.periodclose.journal;

import org.jspecify.annotations.Nullable;
import org.periodclose.money.CurrencyLayer;
import org.periodclose.settlement.AdjustmentMethod;

/**
 * The journal that is asked for.
 *
 * @param journal its name, not used yet
 * @param offsetAccount takes the other side of every line; null: that of the method or the charges code, else PROFIT and LOSS
 * @param chargesCode what the lines are made for; null: nothing
 * @param description null: the method in words
 * @param dryRun work everything out, write nothing
 */
public record ProposalRequest(
        String company,
        String journal,
        CurrencyLayer layer,
        AdjustmentMethod method,
        Selection selection,
        @Nullable String offsetAccount,
        @Nullable String chargesCode,
        @Nullable String description,
        boolean dryRun) {}
