package org.periodclose.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact, signed amount in one currency. Its scale is always that of the currency (JPY 0, USD 2, KWD 3), so that equal amounts are
 * equal objects.
 *
 * @param currency ISO 4217 code
 * @param amount signed, with exactly the currency's decimals
 */
public record Money(String currency, BigDecimal amount) {
    public Money {
        int decimals = decimalsOf(currency);
        if (amount.scale() != decimals) {
            throw new IllegalArgumentException("amount " + amount.toPlainString() + " does not have the " + decimals
                    + " decimals of " + currency + ": use Money.of, or round by a rule");
        }
    }

    /**
     * An amount that needs no rounding.
     *
     * @throws ArithmeticException if it has more significant decimals than the currency
     */
    public static Money of(String currency, BigDecimal amount) {
        return new Money(currency, amount.setScale(decimalsOf(currency), RoundingMode.UNNECESSARY));
    }

    public static Money zero(String currency) {
        return of(currency, BigDecimal.ZERO);
    }

    /** The only rounding of the program: half up, away from zero for halves (domain rule 13.8). */
    public static Money roundedHalfUp(String currency, BigDecimal amount) {
        return new Money(currency, amount.setScale(decimalsOf(currency), RoundingMode.HALF_UP));
    }

    /**
     * The cost of one unit, rounded half up.
     *
     * @throws ArithmeticException if the quantity is zero
     */
    public static Money ofOneUnit(String currency, BigDecimal cost, BigDecimal quantity) {
        return new Money(currency, cost.divide(quantity, decimalsOf(currency), RoundingMode.HALF_UP));
    }

    /**
     * Decimals of a currency: its minor unit in ISO 4217.
     *
     * @throws IllegalArgumentException if there is no such currency, or it has no minor unit (gold, test codes)
     */
    public static int decimalsOf(String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        if (decimals < 0) {
            throw new IllegalArgumentException(currency + " has no minor unit: use another currency");
        }
        return decimals;
    }

    public boolean isPositive() {
        return amount.signum() > 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public Money negated() {
        return new Money(currency, amount.negate());
    }

    /**
     * The sum of two amounts of one currency.
     *
     * @throws IllegalArgumentException if the currencies differ
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    this + " and " + other + " have different currencies: convert one of them first");
        }
        return new Money(currency, amount.add(other.amount));
    }

    /** The amount for scripts: all decimals of the currency, a point, no grouping. */
    public String toPlainString() {
        // No currency has enough decimals for an exponent, and a BigDecimal caches this text.
        return amount.toString();
    }

    @Override
    public String toString() {
        return toPlainString() + " " + currency;
    }
}
