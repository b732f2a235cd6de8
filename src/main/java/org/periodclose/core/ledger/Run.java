package org.periodclose.core.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;

/**
 * One run: its arguments and its result.
 *
 * @param run its number; null for a dry run
 * @param journal the journal that it posts, or that the run it cancels has posted; null: none, for its kind needs no journal
 * @param voucher null until it is posted, for a dry run, and without ledger update
 * @param settlements how many it made, or in a dry run would make
 * @param settledAmount their signed sum: the change of the inventory balance
 * @param lines voucher lines
 * @param exceptions refused journal lines that were left out
 * @param startedBy operating-system user
 * @param endedAt null while it is unfinished
 * @param checksum over the content of the voucher and its settlements; null while it is unfinished
 * @param cancels the run that it cancels; null: none
 * @param cancelledBy the posted run that has cancelled it; null: none
 * @param manifest hash of its manifest, the entry in the company's chain; null while it is unfinished, and for runs older than the chain
 * @param valued what a recalculation or a close found; null: the run is of another kind
 */
public record Run(
        @Nullable Long run,
        RunType type,
        RunStatus status,
        String company,
        @Nullable String journal,
        @Nullable String voucher,
        LocalDate postingDate,
        CurrencyLayer currencyLayer,
        String currency,
        Specification specification,
        boolean updateLedger,
        boolean storno,
        @Nullable String note,
        long settlements,
        Money settledAmount,
        int lines,
        int exceptions,
        @Nullable String startedBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String checksum,
        @Nullable Long cancels,
        @Nullable Long cancelledBy,
        @Nullable String manifest,
        @Nullable Valued valued) {
    /** Characters of the longest note. */
    public static final int LONGEST_NOTE = 1_000;

    /** The same as the result of a dry run, which has no number. */
    public Run planned(
            long made, Money amount, int voucherLines, String ofPlan, Instant ended, @Nullable Valued found) {
        return new Run(
                null,
                type,
                RunStatus.DRY_RUN,
                company,
                journal,
                null,
                postingDate,
                currencyLayer,
                currency,
                specification,
                updateLedger,
                storno,
                note,
                made,
                amount,
                voucherLines,
                exceptions,
                startedBy,
                startedAt,
                ended,
                ofPlan,
                cancels,
                null,
                null,
                found);
    }
}
