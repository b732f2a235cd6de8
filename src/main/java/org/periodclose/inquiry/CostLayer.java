package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.periodclose.core.money.Money;

/**
 * A layer that a run has made: worth what other layers handed into it, and what it was adjusted by.
 *
 * @param takenIn what other layers handed into it
 */
record CostLayer(
        CostKey key,
        int item,
        CostKind kind,
        CostCard card,
        BigDecimal quantity,
        Money takenIn,
        List<CostChange> changes)
        implements CostThing {
    @Override
    public Money value() {
        return takenIn.plus(CostChange.sum(changes, takenIn.currency()));
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public Integer paidItem() {
        return item;
    }

    @Override
    public List<CostShare> known(List<CostShare> paid, int most) {
        return Stream.concat(paid.stream(), CostChange.shares(changes)).toList();
    }
}
