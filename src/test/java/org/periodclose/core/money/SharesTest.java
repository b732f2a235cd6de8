package org.periodclose.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.periodclose.contract.Seed;

/** Domain rule 13.8. */
class SharesTest {
    @Test
    void the_cent_that_is_left_goes_to_the_first_of_equals() {
        assertThat(split("USD", "100.00", "1", "1", "1")).containsExactly("33.34", "33.33", "33.33");
        assertThat(split("USD", "0.01", "1", "1", "1")).containsExactly("0.01", "0.00", "0.00");
    }

    @Test
    void a_cent_that_is_left_goes_to_the_largest_remainder() {
        // 1.75, 1.75 and 3.5 cents
        assertThat(split("USD", "0.07", "1", "1", "2")).containsExactly("0.02", "0.02", "0.03");
    }

    @Test
    void of_equal_remainders_the_larger_base_wins() {
        // 2 yen over 1 : 3 are 0.5 and 1.5
        assertThat(split("JPY", "2", "1", "3")).containsExactly("0", "2");
    }

    @Test
    void a_cent_too_much_is_taken_from_who_was_rounded_up_most() {
        // 1.5, 1.5 and 0 would round half up to 2, 2 and 0: one too much
        assertThat(split("JPY", "3", "7", "7", "0")).containsExactly("2", "1", "0");
    }

    @Test
    void a_loss_is_split_like_a_gain() {
        assertThat(split("USD", "-100.00", "1", "1", "1")).containsExactly("-33.34", "-33.33", "-33.33");
        assertThat(split("KWD", "-0.001", "0.5", "0.6")).containsExactly("0.000", "-0.001");
    }

    @Test
    void a_base_of_zero_gets_nothing_and_bases_that_are_all_zero_are_refused() {
        assertThat(split("USD", "10.00", "0", "3")).containsExactly("0.00", "10.00");
        assertThatThrownBy(() -> split("USD", "10.00", "0", "0"))
                .hasMessage("10.00 USD cannot be split over a base of zero: split by another one");
        assertThatThrownBy(() -> split("USD", "10.00")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> split("USD", "10.00", "2", "-1"))
                .hasMessage("a base is negative: split over bases of zero or more");
    }

    @Test
    void nothing_is_lost_nothing_has_the_other_sign_and_each_is_less_than_a_unit_from_its_exact_share() {
        Seed seed = Seed.of("shares");
        Random random = seed.random();
        for (int round = 0; round < 2_000; round++) {
            Money total = randomTotal(random);
            List<BigDecimal> bases = randomBases(random);
            BigDecimal base = bases.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            List<Money> shares = Shares.split(total, bases);
            String context = seed + ": " + total + " over " + bases;
            assertThat(shares.stream().reduce(Money.zero(total.currency()), Money::plus))
                    .as(context)
                    .isEqualTo(total);
            BigDecimal unit = BigDecimal.ONE.movePointLeft(total.amount().scale());
            for (int i = 0; i < shares.size(); i++) {
                BigDecimal share = shares.get(i).amount();
                assertThat(share.signum() * total.amount().signum()).as(context).isGreaterThanOrEqualTo(0);
                BigDecimal awayTimesBase = share.multiply(base)
                        .subtract(total.amount().multiply(bases.get(i)))
                        .abs();
                assertThat(awayTimesBase).as(context).isLessThan(unit.multiply(base));
            }
        }
    }

    @Test
    void it_is_rounding_half_up_with_the_residual_to_the_largest_remainder() {
        Seed seed = Seed.of("half up");
        Random random = seed.random();
        for (int round = 0; round < 2_000; round++) {
            Money total = randomTotal(random);
            List<BigDecimal> bases = randomBases(random);
            assertThat(Shares.split(total, bases))
                    .as("%s: %s over %s", seed, total, bases)
                    .isEqualTo(roundedThenMended(total, bases));
        }
    }

    /** The rule word for word: round each share half up, then give or take the residual unit by unit. */
    private static List<Money> roundedThenMended(Money total, List<BigDecimal> bases) {
        BigDecimal base = bases.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal units = new BigDecimal(total.amount().unscaledValue().abs());
        List<BigDecimal> rounded = new ArrayList<>(bases.stream()
                .map(one -> units.multiply(one).divide(base, 0, RoundingMode.HALF_UP))
                .toList());
        List<BigDecimal> remainders = IntStream.range(0, bases.size())
                .mapToObj(i ->
                        units.multiply(bases.get(i)).subtract(rounded.get(i).multiply(base)))
                .toList();
        Comparator<Integer> first = Comparator.<Integer, BigDecimal>comparing(remainders::get)
                .thenComparing(bases::get)
                .reversed()
                .thenComparing(Comparator.naturalOrder());
        int residual = units.subtract(rounded.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .intValueExact();
        Stream<Integer> order = IntStream.range(0, bases.size()).boxed();
        BigDecimal step = BigDecimal.valueOf(Integer.signum(residual));
        order.sorted(residual > 0 ? first : first.reversed())
                .limit(Math.abs(residual))
                .forEach(i -> rounded.set(i, rounded.get(i).add(step)));
        return rounded.stream()
                .map(share -> new Money(
                        total.currency(),
                        new BigDecimal(
                                share.multiply(BigDecimal.valueOf(total.amount().signum()))
                                        .toBigIntegerExact(),
                                total.amount().scale())))
                .toList();
    }

    private static Money randomTotal(Random random) {
        String currency = List.of("JPY", "USD", "KWD").get(random.nextInt(3));
        long units = random.nextInt(4) == 0 ? random.nextInt(-5, 6) : random.nextLong(-1_000_000, 1_000_000);
        return new Money(currency, BigDecimal.valueOf(units, Money.decimalsOf(currency)));
    }

    private static List<BigDecimal> randomBases(Random random) {
        List<BigDecimal> bases = new ArrayList<>();
        int size = random.nextInt(1, 30);
        int largest = random.nextBoolean() ? 4 : 100_000;
        for (int i = 0; i < size; i++) {
            bases.add(BigDecimal.valueOf(random.nextInt(largest), random.nextInt(3)));
        }
        bases.set(0, bases.get(0).add(BigDecimal.ONE));
        return bases;
    }

    private static List<String> split(String currency, String total, String... bases) {
        return Shares.split(
                        Money.of(currency, new BigDecimal(total)),
                        Stream.of(bases).map(BigDecimal::new).toList())
                .stream()
                .map(Money::toPlainString)
                .toList();
    }
}
