package org.periodclose.core.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.core.settlement.AllocationPrinciple.QUANTITY;
import static org.periodclose.core.settlement.AllocationPrinciple.VALUE;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.periodclose.core.money.Money;

/** Domain rule 5, a receipt of 3 pieces that is worth 10.00 and has a cost price of 4.005. */
class AdjustmentMethodTest {
    private static final OpenReceipt RECEIPT =
            new OpenReceipt(new BigDecimal("3"), usd("10.00"), new BigDecimal("4.005"));
    private static final LocalDate DAY = LocalDate.of(2025, 10, 31);

    @Test
    void item_cost_price_brings_the_value_to_the_rounded_quantity_times_price() {
        // 3 x 4.005 = 12.015 -> 12.02
        assertThat(AdjustmentMethod.itemCostPrice().amount(RECEIPT)).isEqualTo(usd("2.02"));
    }

    @Test
    void item_cost_price_needs_a_cost_price() {
        OpenReceipt without = new OpenReceipt(BigDecimal.ONE, usd("10.00"), null);
        assertThatThrownBy(() -> AdjustmentMethod.itemCostPrice().amount(without))
                .hasMessage("the item has no cost price: import one, or use another method");
    }

    @Test
    void fixed_cost_price_takes_the_price_that_is_given() {
        assertThat(AdjustmentMethod.fixedCostPrice(new BigDecimal("2.5")).amount(RECEIPT))
                .isEqualTo(usd("-2.50"));
        assertThat(AdjustmentMethod.fixedCostPrice(BigDecimal.ZERO).amount(RECEIPT))
                .isEqualTo(usd("-10.00"));
        assertThatThrownBy(() -> AdjustmentMethod.fixedCostPrice(new BigDecimal("-1")))
                .hasMessage("a cost price of -1 is negative: use zero or more");
    }

    @Test
    void percent_is_of_the_value_and_rounds_half_up() {
        assertThat(AdjustmentMethod.percent(new BigDecimal("0.05")).amount(RECEIPT))
                .isEqualTo(usd("0.01"));
        assertThat(AdjustmentMethod.percent(new BigDecimal("-100")).amount(RECEIPT))
                .isEqualTo(usd("-10.00"));
        assertThat(AdjustmentMethod.percent(new BigDecimal("0.049"))
                        .amount(RECEIPT)
                        .isZero())
                .isTrue();
    }

    @Test
    void an_amount_is_spread_as_it_is_and_a_value_as_what_is_missing_to_it() {
        AdjustmentMethod.Ledger none = (account, day) -> usd("0.00");
        assertThat(AdjustmentMethod.amount(new BigDecimal("-7.5"), VALUE).total(usd("100.00"), none))
                .isEqualTo(usd("-7.50"));
        assertThat(AdjustmentMethod.value(new BigDecimal("90"), QUANTITY).total(usd("100.00"), none))
                .isEqualTo(usd("-10.00"));
        assertThat(AdjustmentMethod.value(BigDecimal.ZERO, QUANTITY).total(usd("100.00"), none))
                .isEqualTo(usd("-100.00"));
        assertThatThrownBy(() ->
                        AdjustmentMethod.amount(new BigDecimal("0.005"), VALUE).total(usd("1.00"), none))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> AdjustmentMethod.value(new BigDecimal("-1"), VALUE))
                .hasMessage("a value of -1 is negative: use zero or more");
    }

    @Test
    void the_balance_of_a_ledger_account_is_spread_and_it_is_the_offset_account() {
        AdjustmentMethod method = AdjustmentMethod.fromLedgerAccount("44.01", DAY, QUANTITY);
        assertThat(method.total(
                        usd("10.00"),
                        (account, day) -> usd(account.equals("44.01") && day.equals(DAY) ? "5.25" : "0.00")))
                .isEqualTo(usd("5.25"));
        assertThat(method.offsetAccount()).contains("44.01");
    }

    private static Money usd(String amount) {
        return Money.of("USD", new BigDecimal(amount));
    }
}
