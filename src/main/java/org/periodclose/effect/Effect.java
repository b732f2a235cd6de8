package org.periodclose.effect;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/**
 * What a run changes in the value of inventory. The value before is that at the run's posting date in its layer: the cost of all transactions
 * financially updated up to that date, open or not, and the settlements of the runs up to that date that were posted before this one.
 *
 * @param itemGroups those with a change, in code-point order; each with the value of all its items
 * @param movers the items with the largest absolute change, the largest first
 */
public record Effect(List<OfItemGroup> itemGroups, List<Mover> movers) {
    public Effect {
        itemGroups = List.copyOf(itemGroups);
        movers = List.copyOf(movers);
    }

    /**
     * An item group.
     *
     * @param before value of all its items; null: not known, because one of their transactions has no cost in the layer
     * @param increase sum of the settlements that raise the value
     * @param decrease sum of those that lower it; zero or negative
     * @param settlements how many there are
     */
    public record OfItemGroup(
            String itemGroup, @Nullable Money before, Money increase, Money decrease, long settlements) {
        public Money change() {
            return increase.plus(decrease);
        }

        /** The sum of both, with the name of this one. */
        public OfItemGroup plus(OfItemGroup other) {
            return new OfItemGroup(
                    itemGroup,
                    before == null || other.before == null ? null : before.plus(other.before),
                    increase.plus(other.increase),
                    decrease.plus(other.decrease),
                    settlements + other.settlements);
        }

        public @Nullable Money after() {
            return before == null ? null : before.plus(change());
        }
    }

    /**
     * An item with a large change.
     *
     * @param before its value; null: not known
     * @param percent of the absolute value before; null: that was zero or is not known
     */
    public record Mover(
            String itemNumber,
            String name,
            String itemGroup,
            @Nullable Money before,
            Money change,
            @Nullable BigDecimal percent) {
        public @Nullable Money after() {
            return before == null ? null : before.plus(change);
        }
    }
}
