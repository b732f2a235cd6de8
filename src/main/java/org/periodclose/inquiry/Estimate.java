package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The estimated time to post the open journals, based on past runs of this database.
 *
 * @param journals in the order in which they would be posted
 * @param basedOn runs of journals that the estimates are based on: the last fifty, and as many on-hand adjustments
 * @param judged finished runs with an estimate, the last twenty at most
 * @param medianErrorPercent median error of those estimates, in percent of the real time; null: there are none
 * @param largestErrorPercent the largest error; null: there are none
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
     * @param seconds null: not known, because no run of its type has finished on this database
     */
    public record Journal(
            String company,
            String journal,
            long lines,
            @Nullable BigDecimal seconds) {}

    /** For all journals, one after the other; null: not known. */
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
