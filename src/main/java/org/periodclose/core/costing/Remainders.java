package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The units of circles that a run has put into the matches of a stock, without those that it took away. */
final class Remainders {
    private final List<Remainder> all = new ArrayList<>();

    void add(Remainder remainder) {
        all.add(remainder);
    }

    /** Those in an issue that its links do not pass on. */
    BigDecimal keptBy(int issue) {
        return sum(remainder -> remainder.issue() == issue && !remainder.passedOn());
    }

    BigDecimal writtenOffAt(int issue) {
        return sum(remainder -> remainder.issue() == issue && remainder.writtenOff());
    }

    BigDecimal givenBy(int layer) {
        return sum(remainder -> remainder.layer() == layer);
    }

    private BigDecimal sum(Predicate<Remainder> which) {
        return all.stream().filter(which).map(Remainder::units).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<Remainder> all() {
        return all;
    }
}
