package org.periodclose.inquiry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/**
 * What is open of a layer after a close.
 *
 * @param layer a receipt, or the name of a made layer
 * @param site null, as the other dimensions: none, or not tracked
 * @param value of the open quantity
 */
public record OpenLayer(
        String layer,
        String itemNumber,
        @Nullable String site,
        @Nullable String warehouse,
        @Nullable String batchNumber,
        @Nullable String serialNumber,
        BigDecimal quantity,
        Money value) {}
