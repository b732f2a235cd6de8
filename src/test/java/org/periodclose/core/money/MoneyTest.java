package org.periodclose.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Yen have no decimals, dollars two, Kuwaiti dinars three. */
class MoneyTest {
    private static Money money(String currency, String amount) {
        return Money.of(currency, new BigDecimal(amount));
    }

    @ParameterizedTest
    @CsvSource({
        "JPY,7,7",
        "USD,7,7.00",
        "USD,7.5,7.50",
        "KWD,7.5,7.500",
        "USD,7.500,7.50",
        "USD,-0.05,-0.05",
        "JPY,1E3,1000"
    })
    void an_amount_has_the_decimals_of_its_currency(String currency, String given, String kept) {
        assertThat(money(currency, given).toPlainString()).isEqualTo(kept);
        assertThat(money(currency, given)).hasToString(kept + " " + currency);
    }

    @ParameterizedTest
    @CsvSource({"JPY,0.5", "USD,0.005", "KWD,0.0005"})
    void an_amount_with_more_decimals_is_not_rounded_by_accident(String currency, String amount) {
        assertThatThrownBy(() -> money(currency, amount)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"USD,7,2", "USD,7.000,2", "JPY,7.0,0", "KWD,7.00,3"})
    void an_amount_of_another_scale_is_refused_with_the_way_out(String currency, String amount, int decimals) {
        assertThatThrownBy(() -> new Money(currency, new BigDecimal(amount)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("amount " + amount + " does not have the " + decimals + " decimals of " + currency
                        + ": use Money.of, or round by a rule");
    }

    @ParameterizedTest
    @CsvSource({
        "USD,0.004,0.00",
        "USD,0.005,0.01",
        "USD,-0.004,0.00",
        "USD,-0.005,-0.01",
        "USD,1.005,1.01",
        "JPY,2.5,3",
        "JPY,-2.5,-3",
        "KWD,0.0005,0.001",
        "USD,7,7.00"
    })
    void a_half_is_rounded_away_from_zero(String currency, String exact, String rounded) {
        assertThat(Money.roundedHalfUp(currency, new BigDecimal(exact)).toPlainString())
                .isEqualTo(rounded);
    }

    @Test
    void equal_amounts_are_equal_objects_and_those_of_two_currencies_are_not() {
        assertThat(money("USD", "7")).isEqualTo(money("USD", "7.00")).hasSameHashCodeAs(money("USD", "7.00"));
        assertThat(money("USD", "7")).isNotEqualTo(money("EUR", "7")).isNotEqualTo(money("USD", "7.01"));
    }

    @Test
    void an_amount_is_positive_or_negative_or_zero() {
        assertThat(money("USD", "0.01")).matches(Money::isPositive).matches(m -> !m.isNegative() && !m.isZero());
        assertThat(money("USD", "-0.01")).matches(Money::isNegative).matches(m -> !m.isPositive() && !m.isZero());
        assertThat(Money.zero("USD")).matches(Money::isZero).matches(m -> !m.isPositive() && !m.isNegative());
        assertThat(Money.zero("KWD")).hasToString("0.000 KWD");
    }

    @Test
    void amounts_of_one_currency_are_added_and_an_amount_and_its_negation_are_nothing() {
        assertThat(money("USD", "7.00").plus(money("USD", "-9.50"))).isEqualTo(money("USD", "-2.50"));
        assertThat(money("USD", "7.00").negated()).isEqualTo(money("USD", "-7.00"));
        assertThat(money("USD", "7.00").plus(money("USD", "7.00").negated())).isEqualTo(Money.zero("USD"));
    }

    @Test
    void amounts_of_two_currencies_are_not_added() {
        assertThatThrownBy(() -> money("USD", "7.00").plus(money("EUR", "1.00")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("7.00 USD and 1.00 EUR have different currencies: convert one of them first");
    }

    @ParameterizedTest
    @CsvSource({"JPY,0", "USD,2", "EUR,2", "RUB,2", "KWD,3"})
    void the_decimals_are_those_of_iso_4217(String currency, int decimals) {
        assertThat(Money.decimalsOf(currency)).isEqualTo(decimals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XAU", "XXX", "XTS"})
    void gold_and_test_codes_are_not_money(String currency) {
        assertThatThrownBy(() -> Money.decimalsOf(currency))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(currency + " has no minor unit: use another currency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usd", "US", "ZZZ", ""})
    void what_is_no_currency_is_refused(String currency) {
        assertThatThrownBy(() -> Money.zero(currency)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "999.99 | 999.99",
                "1000 | 1,000",
                "-999 | -999",
                "-1000.5 | -1,000.5",
                "10972.25 | 10,972.25",
                "100000 | 100,000",
                "1234567.890 | 1,234,567.890",
                "-0.01 | -0.01",
                "1E+6 | 1,000,000",
                "0.1234 | 0.1234"
            })
    void figures_for_people_are_grouped_by_three_before_the_point(String number, String shown) {
        assertThat(Figures.grouped(new BigDecimal(number))).isEqualTo(shown);
    }
}
