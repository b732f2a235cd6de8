package org.periodclose.inquiry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/**
 * A part of an issue's cost.
 *
 * @param layer the receipt or made layer that pays for it; null: what the ERP had settled before, or what nothing paid for
 * @param quantity zero: the value of the layer has changed after the close that matched it
 * @param amount positive; the payments of an issue and the rest add up to its value
 * @param run the close; null: none
 */
public record Payment(
        @Nullable String layer,
        BigDecimal quantity,
        Money amount,
        @Nullable Long run,
        boolean settled) {}
