package org.periodclose.core.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/** How the amounts of a proposed journal are found (domain rule 5): for each receipt alone, or as shares of one total. */
public sealed interface AdjustmentMethod {
    /** Finds the amount of each receipt from that receipt alone. */
    sealed interface Each extends AdjustmentMethod {
        /**
         * What the receipt is to gain (+) or lose (-); may be zero.
         *
         * @throws IllegalArgumentException if the method needs a cost price and the receipt has none
         */
        Money amount(OpenReceipt receipt);

        @Override
        default <T> T by(Ways<T> ways) {
            return ways.each(this);
        }

        @Override
        default boolean dependsOnValue() {
            return true;
        }

        /** Whether every receipt must have a cost price. */
        default boolean needsCostPrice() {
            return false;
        }
    }

    /** Spreads one total over all receipts by {@link org.periodclose.core.money.Shares}. */
    sealed interface Spread extends AdjustmentMethod {
        /**
         * The total to spread over receipts that are worth {@code value} together.
         *
         * @throws ArithmeticException if the amount that was asked for has more decimals than the currency
         */
        Money total(Money value, Ledger ledger);

        AllocationPrinciple principle();

        @Override
        default <T> T by(Ways<T> ways) {
            return ways.spread(this);
        }
    }

    /** The balances of the ledger in one currency layer. */
    @FunctionalInterface
    interface Ledger {
        /** Debit minus credit at the end of a day. */
        Money balance(String account, LocalDate day);
    }

    /** Hands itself to the one of two ways that it works by. */
    <T> T by(Ways<T> ways);

    /** The two ways to find amounts. */
    interface Ways<T> {
        T each(Each method);

        T spread(Spread method);
    }

    /** What a person reads: what is done, with which figures. */
    String inWords();

    MethodName name();

    /** The figures of the method: {@code name().of(terms())} is the method again. */
    Terms terms();

    /** Whether the amounts depend on what the receipts are worth: when that changes, the amounts are outdated. */
    boolean dependsOnValue();

    /**
     * What a method needs besides its name.
     *
     * @param figure the price, percent, amount or value
     * @param account whose balance is spread
     * @param balanceDate the day of that balance
     * @param principle of a method that spreads a total
     */
    record Terms(
            @Nullable BigDecimal figure,
            @Nullable String account,
            @Nullable LocalDate balanceDate,
            @Nullable AllocationPrinciple principle) {
        static Terms of(@Nullable BigDecimal figure, @Nullable AllocationPrinciple principle) {
            return new Terms(figure, null, null, principle);
        }

        BigDecimal requireFigure() {
            return Objects.requireNonNull(figure, "figure");
        }

        AllocationPrinciple requirePrinciple() {
            return Objects.requireNonNull(principle, "principle");
        }
    }

    /** The account that takes the other side of every amount, where the method names one. */
    default Optional<String> offsetAccount() {
        return Optional.empty();
    }

    /** To quantity times the cost price of the item. */
    record ItemCostPrice() implements Each {
        @Override
        public Money amount(OpenReceipt receipt) {
            BigDecimal price = receipt.costPrice();
            if (price == null) {
                throw new IllegalArgumentException("the item has no cost price: give it one, or use another method");
            }
            return toPrice(receipt, price);
        }

        @Override
        public boolean needsCostPrice() {
            return true;
        }

        @Override
        public String inWords() {
            return "to the item cost price";
        }

        @Override
        public MethodName name() {
            return MethodName.ITEM_COST_PRICE;
        }

        @Override
        public Terms terms() {
            return Terms.of(null, null);
        }
    }

    /** To quantity times a price. */
    record FixedCostPrice(BigDecimal price) implements Each {
        public FixedCostPrice {
            if (price.signum() < 0) {
                throw new IllegalArgumentException(
                        "a cost price of " + price.toPlainString() + " is negative: use zero or more");
            }
        }

        @Override
        public Money amount(OpenReceipt receipt) {
            return toPrice(receipt, price);
        }

        @Override
        public String inWords() {
            return "to a cost price of " + price.toPlainString();
        }

        @Override
        public MethodName name() {
            return MethodName.FIXED_COST_PRICE;
        }

        @Override
        public Terms terms() {
            return Terms.of(price, null);
        }
    }

    /** By a part of the value: 5 makes a value of 200.00 one of 210.00. */
    record Percent(BigDecimal percent) implements Each {
        @Override
        public Money amount(OpenReceipt receipt) {
            Money value = receipt.value();
            return Money.roundedHalfUp(
                    value.currency(), value.amount().multiply(percent).movePointLeft(2));
        }

        @Override
        public String inWords() {
            return "by " + percent.toPlainString() + " percent of the value";
        }

        @Override
        public MethodName name() {
            return MethodName.PERCENT;
        }

        @Override
        public Terms terms() {
            return Terms.of(percent, null);
        }
    }

    /** By an amount, together. */
    record Amount(BigDecimal amount, AllocationPrinciple principle) implements Spread {
        @Override
        public Money total(Money value, Ledger ledger) {
            return Money.of(value.currency(), amount);
        }

        @Override
        public String inWords() {
            return "an amount of " + amount.toPlainString() + " by " + principle.inWords();
        }

        @Override
        public MethodName name() {
            return MethodName.AMOUNT;
        }

        @Override
        public Terms terms() {
            return Terms.of(amount, principle);
        }

        @Override
        public boolean dependsOnValue() {
            return principle == AllocationPrinciple.VALUE;
        }
    }

    /** To a value, together. */
    record Value(BigDecimal value, AllocationPrinciple principle) implements Spread {
        public Value {
            if (value.signum() < 0) {
                throw new IllegalArgumentException(
                        "a value of " + value.toPlainString() + " is negative: use zero or more");
            }
        }

        @Override
        public Money total(Money now, Ledger ledger) {
            return Money.of(now.currency(), value).plus(now.negated());
        }

        @Override
        public String inWords() {
            return "to a value of " + value.toPlainString() + " by " + principle.inWords();
        }

        @Override
        public MethodName name() {
            return MethodName.VALUE;
        }

        @Override
        public Terms terms() {
            return Terms.of(value, principle);
        }

        @Override
        public boolean dependsOnValue() {
            return true;
        }
    }

    /** By what stands on a ledger account, which takes the other side and so comes to zero. */
    record FromLedgerAccount(String account, LocalDate balanceDate, AllocationPrinciple principle) implements Spread {
        @Override
        public Money total(Money value, Ledger ledger) {
            return ledger.balance(account, balanceDate);
        }

        @Override
        public Optional<String> offsetAccount() {
            return Optional.of(account);
        }

        @Override
        public String inWords() {
            return "the balance of account " + account + " at " + balanceDate + " by " + principle.inWords();
        }

        @Override
        public MethodName name() {
            return MethodName.FROM_LEDGER_ACCOUNT;
        }

        @Override
        public Terms terms() {
            return new Terms(null, account, balanceDate, principle);
        }

        @Override
        public boolean dependsOnValue() {
            return principle == AllocationPrinciple.VALUE;
        }
    }

    private static Money toPrice(OpenReceipt receipt, BigDecimal price) {
        Money value = receipt.value();
        return Money.roundedHalfUp(value.currency(), receipt.quantity().multiply(price))
                .plus(value.negated());
    }
}
