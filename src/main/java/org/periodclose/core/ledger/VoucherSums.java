package org.periodclose.core.ledger;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.periodclose.core.settlement.Correspondence;
import org.periodclose.core.settlement.Settlement;

/** Folds settlements by voucher key. Sums of parts can be summed again: the order and the size of the parts do not matter. */
public final class VoucherSums {
    /**
     * A part of a voucher line.
     *
     * @param amount signed ledger amount
     * @param settlements how many it sums
     */
    public record Sum(BigDecimal amount, long settlements) {
        Sum plus(Sum other) {
            return new Sum(amount.add(other.amount), settlements + other.settlements);
        }
    }

    private final Specification specification;
    private final Map<VoucherKey, Sum> sums = new HashMap<>();

    public VoucherSums(Specification specification) {
        this.specification = specification;
    }

    /** Adds a settlement; one that posts nothing is in no sum. */
    public void add(Settlement settlement, int itemGroup) {
        Correspondence ledger = settlement.ledger();
        if (ledger != null) {
            sums.merge(
                    specification.key(ledger, settlement.item(), itemGroup),
                    new Sum(ledger.amount().amount(), 1),
                    Sum::plus);
        }
    }

    /** In no particular order. */
    public Map<VoucherKey, Sum> byKey() {
        return Collections.unmodifiableMap(sums);
    }
}
