package org.periodclose.desk;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.OpenReceipts;
import org.periodclose.adjusting.Proposal;
import org.periodclose.adjusting.Proposing;
import org.periodclose.adjusting.TypedJournals;
import org.periodclose.core.money.AmountText.Language;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.ReceiptPage;
import org.periodclose.core.settlement.ReceiptPlace;
import org.periodclose.core.settlement.ReceiptRow;
import org.periodclose.core.settlement.ReceiptTotals;
import org.periodclose.core.settlement.TypedAnswer;
import org.periodclose.intake.AmountsFile;

/**
 * Open receipts, and adjustment journals whose amounts people type. What is refused as a whole is thrown as
 * {@link org.periodclose.core.fault.Refused}; what is refused of one line is its {@code fault}, and the other lines are stored.
 */
public final class Typing {
    private final OpenReceipts receipts;
    private final TypedJournals journals;
    private final Proposing proposing;

    Typing(OpenReceipts receipts, TypedJournals journals, Proposing proposing) {
        this.receipts = receipts;
        this.journals = journals;
        this.proposing = proposing;
    }

    /**
     * Some of the open receipts of a selection.
     *
     * @param journal whose amounts the rows show; null: none
     * @param rows at most, 1 to 1,000
     */
    public ReceiptPage receipts(
            String company,
            CurrencyLayer layer,
            AdjustRequest.Receipts selection,
            @Nullable String journal,
            ReceiptPlace place,
            int rows) {
        return receipts.page(company, layer, selection.selection(), journal, place, rows);
    }

    /** What a selection sums up to, or the first of it if it is large. */
    public ReceiptTotals totals(
            String company, CurrencyLayer layer, AdjustRequest.Receipts selection, @Nullable String journal) {
        return receipts.totals(company, layer, selection.selection(), journal);
    }

    /**
     * Requires that a journal has amounts of receipts.
     *
     * @throws org.periodclose.core.fault.Refused UNKNOWN_JOURNAL if there is no such journal, or it is over the layers of a close
     */
    public void requireJournal(String company, CurrencyLayer layer, String journal) {
        receipts.requireJournal(company, layer, journal);
    }

    /** Gives every receipt of a selection to a reader, for the template of a file of amounts. */
    public void readReceipts(
            String company,
            CurrencyLayer layer,
            AdjustRequest.Receipts selection,
            @Nullable String journal,
            Consumer<ReceiptRow> reader) {
        receipts.read(company, layer, selection.selection(), journal, reader);
    }

    /**
     * Makes an empty OPEN journal.
     *
     * @param journal its name, not used yet; null: one is made
     * @param description null: none
     * @param offsetAccount takes the other side of every line; null: that of the charges code, else PROFIT and LOSS
     * @param chargesCode what the lines are made for; null: nothing
     * @return its name
     */
    public String begin(
            String company,
            @Nullable String journal,
            CurrencyLayer layer,
            @Nullable String description,
            @Nullable String offsetAccount,
            @Nullable String chargesCode) {
        return journals.begin(company, journal, layer, description, offsetAccount, chargesCode);
    }

    /**
     * Stores, changes or removes one amount of an OPEN journal. To undo it, type {@code before} of the answer.
     *
     * @param amount as it was typed; null or blank: no line
     * @param seen the amount that the typist saw before; null: none. If another is stored now, it stays: AMOUNT_CHANGED
     * @param language null: not known
     */
    public TypedAnswer type(
            String company,
            String journal,
            String transactionId,
            @Nullable String amount,
            @Nullable BigDecimal seen,
            @Nullable Language language) {
        return journals.type(company, journal, transactionId, amount, seen, language);
    }

    /**
     * Stores the amounts of receipts that follow each other on the pages of a selection.
     *
     * @param first the transaction of the first amount
     * @param amounts as they were pasted, at most 10,000; a blank one removes the line
     * @param inSight the transactions of the rows that the typist saw, from the first amount on; if the selection has others there now, nothing is
     *     stored: VALUE_CHANGED
     * @param seen the amounts that the typist saw before, null: none; of rows that were not in sight nothing stands here, and they are stored whatever they had
     */
    public TypedAnswer paste(
            String company,
            String journal,
            AdjustRequest.Receipts selection,
            String first,
            List<String> amounts,
            List<String> inSight,
            List<@Nullable BigDecimal> seen,
            @Nullable Language language) {
        return journals.paste(company, journal, selection.selection(), first, amounts, inSight, seen, language);
    }

    /**
     * Computes the lines of an OPEN journal anew by a method. The lines that it has are replaced; {@code changedLines} of the result counts
     * those of them that were typed.
     *
     * @param seen {@code replaces} of the dry run that somebody looked at; null: nobody did. If the lines are others now, they stay: VALUE_CHANGED
     * @param dryRun compute everything, write nothing
     */
    public Proposal fill(
            String company,
            String journal,
            AdjustmentMethod method,
            AdjustRequest.Receipts selection,
            @Nullable String seen,
            boolean dryRun) {
        return proposing.fill(company, journal, method, selection.selection(), seen, dryRun);
    }

    /**
     * Takes a file of amounts (CSV or xlsx, found out by what is in it) into an OPEN journal, all of it or nothing.
     *
     * @param name what messages call the file
     * @param file with the columns transaction_id and amount; a blank amount leaves the receipt as it is. With amount_before, a line whose amount
     *     is the same is passed over, and one whose receipt has another amount by now is refused: AMOUNT_CHANGED
     * @throws org.periodclose.core.fault.Refused with every line that is refused, the first 1,000
     */
    public TypedAnswer upload(String company, String journal, String name, Path file, @Nullable Language language) {
        return journals.load(
                company,
                journal,
                name,
                (currency, reader) ->
                        new AmountsFile(name, language, currency, reader::amount, reader::refuse).read(file));
    }
}
