package org.periodclose.inquiry;

import org.periodclose.core.costing.Unsettled;

/** Why nothing has paid for a quantity of an issue, or why a change was written off that is not too small to be carried. */
public enum CostReason {
    NO_CLOSE_YET("no close has looked for receipts yet"),
    MARKED_RECEIPT_NOT_THERE("a receipt that it is marked to is not there"),
    RECEIPT_ONLY_PHYSICAL("its receipt has no invoice yet"),
    OWN_RETURN("only its own return is left"),
    NO_RECEIPT("no receipt is left"),
    NO_INVOICE("it has no invoice yet"),
    INTERNAL_TRANSFER("a transfer inside one cost object is left out"),
    VALUED_BY_ERP("the ERP values the item"),
    CLOSED_BY_ERP("the ERP had closed it"),
    CIRCULAR("look for the missing purchase");

    private final String words;

    CostReason(String words) {
        this.words = words;
    }

    static CostReason of(Unsettled reason) {
        return valueOf(reason.name());
    }

    /** For people. */
    public String words() {
        return words;
    }
}
