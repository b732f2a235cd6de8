package org.periodclose.inquiry;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;

/**
 * What one run in force has changed of a transaction or a made layer: signed change of the inventory balance.
 *
 * @param circular whether no cost came from outside into its circle then
 */
record CostChange(
        Part part,
        long run,
        RunType type,
        LocalDate postingDate,
        @Nullable String journal,
        Money amount,
        boolean circular) {
    static Money sum(Collection<CostChange> changes, String currency) {
        return changes.stream().map(CostChange::amount).reduce(Money.zero(currency), Money::plus);
    }

    static List<Long> runs(Collection<CostChange> changes) {
        return changes.stream().map(CostChange::run).distinct().sorted().toList();
    }

    static List<CostChange> of(Collection<CostChange> changes, Part part) {
        return changes.stream().filter(change -> change.part() == part).toList();
    }

    /** As parts of a cost: what a receipt or a layer is worth more. */
    static Stream<CostShare> shares(Collection<CostChange> changes) {
        return changes.stream()
                .map(change -> CostShare.of(CostKind.ADJUSTMENT, null, change.amount())
                        .by(List.of(change.run()), change.journal()));
    }
}
