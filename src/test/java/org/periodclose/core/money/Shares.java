package org.periodclose.core.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits a total in proportion to bases, to the last minor unit (domain rule 13.8): shares are rounded half up and the residual is given by
 * the largest remainder, ties to the larger base, then to the earlier one. No share has the sign against the total; together they are the
 * total.
 *
 * <p>That is the same as giving each the whole minor units of its exact share, then one more to those with the largest fractions, which is
 * how it is worked out here.
 */
public final class Shares {
    private Shares() {}

    private record Cut(int index, BigDecimal base, BigInteger units, BigDecimal remainder) {}

    private static final Comparator<Cut> WHO_GETS_ONE_MORE = Comparator.comparing(Cut::remainder)
            .thenComparing(Cut::base)
            .reversed()
            .thenComparing(Cut::index);

    /**
     * The share of each base, in the order of the bases.
     *
     * @param bases not negative, in the order of their ids
     * @throws IllegalArgumentException if a base is negative or all of them are zero
     */
    public static List<Money> split(Money total, List<BigDecimal> bases) {
        BigDecimal base = bases.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (bases.stream().anyMatch(one -> one.signum() < 0)) {
            throw new IllegalArgumentException("a base is negative: split over bases of zero or more");
        }
        if (base.signum() == 0) {
            throw new IllegalArgumentException(total + " cannot be split over a base of zero: split by another one");
        }
        int decimals = total.amount().scale();
        BigDecimal units = new BigDecimal(total.amount().unscaledValue().abs());
        List<Cut> cuts = IntStream.range(0, bases.size())
                .mapToObj(index -> cut(index, bases.get(index), units, base))
                .toList();
        BigInteger given = cuts.stream().map(Cut::units).reduce(BigInteger.ZERO, BigInteger::add);
        int left = units.toBigIntegerExact().subtract(given).intValueExact();
        List<Money> shares = new ArrayList<>(Collections.nCopies(bases.size(), Money.zero(total.currency())));
        List<Cut> ranked = cuts.stream().sorted(WHO_GETS_ONE_MORE).toList();
        for (int rank = 0; rank < ranked.size(); rank++) {
            Cut cut = ranked.get(rank);
            BigInteger share = cut.units().add(rank < left ? BigInteger.ONE : BigInteger.ZERO);
            Money size = new Money(total.currency(), new BigDecimal(share, decimals));
            shares.set(cut.index(), total.isNegative() ? size.negated() : size);
        }
        return List.copyOf(shares);
    }

    private static Cut cut(int index, BigDecimal one, BigDecimal units, BigDecimal base) {
        BigDecimal[] divided = units.multiply(one).divideAndRemainder(base);
        return new Cut(
                index, one, divided[0].setScale(0, RoundingMode.UNNECESSARY).toBigIntegerExact(), divided[1]);
    }
}
