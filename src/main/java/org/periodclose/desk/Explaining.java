package org.periodclose.desk;

import java.util.function.Consumer;
import org.periodclose.core.costing.CostChainRequest;
import org.periodclose.inquiry.CostChain;
import org.periodclose.inquiry.CostChains;
import org.periodclose.inquiry.Explanations;
import org.periodclose.inquiry.LineCard;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;

/** Says why something was posted, and where a cost comes from. What is refused is thrown as {@link org.periodclose.core.fault.Refused}. */
public final class Explaining {
    private final Explanations explanations;
    private final CostChains chains;

    Explaining(Explanations explanations, CostChains chains) {
        this.explanations = explanations;
        this.chains = chains;
    }

    public LineCard line(long run, int line) {
        return explanations.line(run, line);
    }

    /** Gives the settlements of a voucher line to a reader, so many at most. */
    public void readSettlements(LineCard line, long limit, Consumer<SettlementReason> reader) {
        explanations.readSettlements(line, limit, reader);
    }

    /** The history of a transaction. */
    public TransactionStory transaction(String company, String transactionId) {
        return explanations.transaction(company, transactionId);
    }

    /** Where the cost of a transaction comes from, down to what was bought. */
    public CostChain chain(CostChainRequest request) {
        return chains.of(request);
    }
}
