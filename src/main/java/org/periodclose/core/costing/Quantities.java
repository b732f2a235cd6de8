package org.periodclose.core.costing;

import static org.periodclose.core.costing.RowTable.FINANCIAL;
import static org.periodclose.core.costing.RowTable.IN_SCOPE;
import static org.periodclose.core.costing.RowTable.ISSUE;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How much there is of each row of a {@link Stock}, how much of that is matched, and, until everything is, what is still to be had. */
final class Quantities {
    private final LocalDate dateOfTheRun;
    private final RowTable rows;
    private final Matches matches;

    private final Decimals quantity;
    private final Decimals matched;
    private final Decimals adjusting = new Decimals(0);
    private Decimals available = new Decimals(0);

    private @Nullable Principle principle;

    Quantities(LocalDate dateOfTheRun, RowTable rows, int decimals) {
        this.dateOfTheRun = dateOfTheRun;
        this.rows = rows;
        this.matches = new Matches(decimals);
        this.quantity = new Decimals(0);
        this.matched = new Decimals(0);
    }

    private Quantities(Quantities all, int decimals) {
        this.dateOfTheRun = all.dateOfTheRun;
        this.rows = all.rows;
        this.matches = all.matches.settled(decimals);
        this.quantity = all.quantity;
        this.matched = all.matched.copy();
    }

    /** The same without the matches that only adjust. */
    Quantities settledAlone(int decimals) {
        return new Quantities(this, decimals);
    }

    void add(int row, StockRow added) {
        quantity.set(row, added.quantity());
        matched.set(row, added.matched());
        available.set(row, added.inScope() ? added.quantity().subtract(added.matched()) : BigDecimal.ZERO);
    }

    /** Everything is matched. */
    void end() {
        available = new Decimals(0);
    }

    // What the models ask

    /** The issues with something to match, in the order of time. */
    Ints issues() {
        return all(true);
    }

    /** The layers with something to hand out, in the order of time. */
    Ints layers() {
        return all(false);
    }

    private Ints all(boolean issues) {
        Ints found = new Ints();
        for (int row = 0; row < rows.given(); row++) {
            if (rows.is(row, ISSUE) == issues && isOpen(row)) {
                found.add(row);
            }
        }
        return found;
    }

    /** Those that are still open. */
    Ints open(Ints some) {
        Ints open = new Ints();
        for (int place = 0; place < some.size(); place++) {
            if (isOpen(some.get(place))) {
                open.add(some.get(place));
            }
        }
        return open;
    }

    boolean isOpen(int row) {
        return !available.isZero(row);
    }

    /** The day of a row. */
    int date(int row) {
        return rows.date(row);
    }

    int dateOfTheRun() {
        return Math.toIntExact(dateOfTheRun.toEpochDay());
    }

    boolean isOwnReturn(int issue, int layer) {
        return rows.isReturnOf(layer, issue);
    }

    void by(Principle reason) {
        this.principle = reason;
    }

    /** The issue takes from the layer as much as the one needs and the other has. */
    void match(int layer, int issue) {
        take(layer, issue, available.get(layer).min(available.get(issue)));
    }

    /** The same up to a quantity. False: there is nothing to take. */
    boolean match(int layer, int issue, BigDecimal atMost) {
        BigDecimal taken = atMost.min(available.get(issue)).min(available.get(layer));
        if (taken.signum() <= 0) {
            return false;
        }
        take(layer, issue, taken);
        return true;
    }

    private void take(int layer, int issue, BigDecimal taken) {
        boolean settled = rows.is(layer, FINANCIAL) && rows.is(issue, FINANCIAL);
        matches.add(layer, issue, taken, Objects.requireNonNull(principle), settled);
        available.add(layer, taken.negate());
        available.add(issue, taken.negate());
        count(issue, taken, settled);
    }

    /** So much of what is there is not for the models. */
    void reserve(int row, BigDecimal reserved) {
        available.set(row, available.get(row).subtract(reserved).max(BigDecimal.ZERO));
    }

    /** Hands layers whole into a new one; gives that one. */
    int average(Ints layers, int date) {
        int average = rows.make(LocalDate.ofEpochDay(date));
        for (int place = 0; place < layers.size(); place++) {
            int layer = layers.get(place);
            BigDecimal whole = available.get(layer);
            matches.add(layer, average, whole, Objects.requireNonNull(principle), true);
            available.set(layer, BigDecimal.ZERO);
            quantity.add(average, whole);
            available.add(average, whole);
        }
        return average;
    }

    // Results

    /** So much more of a row is matched: of an issue when it takes, of a layer when it hands out. */
    void count(int row, BigDecimal taken, boolean settled) {
        (settled ? matched : adjusting).add(row, taken);
    }

    Matches matches() {
        return matches;
    }

    /** All that there is. */
    BigDecimal whole(int row) {
        return quantity.get(row);
    }

    /** The part that is settled, by earlier closes and by this run. */
    BigDecimal matched(int row) {
        return matched.get(row);
    }

    /** The part that is settled or only adjusted. */
    BigDecimal taken(int row) {
        return matched.get(row).add(adjusting.get(row));
    }

    boolean isAdjusting(int row) {
        return !adjusting.isZero(row);
    }

    /** What is open of a row after the run. */
    BigDecimal left(int row) {
        return rows.is(row, IN_SCOPE) ? quantity.get(row).subtract(matched.get(row)) : BigDecimal.ZERO;
    }

    /** Whether a layer has something that no issue takes, not even one that it only adjusts. */
    boolean isLeft(int layer) {
        return left(layer).compareTo(adjusting.get(layer)) > 0;
    }
}
