package org.periodclose.adjusting;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;

/**
 * The result of {@code adjust}.
 *
 * @param onHand it is over the layers that the last close left open
 * @param kind what happened to the journal
 * @param receipts open receipts that were selected
 * @param lines those whose value changes; the others make no line
 * @param increase the sum of the lines that add value
 * @param decrease the sum of the lines that reduce value, negative or zero
 * @param leftOut ids in the file of transactions that are not open receipts or not in the selection
 * @param reasons how many transactions make no line, by reason; options of the selection count only for a file
 * @param leftOutTransactions each id of the file of transactions that makes no line
 * @param others receipts that are also in other unposted journals of the layer
 * @param changedLines of a journal that was computed again: lines that had been changed by import
 * @param replaces checksum of the lines that an OPEN journal had before; null: the journal is new
 */
public record Proposal(
        String company,
        String journal,
        String description,
        CurrencyLayer currencyLayer,
        String currency,
        boolean onHand,
        Kind kind,
        @Nullable String offsetAccount,
        @Nullable String chargesCode,
        long receipts,
        long lines,
        Money increase,
        Money decrease,
        long leftOut,
        Map<LeftOutReason, Long> reasons,
        List<LeftOut> leftOutTransactions,
        Others others,
        long changedLines,
        @Nullable String replaces) {
    public Proposal {
        leftOutTransactions = List.copyOf(leftOutTransactions);
    }

    /** What happened to a journal. */
    public enum Kind {
        /** It is new. */
        MADE,
        /** It existed and was computed again. */
        COMPUTED_AGAIN,
        /** A dry run: nothing was written. */
        DRY_RUN,
        /** No value changes, so no journal was made. */
        NOTHING
    }

    /**
     * Lines of other journals.
     *
     * @param receipts how many of the proposed receipts stand in them
     * @param lines by transaction id, 10,000 at most
     */
    public record Others(long receipts, List<OtherLine> lines) {
        public Others {
            lines = List.copyOf(lines);
        }
    }

    public boolean dryRun() {
        return kind == Kind.DRY_RUN;
    }

    /** A stable word: OPEN, DRY_RUN, NOTHING. */
    public String status() {
        return kind == Kind.MADE || kind == Kind.COMPUTED_AGAIN ? "OPEN" : kind.name();
    }

    public Money sum() {
        return increase.plus(decrease);
    }
}
