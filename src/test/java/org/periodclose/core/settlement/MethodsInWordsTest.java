package org.periodclose.core.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.core.settlement.AllocationPrinciple.QUANTITY;
import static org.periodclose.core.settlement.AllocationPrinciple.VALUE;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.core.money.Money;

/** What people read of a method, and what it needs and depends on. */
class MethodsInWordsTest {
    private static final BigDecimal FIVE = new BigDecimal("5.50");
    private static final LocalDate DAY = LocalDate.of(2025, 10, 31);
    private static final AdjustmentMethod.Ledger NO_LEDGER = (account, day) -> {
        throw new AssertionError(account + day);
    };

    /** Every method with its name, its words, and whether its amounts depend on the value of receipts. */
    static Stream<Arguments> methods() {
        return Stream.of(
                Arguments.of(AdjustmentMethod.itemCostPrice(), "ITEM_COST_PRICE", "to the item cost price", true),
                Arguments.of(
                        AdjustmentMethod.fixedCostPrice(FIVE), "FIXED_COST_PRICE", "to a cost price of 5.50", true),
                Arguments.of(AdjustmentMethod.percent(FIVE), "PERCENT", "by 5.50 percent of the value", true),
                Arguments.of(AdjustmentMethod.amount(FIVE, VALUE), "AMOUNT", "an amount of 5.50 by value", true),
                Arguments.of(AdjustmentMethod.amount(FIVE, QUANTITY), "AMOUNT", "an amount of 5.50 by quantity", false),
                Arguments.of(AdjustmentMethod.value(FIVE, VALUE), "VALUE", "to a value of 5.50 by value", true),
                Arguments.of(AdjustmentMethod.value(FIVE, QUANTITY), "VALUE", "to a value of 5.50 by quantity", true),
                Arguments.of(
                        AdjustmentMethod.fromLedgerAccount("44", DAY, VALUE),
                        "FROM_LEDGER_ACCOUNT",
                        "the balance of account 44 at 2025-10-31 by value",
                        true),
                Arguments.of(
                        AdjustmentMethod.fromLedgerAccount("44", DAY, QUANTITY),
                        "FROM_LEDGER_ACCOUNT",
                        "the balance of account 44 at 2025-10-31 by quantity",
                        false));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void a_method_has_a_name_and_words_and_may_depend_on_the_value(
            AdjustmentMethod method, String name, String words, boolean dependsOnValue) {
        assertThat(method.name()).hasToString(name);
        assertThat(method.inWords()).isEqualTo(words);
        assertThat(method.dependsOnValue()).isEqualTo(dependsOnValue);
        assertThat(method.needsCostPrice()).isEqualTo(name.equals("ITEM_COST_PRICE"));
        assertThat(method.spreadsABalance()).isEqualTo(name.equals("FROM_LEDGER_ACCOUNT"));
        assertThat(method.offsetAccount().isPresent()).isEqualTo(name.equals("FROM_LEDGER_ACCOUNT"));
    }

    @Test
    void every_method_is_among_these() {
        assertThat(methods().map(method -> ((AdjustmentMethod) method.get()[0]).name()))
                .containsAll(Arrays.asList(MethodName.values()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void a_method_finds_the_amount_of_a_receipt_or_the_total_of_all_but_not_both(AdjustmentMethod method, String name) {
        OpenReceipt receipt = new OpenReceipt(BigDecimal.ONE, Money.of("USD", BigDecimal.TEN), BigDecimal.ONE);
        if (method.principle() == null) {
            assertThatThrownBy(() -> method.total(receipt.value(), NO_LEDGER))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(name + " spreads no total");
        } else {
            assertThatThrownBy(() -> method.amount(receipt))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(name + " spreads a total");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FIXED_COST_PRICE", "VALUE"})
    void a_price_or_a_value_without_its_figure_is_refused(MethodName name) {
        assertThatThrownBy(() -> new AdjustmentMethod(name, null, null, null, VALUE))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("figure");
    }

    @Test
    void a_figure_that_is_missing_is_told() {
        AdjustmentMethod percent = new AdjustmentMethod(MethodName.PERCENT, null, null, null, null);
        assertThatThrownBy(percent::inWords).hasMessage("the method has no such figure");
    }

    @Test
    void a_percentage_or_an_amount_may_be_negative() {
        BigDecimal negative = FIVE.negate();
        assertThat(AdjustmentMethod.percent(negative).figure()).isEqualTo(negative);
        assertThat(AdjustmentMethod.amount(negative, VALUE).figure()).isEqualTo(negative);
    }

    @Test
    void a_principle_says_what_counts() {
        BigDecimal quantity = new BigDecimal("3");
        assertThat(QUANTITY.base(quantity, FIVE)).isEqualTo(quantity);
        assertThat(VALUE.base(quantity, FIVE)).isEqualTo(FIVE);
        assertThat(List.of(QUANTITY.inWords(), VALUE.inWords())).containsExactly("quantity", "value");
    }

    @Test
    void a_value_that_is_reached_already_is_a_total_of_nothing() {
        assertThat(AdjustmentMethod.value(FIVE, VALUE).total(Money.of("USD", FIVE), NO_LEDGER))
                .isEqualTo(Money.zero("USD"));
    }
}
