package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.money.Money;

/**
 * A settlement with the reasons for its accounts and its sign.
 *
 * @param amount signed change of the inventory balance
 * @param ledgerAmount its amount in the voucher line; negative if and only if storno
 * @param formula the change in the direction of the original posting, with figures
 * @param rule the columns and the sign that follow from it
 */
public record SettlementReason(
        String transactionId,
        String itemNumber,
        String itemGroup,
        Direction kind,
        BigDecimal quantity,
        @Nullable LocalDate financialDate,
        Money amount,
        Money ledgerAmount,
        AccountRule inventory,
        AccountRule offset,
        String formula,
        String rule) {}
