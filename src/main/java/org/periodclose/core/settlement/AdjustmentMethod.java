package org.periodclose.core.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/**
 * How the amounts of a proposed journal are computed (domain rule 5): for each receipt alone, or as shares of one total.
 *
 * @param figure the price, percent, amount or value; null: the method has none
 * @param account the account whose balance is spread; null: none
 * @param balanceDate the day of that balance; null: none
 * @param principle the base of the shares of a total; null: the method spreads none
 */
public record AdjustmentMethod(
        MethodName name,
        @Nullable BigDecimal figure,
        @Nullable String account,
        @Nullable LocalDate balanceDate,
        @Nullable AllocationPrinciple principle) {
    /** @throws IllegalArgumentException if a figure is missing, is one of another method, or is a negative price or value */
    public AdjustmentMethod {
        boolean balance = name == MethodName.FROM_LEDGER_ACCOUNT;
        boolean spreads = balance || name == MethodName.AMOUNT || name == MethodName.VALUE;
        require("figure", figure, name != MethodName.ITEM_COST_PRICE && !balance, name);
        require("account", account, balance, name);
        require("balance date", balanceDate, balance, name);
        require("principle", principle, spreads, name);
        if (figure != null
                && figure.signum() < 0
                && (name == MethodName.FIXED_COST_PRICE || name == MethodName.VALUE)) {
            throw new IllegalArgumentException((name == MethodName.VALUE ? "a value of " : "a cost price of ")
                    + figure.toPlainString() + " is negative: use zero or more");
        }
    }

    private static void require(String what, @Nullable Object given, boolean needed, MethodName method) {
        if ((given != null) != needed) {
            throw new IllegalArgumentException(method + (needed ? " needs its " : " has no ") + what);
        }
    }

    public static AdjustmentMethod itemCostPrice() {
        return new AdjustmentMethod(MethodName.ITEM_COST_PRICE, null, null, null, null);
    }

    public static AdjustmentMethod fixedCostPrice(BigDecimal price) {
        return new AdjustmentMethod(MethodName.FIXED_COST_PRICE, price, null, null, null);
    }

    public static AdjustmentMethod percent(BigDecimal percent) {
        return new AdjustmentMethod(MethodName.PERCENT, percent, null, null, null);
    }

    public static AdjustmentMethod amount(BigDecimal amount, AllocationPrinciple principle) {
        return new AdjustmentMethod(MethodName.AMOUNT, amount, null, null, principle);
    }

    public static AdjustmentMethod value(BigDecimal value, AllocationPrinciple principle) {
        return new AdjustmentMethod(MethodName.VALUE, value, null, null, principle);
    }

    public static AdjustmentMethod fromLedgerAccount(
            String account, LocalDate balanceDate, AllocationPrinciple principle) {
        return new AdjustmentMethod(MethodName.FROM_LEDGER_ACCOUNT, null, account, balanceDate, principle);
    }

    /** The balances of the ledger in one currency layer. */
    @FunctionalInterface
    public interface Ledger {
        /** Debit minus credit at the end of a day. */
        Money balance(String account, LocalDate day);
    }

    /**
     * The change of a receipt's value, of a method that spreads no total; may be zero.
     *
     * @throws IllegalArgumentException if the method needs a cost price and the receipt has none
     */
    public Money amount(OpenReceipt receipt) {
        return switch (name) {
            case ITEM_COST_PRICE -> toPrice(receipt, receipt.costPrice());
            case FIXED_COST_PRICE -> toPrice(receipt, figure);
            case PERCENT ->
                Money.roundedHalfUp(
                        receipt.value().currency(),
                        receipt.value().amount().multiply(given(figure)).movePointLeft(2));
            case AMOUNT, VALUE, FROM_LEDGER_ACCOUNT -> throw new IllegalStateException(name + " spreads a total");
        };
    }

    private static Money toPrice(OpenReceipt receipt, @Nullable BigDecimal price) {
        if (price == null) {
            throw new IllegalArgumentException("the item has no cost price: import one, or use another method");
        }
        Money value = receipt.value();
        return Money.roundedHalfUp(value.currency(), receipt.quantity().multiply(price))
                .plus(value.negated());
    }

    /**
     * The total that the method spreads over receipts with the value {@code value} together.
     *
     * @throws ArithmeticException if the figure has more decimals than the currency
     */
    public Money total(Money value, Ledger ledger) {
        return switch (name) {
            case AMOUNT -> Money.of(value.currency(), given(figure));
            case VALUE -> Money.of(value.currency(), given(figure)).plus(value.negated());
            case FROM_LEDGER_ACCOUNT -> ledger.balance(given(account), given(balanceDate));
            case ITEM_COST_PRICE, FIXED_COST_PRICE, PERCENT ->
                throw new IllegalStateException(name + " spreads no total");
        };
    }

    /** Whether the method spreads the balance of a ledger account. */
    public boolean spreadsABalance() {
        return name == MethodName.FROM_LEDGER_ACCOUNT;
    }

    /** Whether every receipt must have a cost price. */
    public boolean needsCostPrice() {
        return name == MethodName.ITEM_COST_PRICE;
    }

    /** Whether the amounts depend on the values of the receipts: when a value changes, the amounts are outdated. */
    public boolean dependsOnValue() {
        return principle == null || principle == AllocationPrinciple.VALUE || name == MethodName.VALUE;
    }

    /** The offset account of every line, where the method names one. */
    public Optional<String> offsetAccount() {
        return Optional.ofNullable(account);
    }

    /** A description for a person, with the figures. */
    public String inWords() {
        return switch (name) {
            case ITEM_COST_PRICE -> "to the item cost price";
            case FIXED_COST_PRICE -> "to a cost price of " + given(figure).toPlainString();
            case PERCENT -> "by " + given(figure).toPlainString() + " percent of the value";
            case AMOUNT -> "an amount of " + given(figure).toPlainString() + byPrinciple();
            case VALUE -> "to a value of " + given(figure).toPlainString() + byPrinciple();
            case FROM_LEDGER_ACCOUNT -> "the balance of account " + account + " at " + balanceDate + byPrinciple();
        };
    }

    private String byPrinciple() {
        return " by " + given(principle).inWords();
    }

    private static <T> T given(@Nullable T figure) {
        return Objects.requireNonNull(figure, "the method has no such figure");
    }
}
