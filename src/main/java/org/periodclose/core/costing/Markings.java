package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;

/** The markings with a row of a stock: they are matched before anything else. */
final class Markings {
    private final List<Marking> markings;
    private final RowIndex index;
    /** Issues with a marking that nothing came of, in this run or before. */
    private final BitSet inVain = new BitSet();

    /** @param markings in the order of the issues, then of the receipts */
    Markings(List<Marking> markings, RowIndex index) {
        this.markings = markings;
        this.index = index;
    }

    /** Matches what is marked if both sides take part; otherwise neither side has the marked quantity for anybody else. */
    void match(Quantities quantities) {
        quantities.by(Principle.MARKING);
        for (Marking marking : markings) {
            int issue = index.row(marking.issue());
            int layer = index.row(marking.receipt());
            if (issue >= 0 && !match(marking, layer, issue, quantities) && !marking.begun()) {
                inVain.set(issue);
            }
        }
        for (Marking marking : markings) {
            if (!marking.bothInScope()) {
                reserve(index.row(marking.issue()), marking.left(), quantities);
                reserve(index.row(marking.receipt()), marking.left(), quantities);
            }
        }
    }

    /** False: nothing could be matched. */
    private static boolean match(Marking marking, int layer, int issue, Quantities quantities) {
        return marking.bothInScope() && layer >= 0 && quantities.match(layer, issue, marking.left());
    }

    private static void reserve(int row, BigDecimal reserved, Quantities quantities) {
        if (row >= 0) {
            quantities.reserve(row, reserved);
        }
    }

    boolean isInVain(int issue) {
        return inVain.get(issue);
    }
}
