package org.periodclose.core.settlement;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;

/**
 * What became of one typed amount.
 *
 * @param before the amount that was stored; null: there was no line
 * @param amount the amount that is stored now; null: there is no line
 * @param fault why it is not what was typed; null: it is
 */
public record TypedLine(
        String transactionId,
        @Nullable BigDecimal before,
        @Nullable BigDecimal amount,
        @Nullable Fault fault) {}
