package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long it will take to post what is open, by what runs took on this database.
 *
 * @param journals in the order in which they would be posted
 * @param basedOn runs that the estimates come from
 * @param judged finished runs, the last twenty, that had an estimate of their own
 * @param medianErrorPercent by how much the estimates of those were off, up or down, in percent of the time they took; null: there are none
 * @param largestErrorPercent the worst of them; null: there are none
 */
public record Estimate(
        List<Journal> journals,
        long basedOn,
        long judged,
        @Nullable BigDecimal medianErrorPercent,
        @Nullable BigDecimal largestErrorPercent) {
    /**
     * One journal.
     *
     * @param lines that are not settled yet
     * @param seconds null: no run has been finished here, so nobody knows
     */
    public record Journal(
            String company,
            String journal,
            long lines,
            @Nullable BigDecimal seconds) {}

    /** For all journals, one after the other; null: nobody knows. */
    public @Nullable BigDecimal seconds() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Journal journal : journals) {
            if (journal.seconds() == null) {
                return null;
            }
            sum = sum.add(journal.seconds());
        }
        return sum;
    }
}
