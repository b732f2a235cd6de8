package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;

/**
 * What stands in the way of a close, what one should look at before it, and what it will need.
 *
 * @param blocking the faults with which a close would be refused now
 * @param transactions that take part
 * @param components parts that are calculated by themselves; null: not known while the close is blocked
 * @param expectedSeconds null: no run was finished on this database yet
 */
public record CloseCheck(
        CheckRequest request,
        List<Fault> blocking,
        List<Advice> advisory,
        long transactions,
        @Nullable Long components,
        @Nullable BigDecimal expectedSeconds) {
    public CloseCheck {
        blocking = List.copyOf(blocking);
        advisory = List.copyOf(advisory);
    }

    /** Something to look at; a close is possible all the same. */
    public record Advice(
            String code,
            @Nullable String itemNumber,
            @Nullable String transactionId,
            @Nullable BigDecimal quantity,
            String message,
            String remedy) {}
}
