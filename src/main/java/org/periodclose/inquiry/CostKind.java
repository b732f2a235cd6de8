package org.periodclose.inquiry;

/** What a part of a cost is, in the order in which the parts of one cost are listed. */
public enum CostKind {
    /** The ERP had settled it before this program took over. */
    SETTLED_BEFORE,
    /** A receipt's cost as the ERP posted it, where runs have changed it. */
    POSTED,
    ISSUE,
    RECEIPT,
    /** A layer of weighted average, made by a close. */
    AVERAGE_LAYER,
    /** What was open of a layer when an on-hand adjustment valued it anew. */
    ON_HAND_LAYER,
    /** A transfer or production document: its issues pay for its receipts. */
    FLOW,
    /** Others of the same sort, in one sum. */
    OTHERS,
    /** By what the ERP posted more, or less, on the receipts of a flow than on its issues: labour, overhead. */
    ADDED,
    /** Too small to be carried, or of a circle into which no cost comes from outside; written off. */
    ROUNDING,
    /** Of receipts that may not change; written off. */
    PRICE_DIFFERENCE,
    /** Neither carried nor written off: a receipt of the flow has not come, or it is a rounding unit of a circle. */
    NOT_CARRIED,
    /** Nothing has paid for it. */
    REST,
    /** What a recalculation after the last close has changed of an issue; it keeps no matches. */
    RECALCULATION,
    /** What a run posted on it, in a journal or otherwise. */
    ADJUSTMENT,
    /** The tables do not say where it comes from: rows that never change have been changed. */
    UNEXPLAINED;

    /** Whether it can have parts of its own. */
    public boolean hasParts() {
        return switch (this) {
            case ISSUE, RECEIPT, AVERAGE_LAYER, ON_HAND_LAYER, FLOW -> true;
            default -> false;
        };
    }
}
