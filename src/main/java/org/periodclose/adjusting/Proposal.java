package org.periodclose.adjusting;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;

/**
 * What {@code adjust} made, or would make.
 *
 * @param kind what became of the journal
 * @param receipts open receipts that were selected
 * @param lines those whose value changes; the others make no line
 * @param increase the sum of the lines that add value
 * @param decrease the sum of the lines that take value away, negative or zero
 * @param leftOut ids of the file of transactions that are no open receipts, or not of the selection
 * @param reasons how many transactions make no line, by reason; options of the selection count only for a file
 * @param leftOutTransactions each id of the file of transactions that makes no line
 * @param others receipts that stand in other journals of the layer that are not posted
 * @param changedLines of a journal that was computed again: lines that had been changed by import
 */
public record Proposal(
        String company,
        String journal,
        String description,
        CurrencyLayer currencyLayer,
        String currency,
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
        long changedLines) {
    public Proposal {
        leftOutTransactions = List.copyOf(leftOutTransactions);
    }

    /** What became of a journal. */
    public enum Kind {
        /** A new one was made. */
        MADE,
        /** It was there and was computed again. */
        COMPUTED_AGAIN,
        /** Nothing was written, because that was asked for. */
        DRY_RUN,
        /** No value changes, so no journal was made. */
        NOTHING
    }

    /**
     * Lines of other journals.
     *
     * @param receipts how many of the proposed receipts stand in them
     * @param lines by transaction id, at most as many as anybody reads
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
