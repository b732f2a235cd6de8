package org.periodclose.effect;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.periodclose.core.settlement.Settlement;

/** What settlements that are kept nowhere move, by item. */
public final class Movements {
    private static final class OfItem {
        private long settlements;
        private BigDecimal increase = BigDecimal.ZERO;
        private BigDecimal decrease = BigDecimal.ZERO;
    }

    private final Map<Integer, OfItem> items = new LinkedHashMap<>();

    public void add(Settlement settlement) {
        OfItem item = items.computeIfAbsent(settlement.item(), id -> new OfItem());
        BigDecimal amount = settlement.amount().amount();
        item.settlements++;
        if (amount.signum() > 0) {
            item.increase = item.increase.add(amount);
        } else {
            item.decrease = item.decrease.add(amount);
        }
    }

    Integer[] items() {
        return items.keySet().toArray(Integer[]::new);
    }

    Long[] settlements() {
        return items.values().stream().map(item -> item.settlements).toArray(Long[]::new);
    }

    BigDecimal[] increases() {
        return items.values().stream().map(item -> item.increase).toArray(BigDecimal[]::new);
    }

    BigDecimal[] decreases() {
        return items.values().stream().map(item -> item.decrease).toArray(BigDecimal[]::new);
    }
}
