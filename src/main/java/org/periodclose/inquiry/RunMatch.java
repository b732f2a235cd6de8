package org.periodclose.inquiry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Principle;
import org.periodclose.core.money.Money;

/**
 * A quantity of a layer that pays for an issue, or is handed into a made layer.
 *
 * @param cancelledBy the run that has cancelled the one that made it; null: none
 * @param layer a receipt, or the name of a made layer
 * @param issue an issue, or the name of a made layer
 */
public record RunMatch(
        long run,
        @Nullable Long cancelledBy,
        String layer,
        String issue,
        BigDecimal quantity,
        Money amount,
        Principle principle,
        boolean settled) {}
