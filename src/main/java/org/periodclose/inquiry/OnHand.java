package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.money.Money;

/**
 * What was on hand at the end of the day of a close, as it found it.
 *
 * @param balances gives each balance to whom it is given
 * @param layers gives each layer that was open
 */
public record OnHand(
        Books books, Run close, Consumer<Consumer<Balance>> balances, Consumer<Consumer<OpenLayer>> layers) {
    /**
     * An item on hand with those of its dimensions that costs are tracked by.
     *
     * @param site null, as the other dimensions: none, or not tracked
     * @param value null: not known, because a transaction has no cost in the currency layer
     */
    public record Balance(
            String itemNumber,
            String name,
            @Nullable String site,
            @Nullable String warehouse,
            @Nullable String batchNumber,
            @Nullable String serialNumber,
            BigDecimal quantity,
            @Nullable Money value) {}
}
