package org.periodclose.core.costing;

/** Why an issue has a quantity left that nothing is settled with; the first that applies. */
public enum Unsettled {
    /** A marking of it has become no match. */
    MARKED_RECEIPT_NOT_THERE,
    /** Only a physically updated receipt could pay. */
    RECEIPT_ONLY_PHYSICAL,
    /** Only its own return is left, which is no source of cost for its sale. */
    OWN_RETURN,
    /** No receipt is left. */
    NO_RECEIPT
}
