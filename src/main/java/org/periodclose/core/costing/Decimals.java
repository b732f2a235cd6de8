package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exact numbers by row, in pages: four bytes for most, eight where a page has a large number, none for a page of zeros. A number that needs more is kept
 * beside.
 */
final class Decimals {
    private static final int PAGE = 1024;
    private static final int MOST_DECIMALS = 12;
    private static final long BESIDE = Long.MIN_VALUE;

    private final int fewestDecimals;
    private final Map<Integer, BigDecimal> beside = new HashMap<>();
    private @Nullable Page[] pages = {};

    /** Numbers of one scale. */
    private static final class Page {
        private int scale;
        private int @Nullable [] small = new int[PAGE];
        private long @Nullable [] large;

        Page(int scale) {
            this.scale = scale;
        }

        Page copy() {
            Page copy = new Page(scale);
            copy.small = small == null ? null : small.clone();
            copy.large = large == null ? null : large.clone();
            return copy;
        }

        long get(int place) {
            return small != null ? small[place] : large == null ? 0 : large[place];
        }

        void set(int place, long number) {
            if (small != null && number == (int) number) {
                small[place] = (int) number;
                return;
            }
            widened()[place] = number;
        }

        private long[] widened() {
            long[] wide = large;
            if (wide == null) {
                wide = new long[PAGE];
                for (int place = 0; place < PAGE; place++) {
                    wide[place] = get(place);
                }
                large = wide;
                small = null;
            }
            return wide;
        }
    }

    /** @param fewestDecimals that every number is given back with */
    Decimals(int fewestDecimals) {
        this.fewestDecimals = fewestDecimals;
    }

    Decimals copy() {
        Decimals copy = new Decimals(fewestDecimals);
        copy.pages = Arrays.stream(pages)
                .map(page -> page == null ? null : page.copy())
                .toArray(Page[]::new);
        copy.beside.putAll(beside);
        return copy;
    }

    BigDecimal get(int row) {
        Page page = page(row);
        if (page == null) {
            return BigDecimal.valueOf(0, fewestDecimals);
        }
        long number = page.get(row % PAGE);
        return number == BESIDE ? beside.getOrDefault(row, BigDecimal.ZERO) : BigDecimal.valueOf(number, page.scale);
    }

    boolean isZero(int row) {
        Page page = page(row);
        return page == null || page.get(row % PAGE) == 0;
    }

    private @Nullable Page page(int row) {
        return row / PAGE < pages.length ? pages[row / PAGE] : null;
    }

    void set(int row, BigDecimal value) {
        Page page = page(row);
        if (page == null) {
            if (value.signum() == 0) {
                return;
            }
            page = newPage(row);
        }
        BigDecimal number = value;
        if (number.scale() > page.scale) {
            number = number.stripTrailingZeros();
        }
        if (number.scale() > page.scale) {
            rescale(row / PAGE, page, number.scale());
        }
        BigInteger units = number.scale() > page.scale
                ? BigInteger.ONE.shiftLeft(Long.SIZE)
                : number.setScale(page.scale, RoundingMode.UNNECESSARY).unscaledValue();
        if (units.bitLength() < Long.SIZE - 1) {
            page.set(row % PAGE, units.longValue());
        } else {
            page.set(row % PAGE, BESIDE);
            beside.put(row, value);
        }
    }

    private Page newPage(int row) {
        if (row / PAGE >= pages.length) {
            pages = Arrays.copyOf(pages, row / PAGE + pages.length / 4 + 8);
        }
        Page page = new Page(fewestDecimals);
        pages[row / PAGE] = page;
        return page;
    }

    /** More decimals for all numbers of a page. */
    private void rescale(int number, Page page, int scale) {
        if (scale > MOST_DECIMALS) {
            return;
        }
        BigDecimal[] all = new BigDecimal[PAGE];
        for (int place = 0; place < PAGE; place++) {
            all[place] = get(number * PAGE + place);
        }
        page.scale = scale;
        for (int place = 0; place < PAGE; place++) {
            set(number * PAGE + place, all[place]);
        }
    }

    void add(int row, BigDecimal value) {
        if (value.signum() != 0) {
            set(row, get(row).add(value));
        }
    }
}
