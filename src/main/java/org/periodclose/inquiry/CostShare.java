package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Principle;
import org.periodclose.core.money.Money;

/**
 * A part of a cost.
 *
 * @param from what it comes from; null: it goes no further
 * @param quantity that it stands for; null: none
 * @param settled false: it only adjusts and uses up nothing
 * @param runs that decided it, in the order of their numbers
 * @param units the units of a circle in the amount that its quantity does not account for; null: none
 * @param count of how many it is the sum
 */
record CostShare(
        CostKind kind,
        @Nullable CostKey from,
        @Nullable BigDecimal quantity,
        Money amount,
        @Nullable Principle principle,
        boolean settled,
        List<Long> runs,
        @Nullable String journal,
        @Nullable CostReason reason,
        @Nullable Money units,
        long count) {
    CostShare {
        runs = List.copyOf(runs);
    }

    static CostShare of(CostKind kind, @Nullable BigDecimal quantity, Money amount) {
        return new CostShare(kind, null, quantity, amount, null, true, List.of(), null, null, null, 1);
    }

    CostShare from(CostKey key) {
        return new CostShare(kind, key, quantity, amount, principle, settled, runs, journal, reason, units, count);
    }

    CostShare by(List<Long> byRuns, @Nullable String ofJournal) {
        return new CostShare(kind, from, quantity, amount, principle, settled, byRuns, ofJournal, reason, units, count);
    }

    CostShare because(@Nullable CostReason why) {
        return new CostShare(kind, from, quantity, amount, principle, settled, runs, journal, why, units, count);
    }

    boolean isNothing() {
        return amount.isZero() && (quantity == null || quantity.signum() == 0);
    }

    static Money sum(List<CostShare> shares, String currency) {
        return shares.stream().map(CostShare::amount).reduce(Money.zero(currency), Money::plus);
    }

    /** At most so many of them, the largest; the others as one sum. */
    static List<CostShare> folded(List<CostShare> shares, int most) {
        if (shares.size() <= most) {
            return shares;
        }
        List<CostShare> bySize = shares.stream()
                .sorted(Comparator.comparing(
                        (CostShare share) -> share.amount().amount().abs(), Comparator.reverseOrder()))
                .toList();
        List<CostShare> others = bySize.subList(most, bySize.size());
        Money sum = sum(others, others.get(0).amount().currency());
        List<CostShare> folded = new ArrayList<>(bySize.subList(0, most));
        folded.add(new CostShare(
                CostKind.OTHERS, null, null, sum, null, true, List.of(), null, null, null, others.size()));
        return folded;
    }
}
