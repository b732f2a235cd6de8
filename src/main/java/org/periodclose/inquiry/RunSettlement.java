package org.periodclose.inquiry;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;

/**
 * What a posted run moved on one transaction or layer.
 *
 * @param cancelledBy the run that has cancelled it; null: none
 * @param transactionId or the name of a layer that a run has made
 * @param amount signed change of the inventory balance
 * @param debitAccount null, as the credit account, the ledger amount and storno: nothing is posted for it
 */
public record RunSettlement(
        long run,
        @Nullable Long cancelledBy,
        String transactionId,
        String itemNumber,
        Part part,
        Money amount,
        @Nullable String debitAccount,
        @Nullable String creditAccount,
        @Nullable Money ledgerAmount,
        @Nullable Boolean storno) {}
