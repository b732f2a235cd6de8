package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;

/**
 * An inventory transaction, its quantity and cost positive.
 *
 * @param posted its cost as the ERP posted it; null: it has none in the currency layer
 * @param settledQuantity what the ERP had settled of it before this program took over
 * @param link of a receipt: the flow or the issue that pays for it; null: none, or not worked out by a run
 * @param reason of an issue: why nothing pays for what nothing pays for
 * @param closedOn the day of the last close; null: there is none
 * @param changes signed changes of the inventory balance by runs in force
 */
record CostTransaction(
        CostKey key,
        int item,
        boolean issue,
        CostCard card,
        BigDecimal quantity,
        @Nullable Money posted,
        BigDecimal settledQuantity,
        Money settledAmount,
        @Nullable CostKey link,
        @Nullable CostReason reason,
        @Nullable LocalDate closedOn,
        List<CostChange> changes)
        implements CostThing {
    @Override
    public CostKind kind() {
        return issue ? CostKind.ISSUE : CostKind.RECEIPT;
    }

    @Override
    public @Nullable Money value() {
        return posted == null ? null : posted.plus(dearer(changes));
    }

    private Money dearer(List<CostChange> by) {
        Money change = CostChange.sum(by, settledAmount.currency());
        return issue ? change.negated() : change;
    }

    @Override
    public boolean isLeaf() {
        return posted == null || (!issue && link == null && changes.isEmpty());
    }

    @Override
    public @Nullable Integer paidItem() {
        return issue ? item : null;
    }

    /** What flows or comes back has carried to a receipt. */
    Money carried() {
        return CostChange.sum(CostChange.of(changes, Part.CARRIED), settledAmount.currency());
    }

    /** What a receipt has of its flow, or of the issue that comes back with it; null: not known. */
    @Nullable
    Money fromLink() {
        return posted == null ? null : posted.plus(carried());
    }

    @Override
    public List<CostShare> known(List<CostShare> paid, int most) {
        return issue ? ofIssue(paid) : ofReceipt();
    }

    private List<CostShare> ofReceipt() {
        List<CostShare> shares = new ArrayList<>();
        if (link == null) {
            shares.add(CostShare.of(CostKind.POSTED, quantity, Objects.requireNonNull(posted)));
            CostChange.shares(changes).forEach(shares::add);
        } else {
            shares.add(CostShare.of(
                            link.flow() ? CostKind.FLOW : CostKind.ISSUE, quantity, Objects.requireNonNull(fromLink()))
                    .by(CostChange.runs(CostChange.of(changes, Part.CARRIED)), null)
                    .from(link));
            CostChange.shares(changes.stream()
                            .filter(change -> change.part() != Part.CARRIED)
                            .toList())
                    .forEach(shares::add);
        }
        return shares;
    }

    private List<CostShare> ofIssue(List<CostShare> paid) {
        List<CostShare> shares = new ArrayList<>(paid);
        shares.add(CostShare.of(CostKind.SETTLED_BEFORE, settledQuantity, settledAmount));
        shares.add(rest(paid).because(reason));
        new TreeSet<>(CostChange.runs(changes)).forEach(run -> {
            List<CostChange> ofRun =
                    changes.stream().filter(change -> change.run() == run).toList();
            if (!isInTheClose(ofRun.get(0))) {
                boolean recalculated = ofRun.get(0).type() == RunType.RECALCULATION;
                shares.add(
                        CostShare.of(recalculated ? CostKind.RECALCULATION : CostKind.ADJUSTMENT, null, dearer(ofRun))
                                .by(List.of(run), ofRun.get(0).journal()));
            }
        });
        return shares;
    }

    /** What recalculations up to the last close have changed is in its matches, too. */
    private boolean isInTheClose(CostChange change) {
        boolean recalculatedBefore = change.type() == RunType.RECALCULATION
                && closedOn != null
                && !change.postingDate().isAfter(closedOn);
        return recalculatedBefore || change.type() == RunType.CLOSE;
    }

    /** What nothing has paid for keeps its posted cost (close.md 3.2). */
    private CostShare rest(List<CostShare> paid) {
        BigDecimal basis = quantity.subtract(settledQuantity);
        Money cost = Objects.requireNonNull(posted).plus(settledAmount.negated());
        BigDecimal matched = paid.stream()
                .map(share -> Objects.requireNonNull(share.quantity()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Money part = basis.signum() == 0
                ? Money.zero(cost.currency())
                : Money.ofOneUnit(cost.currency(), cost.amount().multiply(matched), basis);
        return CostShare.of(CostKind.REST, basis.subtract(matched), cost.plus(part.negated()));
    }
}
