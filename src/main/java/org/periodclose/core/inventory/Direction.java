package org.periodclose.core.inventory;

/** The direction of a transaction: inventory is on the debit side of a receipt (quantity and cost positive), on the credit side of an issue (both negative). */
public enum Direction {
    RECEIPT,
    ISSUE
}
