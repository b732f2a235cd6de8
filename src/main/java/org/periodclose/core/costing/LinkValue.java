package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** What a link has come to: what is carried to each receipt, what is written off and at which issue (close.md 3.4 to 3.6). */
public final class LinkValue {
    private final Link link;
    private final int decimals;
    private final BigDecimal[] dearer;
    private final BigDecimal[] carried;

    private BigDecimal rounding = BigDecimal.ZERO;
    private BigDecimal priceDifference = BigDecimal.ZERO;

    LinkValue(Link link, int decimals) {
        this.link = link;
        this.decimals = decimals;
        this.dearer = new BigDecimal[link.issues().size()];
        Arrays.fill(dearer, BigDecimal.ZERO);
        this.carried = link.receipts().stream().map(Leg::carried).toArray(BigDecimal[]::new);
    }

    public Link link() {
        return link;
    }

    void dearer(IntFunction<BigDecimal> ofIssue) {
        for (int issue = 0; issue < dearer.length; issue++) {
            dearer[issue] = ofIssue.apply(issue);
        }
    }

    /** The exact basis of the shares: of a flow the change of its issues, of returns the cost of the sale. */
    private BigDecimal total() {
        BigDecimal change = Arrays.stream(dearer).reduce(BigDecimal.ZERO, BigDecimal::add);
        return link.isFlow() ? change : change.add(link.issues().get(0).cost());
    }

    void share(BigDecimal minimumThroughput, IntPredicate isMember, IntPredicate keepsWhatItHad) {
        List<BigDecimal> shares = shares();
        for (int receipt = 0; receipt < carried.length; receipt++) {
            Leg leg = link.receipts().get(receipt);
            BigDecimal share = shares.get(receipt);
            boolean small = !isMember.test(receipt) && share.abs().compareTo(minimumThroughput) < 0;
            if (keepsWhatItHad.test(receipt)) {
                carried[receipt] = leg.carriedAtTheLastClose();
                writeOff(share.subtract(carried[receipt]), false);
            } else if (leg.takes() == Leg.Takes.NOTHING) {
                writeOff(share.subtract(carried[receipt]), true);
            } else if (leg.takes() == Leg.Takes.CARRIED) {
                carried[receipt] = small ? BigDecimal.ZERO : share;
                writeOff(share.subtract(carried[receipt]), false);
            }
        }
    }

    /** What each receipt is to cost more than posted. */
    private List<BigDecimal> shares() {
        if (link.isFlow()) {
            return link.shares(total(), decimals);
        }
        List<BigDecimal> more = new ArrayList<>();
        List<BigDecimal> costs = link.returned(total(), decimals);
        for (int receipt = 0; receipt < costs.size(); receipt++) {
            more.add(costs.get(receipt).subtract(link.receipts().get(receipt).cost()));
        }
        return more;
    }

    private void writeOff(BigDecimal amount, boolean isPriceDifference) {
        if (!link.isFlow()) {
            return;
        }
        if (isPriceDifference) {
            priceDifference = priceDifference.add(amount);
        } else {
            rounding = rounding.add(amount);
        }
    }

    /** By how much more is carried to a receipt than before the run. */
    public BigDecimal more(int receipt) {
        return carried[receipt].subtract(link.receipts().get(receipt).carried());
    }

    /** The issue at which something is written off: whose cost differs most from its posted cost. */
    private int writesOff() {
        int most = 0;
        for (int issue = 1; issue < dearer.length; issue++) {
            if (dearer[issue].abs().compareTo(dearer[most].abs()) > 0) {
                most = issue;
            }
        }
        return most;
    }

    /** What is written off at an issue as too small; as a change of the inventory balance, in all, without the units of circles. */
    public BigDecimal rounding(int issue) {
        return issue == writesOff() ? rounding.negate() : BigDecimal.ZERO;
    }

    /** What is written off at an issue because receipts may not change; as a change of the inventory balance, in all. */
    public BigDecimal priceDifference(int issue) {
        return issue == writesOff() ? priceDifference.negate() : BigDecimal.ZERO;
    }
}
