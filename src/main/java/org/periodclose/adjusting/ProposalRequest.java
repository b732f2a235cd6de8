package org.periodclose.adjusting;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;

/**
 * The request for a new journal.
 *
 * @param journal its name, not yet in use
 * @param offsetAccount offset account of every line, if the method names none; null: that of the method or the charges code, otherwise PROFIT and LOSS
 * @param chargesCode charges code of the lines; null: none
 * @param description null: the method in words
 * @param onHand of what the last active close left open, as of its day; otherwise of transactions
 * @param dryRun compute everything, write nothing
 */
public record ProposalRequest(
        String company,
        String journal,
        CurrencyLayer layer,
        AdjustmentMethod method,
        Selection selection,
        boolean onHand,
        @Nullable String offsetAccount,
        @Nullable String chargesCode,
        @Nullable String description,
        boolean dryRun) {
    /**
     * Checks a request.
     *
     * @throws Refused if the name or the description is not one that is kept, or the method makes its own account the offset account
     */
    public ProposalRequest {
        journal = JournalNames.name(journal);
        description = description == null ? null : JournalNames.description(description);
        if (offsetAccount != null && method.offsetAccount().isPresent()) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--method from-ledger-account makes its own account the offset account",
                    "leave --offset-account out");
        }
    }
}
