package org.periodclose.core.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.periodclose.core.money.Money;

class SettlementTest {
    private static Settlement settlement(String currency, String amount) {
        return new Settlement(
                1,
                7,
                Part.MANUAL,
                Money.of("USD", new BigDecimal("10.00")),
                new Correspondence(41, 91, Money.of(currency, new BigDecimal(amount))));
    }

    @Test
    void what_is_moved_is_posted_in_its_size_and_currency_with_either_sign() {
        assertThat(Objects.requireNonNull(settlement("USD", "10.00").ledger()).storno())
                .isFalse();
        assertThat(Objects.requireNonNull(settlement("USD", "-10.00").ledger()).storno())
                .isTrue();
    }

    @Test
    void another_size_or_another_currency_is_refused_and_the_transaction_is_named() {
        for (String[] other : new String[][] {{"USD", "10.01"}, {"EUR", "10.00"}, {"EUR", "-10.00"}}) {
            assertThatThrownBy(() -> settlement(other[0], other[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("settlement of transaction id 7 moves 10.00 USD but posts " + other[1] + " " + other[0]
                            + ": the two must have one size and one currency");
        }
    }
}
