package org.periodclose.desk;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.ProposalRequest;
import org.periodclose.adjusting.Selection;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;

/** The adjustment journal to propose. */
public record AdjustRequest(ProposalRequest proposal) {
    /**
     * A request.
     *
     * @param journal its name, not used yet
     * @param onHand adjust what the last active close left open of the receipts, as of its day
     * @param offsetAccount takes the other side of every line; null: that of the method or the charges code, else PROFIT and LOSS
     * @param chargesCode what the lines are made for; null: nothing
     * @param description null: the method in words
     * @param dryRun compute everything, write nothing
     * @throws org.periodclose.core.fault.Refused if the name or the description is not one that the database keeps
     */
    public AdjustRequest(
            String company,
            String journal,
            CurrencyLayer layer,
            AdjustmentMethod method,
            Receipts receipts,
            boolean onHand,
            @Nullable String offsetAccount,
            @Nullable String chargesCode,
            @Nullable String description,
            boolean dryRun) {
        this(new ProposalRequest(
                company,
                journal,
                layer,
                method,
                receipts.selection,
                onHand,
                offsetAccount,
                chargesCode,
                description,
                dryRun));
    }

    /** Open receipts. */
    public record Receipts(Selection selection) {
        /**
         * Which ones; an empty list and null leave their part open.
         *
         * @param transactions a file with one transaction id a line
         * @param excludeStorno leave out what a posted storno settlement of the layer has changed
         * @param settled also receipts that the last close left nothing open of
         */
        public Receipts(
                List<String> items,
                List<String> itemGroups,
                List<String> sites,
                List<String> warehouses,
                List<String> batches,
                List<String> serials,
                @Nullable LocalDate financialDateFrom,
                @Nullable LocalDate financialDateTo,
                @Nullable Path transactions,
                boolean excludeStorno,
                boolean settled) {
            this(new Selection(
                    items,
                    itemGroups,
                    sites,
                    warehouses,
                    batches,
                    serials,
                    financialDateFrom,
                    financialDateTo,
                    transactions,
                    excludeStorno,
                    settled));
        }
    }
}
