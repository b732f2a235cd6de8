package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;

/**
 * A transfer or production document: worth what its receipts were posted with and what was carried to them, which is what its issues cost, what was
 * added, and less what was not carried.
 *
 * @param card with an item if all is of one
 */
record CostFlow(CostKey key, CostCard card, String currency, List<CostTransaction> legs) implements CostThing {
    @Override
    public CostKind kind() {
        return CostKind.FLOW;
    }

    @Override
    public @Nullable BigDecimal quantity() {
        return card.itemNumber() == null
                ? null
                : receipts().stream().map(CostTransaction::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public @Nullable Money value() {
        return isKnown() ? sum(receipts(), CostTransaction::fromLink) : null;
    }

    private boolean isKnown() {
        return legs.stream().allMatch(leg -> leg.posted() != null);
    }

    @Override
    public boolean isLeaf() {
        return !isKnown();
    }

    @Override
    public @Nullable Integer paidItem() {
        return null;
    }

    @Override
    public List<CostShare> known(List<CostShare> paid, int most) {
        List<CostTransaction> issues = issues();
        List<CostShare> shares = new ArrayList<>(CostShare.folded(
                issues.stream()
                        .map(issue -> CostShare.of(CostKind.ISSUE, issue.quantity(), known(issue.value()))
                                .from(issue.key()))
                        .toList(),
                most));
        Money postedMore = sum(receipts(), CostTransaction::posted)
                .plus(sum(issues, CostTransaction::posted).negated());
        shares.add(CostShare.of(CostKind.ADDED, null, postedMore));
        List<CostChange> changes =
                issues.stream().flatMap(issue -> issue.changes().stream()).toList();
        List<CostChange> normal = changes.stream()
                .filter(change -> change.part() != Part.ROUNDING && change.part() != Part.PRICE_DIFFERENCE)
                .toList();
        List<CostChange> roundings = CostChange.of(changes, Part.ROUNDING);
        shares.add(writtenOff(CostKind.ROUNDING, roundings)
                .because(roundings.stream().anyMatch(CostChange::circular) ? CostReason.CIRCULAR : null));
        shares.add(writtenOff(CostKind.PRICE_DIFFERENCE, CostChange.of(changes, Part.PRICE_DIFFERENCE)));
        shares.add(CostShare.of(
                CostKind.NOT_CARRIED,
                null,
                CostChange.sum(normal, currency).plus(sum(receipts(), CostTransaction::carried))));
        return shares;
    }

    private CostShare writtenOff(CostKind kind, List<CostChange> changes) {
        return CostShare.of(kind, null, CostChange.sum(changes, currency)).by(CostChange.runs(changes), null);
    }

    private List<CostTransaction> issues() {
        return legs.stream().filter(CostTransaction::issue).toList();
    }

    private List<CostTransaction> receipts() {
        return legs.stream().filter(leg -> !leg.issue()).toList();
    }

    private Money sum(List<CostTransaction> some, Function<CostTransaction, @Nullable Money> amount) {
        return some.stream().map(leg -> known(amount.apply(leg))).reduce(Money.zero(currency), Money::plus);
    }

    private static Money known(@Nullable Money amount) {
        return Objects.requireNonNull(amount);
    }
}
