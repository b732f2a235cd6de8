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

/** What a proposed journal keeps of its method, and what people read of it. */
class MethodNameTest {
    private static final BigDecimal FIVE = new BigDecimal("5.50");
    private static final LocalDate DAY = LocalDate.of(2025, 10, 31);

    /** Every method with its name, its words, whether its amounts depend on the value, and whether it needs a cost price. */
    static Stream<Arguments> methods() {
        return Stream.of(
                Arguments.of(new AdjustmentMethod.ItemCostPrice(), "ITEM_COST_PRICE", "to the item cost price", true),
                Arguments.of(
                        new AdjustmentMethod.FixedCostPrice(FIVE), "FIXED_COST_PRICE", "to a cost price of 5.50", true),
                Arguments.of(new AdjustmentMethod.Percent(FIVE), "PERCENT", "by 5.50 percent of the value", true),
                Arguments.of(new AdjustmentMethod.Amount(FIVE, VALUE), "AMOUNT", "an amount of 5.50 by value", true),
                Arguments.of(
                        new AdjustmentMethod.Amount(FIVE, QUANTITY), "AMOUNT", "an amount of 5.50 by quantity", false),
                Arguments.of(new AdjustmentMethod.Value(FIVE, VALUE), "VALUE", "to a value of 5.50 by value", true),
                Arguments.of(
                        new AdjustmentMethod.Value(FIVE, QUANTITY), "VALUE", "to a value of 5.50 by quantity", true),
                Arguments.of(
                        new AdjustmentMethod.FromLedgerAccount("44", DAY, VALUE),
                        "FROM_LEDGER_ACCOUNT",
                        "the balance of account 44 at 2025-10-31 by value",
                        true),
                Arguments.of(
                        new AdjustmentMethod.FromLedgerAccount("44", DAY, QUANTITY),
                        "FROM_LEDGER_ACCOUNT",
                        "the balance of account 44 at 2025-10-31 by quantity",
                        false));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void a_method_is_found_again_by_its_name_and_figures(
            AdjustmentMethod method, String name, String words, boolean dependsOnValue) {
        assertThat(method.name()).hasToString(name);
        assertThat(method.name().of(method.terms())).isEqualTo(method);
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
        assertThat(Arrays.stream(MethodName.values()).filter(MethodName::spreadsABalance))
                .containsExactly(MethodName.FROM_LEDGER_ACCOUNT);
    }

    @Test
    void only_the_item_cost_price_needs_one() {
        assertThat(new AdjustmentMethod.ItemCostPrice().needsCostPrice()).isTrue();
        assertThat(new AdjustmentMethod.FixedCostPrice(FIVE).needsCostPrice()).isFalse();
        assertThat(new AdjustmentMethod.Percent(FIVE).needsCostPrice()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = MethodName.class, names = "ITEM_COST_PRICE", mode = EnumSource.Mode.EXCLUDE)
    void a_method_without_its_figures_is_refused(MethodName name) {
        AdjustmentMethod.Terms nothing = new AdjustmentMethod.Terms(null, null, null, null);
        assertThatThrownBy(() -> name.of(nothing))
                .isInstanceOf(NullPointerException.class)
                .message()
                .isIn("figure", "account");
    }

    @ParameterizedTest
    @EnumSource(names = {"AMOUNT", "VALUE"})
    void a_total_without_a_principle_is_refused(MethodName name) {
        AdjustmentMethod.Terms figure = new AdjustmentMethod.Terms(FIVE, null, null, null);
        assertThatThrownBy(() -> name.of(figure)).hasMessage("principle");
    }

    @Test
    void a_balance_without_its_day_or_principle_is_refused() {
        assertThatThrownBy(() -> MethodName.FROM_LEDGER_ACCOUNT.of(new AdjustmentMethod.Terms(null, "44", null, VALUE)))
                .hasMessage("balanceDate");
        assertThatThrownBy(() -> MethodName.FROM_LEDGER_ACCOUNT.of(new AdjustmentMethod.Terms(null, "44", DAY, null)))
                .hasMessage("principle");
    }

    @Test
    void a_method_works_by_receipts_or_by_a_total_and_says_which_principle() {
        AdjustmentMethod.Ways<String> ways = new AdjustmentMethod.Ways<>() {
            @Override
            public String each(AdjustmentMethod.Each method) {
                return "each";
            }

            @Override
            public String spread(AdjustmentMethod.Spread method) {
                return method.principle().toString();
            }
        };
        assertThat(methods().map(method -> ((AdjustmentMethod) method.get()[0]).by(ways)))
                .isEqualTo(
                        List.of("each", "each", "each", "VALUE", "QUANTITY", "VALUE", "QUANTITY", "VALUE", "QUANTITY"));
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
        assertThat(new AdjustmentMethod.Value(FIVE, VALUE).total(Money.of("USD", FIVE), (account, day) -> {
                    throw new AssertionError(account + day);
                }))
                .isEqualTo(Money.zero("USD"));
    }
}
