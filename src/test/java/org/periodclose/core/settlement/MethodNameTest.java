package org.periodclose.core.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.core.settlement.AllocationPrinciple.QUANTITY;
import static org.periodclose.core.settlement.AllocationPrinciple.VALUE;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.core.money.Money;

/** What a proposed journal keeps of its method, and what people read of it. */
class MethodNameTest {
    private static final BigDecimal FIVE = new BigDecimal("5.50");
    private static final LocalDate DAY = LocalDate.of(2025, 10, 31);

    /** Every method with its name, its words, whether its amounts depend on the value, and whether it needs a cost price. */
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
    void a_method_is_found_again_by_its_name_and_figures(
            AdjustmentMethod method, String name, String words, boolean dependsOnValue) {
        assertThat(method.name()).hasToString(name);
        assertThat(new AdjustmentMethod(
                        MethodName.valueOf(name),
                        method.figure(),
                        method.account(),
                        method.balanceDate(),
                        method.principle()))
                .isEqualTo(method);
        assertThat(method.inWords()).isEqualTo(words);
        assertThat(method.dependsOnValue()).isEqualTo(dependsOnValue);
    }

    @Test
    void only_the_balance_of_an_account_names_the_account_that_takes_the_other_side() {
        assertThat(methods()
                        .map(method -> (AdjustmentMethod) method.get()[0])
                        .filter(method -> method.offsetAccount().isPresent())
                        .map(AdjustmentMethod::name)
                        .distinct())
                .containsExactly(MethodName.FROM_LEDGER_ACCOUNT);
        assertThat(methods()
                        .map(method -> (AdjustmentMethod) method.get()[0])
                        .filter(AdjustmentMethod::spreadsABalance)
                        .map(AdjustmentMethod::name)
                        .distinct())
                .containsExactly(MethodName.FROM_LEDGER_ACCOUNT);
    }

    @Test
    void only_the_item_cost_price_needs_one() {
        assertThat(AdjustmentMethod.itemCostPrice().needsCostPrice()).isTrue();
        assertThat(AdjustmentMethod.fixedCostPrice(FIVE).needsCostPrice()).isFalse();
        assertThat(AdjustmentMethod.percent(FIVE).needsCostPrice()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = MethodName.class, names = "ITEM_COST_PRICE", mode = EnumSource.Mode.EXCLUDE)
    void a_method_without_its_figures_is_refused(MethodName name) {
        assertThatThrownBy(() -> new AdjustmentMethod(name, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isIn(name + " needs its figure", name + " needs its account");
    }

    @ParameterizedTest
    @EnumSource(names = {"AMOUNT", "VALUE"})
    void a_total_without_a_principle_is_refused(MethodName name) {
        assertThatThrownBy(() -> new AdjustmentMethod(name, FIVE, null, null, null))
                .hasMessage(name + " needs its principle");
    }

    @Test
    void a_balance_without_its_day_or_principle_is_refused() {
        MethodName name = MethodName.FROM_LEDGER_ACCOUNT;
        assertThatThrownBy(() -> new AdjustmentMethod(name, null, "44", null, VALUE))
                .hasMessage("FROM_LEDGER_ACCOUNT needs its balance date");
        assertThatThrownBy(() -> new AdjustmentMethod(name, null, "44", DAY, null))
                .hasMessage("FROM_LEDGER_ACCOUNT needs its principle");
    }

    @Test
    void a_figure_of_another_method_is_refused() {
        assertThatThrownBy(() -> new AdjustmentMethod(MethodName.ITEM_COST_PRICE, FIVE, null, null, null))
                .hasMessage("ITEM_COST_PRICE has no figure");
        assertThatThrownBy(() -> new AdjustmentMethod(MethodName.PERCENT, FIVE, null, null, VALUE))
                .hasMessage("PERCENT has no principle");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void a_method_works_by_receipts_or_by_a_total(AdjustmentMethod method) {
        OpenReceipt receipt =
                new OpenReceipt(new BigDecimal("2"), Money.of("USD", new BigDecimal("10.00")), new BigDecimal("5.50"));
        if (method.principle() == null) {
            assertThat(method.amount(receipt).isZero()).isFalse();
            assertThatThrownBy(() -> method.total(Money.zero("USD"), (account, day) -> Money.zero("USD")))
                    .hasMessage(method.name() + " spreads no total");
        } else {
            assertThat(method.total(Money.zero("USD"), (account, day) -> Money.of("USD", FIVE)))
                    .isEqualTo(Money.of("USD", FIVE));
            assertThatThrownBy(() -> method.amount(receipt)).hasMessage(method.name() + " spreads a total");
        }
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
        assertThat(AdjustmentMethod.value(FIVE, VALUE).total(Money.of("USD", FIVE), (account, day) -> {
                    throw new AssertionError(account + day);
                }))
                .isEqualTo(Money.zero("USD"));
    }
}
