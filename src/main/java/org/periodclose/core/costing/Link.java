package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Issues whose change of cost goes on to receipts (close.md 3.4 to 3.6): a flow, in which all issues pay for all receipts, or a sale with its returns.
 *
 * @param issues in the order of their names
 * @param receipts of a flow in the order of their names, of returns in the order of time
 */
public record Link(Kind kind, List<Leg> issues, List<Leg> receipts) {
    /** What makes it. */
    public enum Kind {
        FLOW,
        RETURNS
    }

    public boolean isFlow() {
        return kind == Kind.FLOW;
    }

    /** The exact part of the change that a receipt gets; of returns the part of the sale's cost. */
    Fraction part(int receipt) {
        if (!isFlow()) {
            return Fraction.of(receipts.get(receipt).quantity(), issues.get(0).quantity());
        }
        return Fraction.of(base(receipt, isFree()), total());
    }

    private boolean isFree() {
        return receipts.stream().allMatch(receipt -> receipt.cost().signum() == 0);
    }

    private BigDecimal base(int receipt, boolean byQuantity) {
        return byQuantity
                ? receipts.get(receipt).quantity()
                : receipts.get(receipt).cost();
    }

    private BigDecimal total() {
        boolean byQuantity = isFree();
        return IntStream.range(0, receipts.size())
                .mapToObj(receipt -> base(receipt, byQuantity))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Splits a change among the receipts of a flow by their costs, to the last unit: each share gets its whole units; the units that are left go to the
     * largest remainders, ties to the larger base, then to the earlier name (domain rule 13.8).
     */
    List<BigDecimal> shares(BigDecimal change, int decimals) {
        boolean byQuantity = isFree();
        BigDecimal total = total();
        BigDecimal units = change.abs().movePointRight(decimals);
        List<BigDecimal> whole = new ArrayList<>();
        List<BigDecimal> left = new ArrayList<>();
        BigDecimal open = units;
        for (int receipt = 0; receipt < receipts.size(); receipt++) {
            BigDecimal[] divided = units.multiply(base(receipt, byQuantity)).divideAndRemainder(total);
            whole.add(divided[0]);
            left.add(divided[1]);
            open = open.subtract(divided[0]);
        }
        int more = open.intValueExact();
        IntStream.range(0, receipts.size())
                .boxed()
                .sorted(Comparator.comparing((Integer receipt) -> left.get(receipt))
                        .thenComparing(receipt -> base(receipt, byQuantity))
                        .reversed()
                        .thenComparing(receipt -> receipt))
                .limit(more)
                .forEach(receipt -> whole.set(receipt, whole.get(receipt).add(BigDecimal.ONE)));
        return whole.stream()
                .map(share -> (change.signum() < 0 ? share.negate() : share)
                        .movePointLeft(decimals)
                        .setScale(decimals, RoundingMode.UNNECESSARY))
                .toList();
    }

    /** What each return costs: the sale's whole cost, handed out over its quantity in the order of time. */
    List<BigDecimal> returned(BigDecimal cost, int decimals) {
        List<BigDecimal> shares = new ArrayList<>();
        BigDecimal from = BigDecimal.ZERO;
        for (Leg receipt : receipts) {
            BigDecimal to = from.add(receipt.quantity());
            shares.add(Stock.share(cost, from, to, issues.get(0).quantity(), decimals));
            from = to;
        }
        return shares;
    }
}
