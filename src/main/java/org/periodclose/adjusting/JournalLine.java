package org.periodclose.adjusting;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal with the transaction that it adjusts.
 *
 * @param amount signed change of the value
 * @param quantity of the transaction
 * @param value cost and settlements in the journal's layer, including the line itself once it is posted; null: it has no cost in that layer
 * @param computedFrom the value from which {@code adjust} computed the amount; null: the amount was imported or changed
 * @param offsetAccount that the line names; null: none
 * @param chargesCode that the line names; null: none
 */
public record JournalLine(
        String transactionId,
        String itemNumber,
        String itemGroup,
        BigDecimal amount,
        BigDecimal quantity,
        @Nullable BigDecimal value,
        @Nullable BigDecimal computedFrom,
        @Nullable String offsetAccount,
        @Nullable String chargesCode) {}
