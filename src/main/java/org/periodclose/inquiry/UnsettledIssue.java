package org.periodclose.inquiry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Unsettled;
import org.periodclose.core.money.Money;

/**
 * An issue that a close left with an open quantity.
 *
 * @param cancelledBy the run that has cancelled the close; null: none
 * @param site its own, as the warehouse; null: none
 * @param unitCost its posted cost for one unit
 */
public record UnsettledIssue(
        long run,
        @Nullable Long cancelledBy,
        String transactionId,
        String itemNumber,
        @Nullable String site,
        @Nullable String warehouse,
        BigDecimal quantity,
        Money unitCost,
        Unsettled reason) {}
