package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Principle;
import org.periodclose.core.money.Money;

/**
 * A part of a cost and where it comes from. The amounts of its parts add up to its value, exactly.
 *
 * @param node its number, from 1 for the transaction that was asked for, in the order of printing
 * @param level how far below that it is
 * @param card null: it is an amount and nothing else
 * @param quantity that it gives to the node above; null: none
 * @param amount that it gives to the node above; null: not known
 * @param share the amount in percent of the value of the node above; null: there is none
 * @param wholeQuantity of all of it; null: it has none
 * @param value of all of it; null: not known
 * @param settled false: it only adjusts and uses up nothing
 * @param runs that decided it
 * @param units the units of a circle in the amount that its quantity does not account for; null: none
 * @param count of how many it is the sum
 * @param shown where its parts are
 * @param sameAs the node that shows its parts
 * @param circle that it is a member of
 */
public record CostNode(
        int node,
        int level,
        CostKind kind,
        @Nullable CostCard card,
        @Nullable BigDecimal quantity,
        @Nullable Money amount,
        @Nullable BigDecimal share,
        @Nullable BigDecimal wholeQuantity,
        @Nullable Money value,
        @Nullable Principle principle,
        boolean settled,
        List<Long> runs,
        @Nullable String journal,
        @Nullable CostReason reason,
        @Nullable Money units,
        long count,
        Shown shown,
        @Nullable Integer sameAs,
        @Nullable CostCircle circle,
        List<CostNode> parts) {
    /** Where the parts of a node are. */
    public enum Shown {
        /** Below it; it may have none. */
        HERE,
        /** Below another node: it is in the chain twice. */
        ELSEWHERE,
        /** Below a node above: its cost depends on itself. */
        CIRCLE,
        /** Nowhere: they are too deep, or too many. */
        LEFT_OUT
    }

    public CostNode {
        runs = List.copyOf(runs);
        parts = List.copyOf(parts);
    }

    /** The cost of one unit; null: it has no quantity, or no amount. */
    public @Nullable Money unitCost() {
        return amount == null || quantity == null || quantity.signum() == 0
                ? null
                : Money.ofOneUnit(amount.currency(), amount.amount(), quantity);
    }

    /** Whether only a part of it goes to the node above. */
    public boolean isPartly() {
        return value != null && !value.equals(amount);
    }

    /** This node and all below it, in the order of printing. */
    public void each(Consumer<CostNode> reader) {
        reader.accept(this);
        parts.forEach(part -> part.each(reader));
    }
}
