package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Exact numbers of one scale, by row: eight bytes each, and nothing at all while all are zero. A number that needs more is kept beside. */
final class Decimals {
    private static final long BESIDE = Long.MIN_VALUE;

    private final int scale;
    private final Map<Integer, BigDecimal> beside = new HashMap<>();
    private long[] numbers = {};

    Decimals(int scale) {
        this.scale = scale;
    }

    BigDecimal get(int row) {
        if (row >= numbers.length) {
            return BigDecimal.valueOf(0, scale);
        }
        long number = numbers[row];
        return number == BESIDE ? beside.getOrDefault(row, BigDecimal.ZERO) : BigDecimal.valueOf(number, scale);
    }

    boolean isZero(int row) {
        return row >= numbers.length || numbers[row] == 0;
    }

    /**
     * Sets a number.
     *
     * @throws ArithmeticException if it has more decimals than the others
     */
    void set(int row, BigDecimal value) {
        if (value.signum() == 0 && row >= numbers.length) {
            return;
        }
        if (row >= numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(row + 1, row + row / 2 + 8));
        }
        BigInteger number = value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        if (number.bitLength() < Long.SIZE - 1) {
            numbers[row] = number.longValue();
        } else {
            numbers[row] = BESIDE;
            beside.put(row, value);
        }
    }

    void add(int row, BigDecimal value) {
        if (value.signum() != 0) {
            set(row, get(row).add(value));
        }
    }
}
