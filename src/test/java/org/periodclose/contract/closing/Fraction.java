package org.periodclose.contract.closing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact number. */
record Fraction(BigInteger numerator, BigInteger denominator) {
    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    /** In lowest terms, the denominator positive. */
    private static Fraction of(BigInteger numerator, BigInteger denominator) {
        BigInteger divisor = numerator.gcd(denominator);
        BigInteger by = denominator.signum() < 0 ? divisor.negate() : divisor;
        return new Fraction(numerator.divide(by), denominator.divide(by));
    }

    static Fraction of(BigDecimal number) {
        return number.scale() > 0
                ? of(number.unscaledValue(), BigInteger.TEN.pow(number.scale()))
                : of(number.toBigIntegerExact(), BigInteger.ONE);
    }

    Fraction plus(Fraction other) {
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(new Fraction(other.numerator.negate(), other.denominator));
    }

    Fraction times(Fraction other) {
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction over(Fraction other) {
        return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Fraction times(BigDecimal number) {
        return times(of(number));
    }

    Fraction over(BigDecimal number) {
        return over(of(number));
    }

    boolean isZero() {
        return numerator.signum() == 0;
    }

    /** Half up, away from zero. */
    BigDecimal rounded(int decimals) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_UP);
    }
}
