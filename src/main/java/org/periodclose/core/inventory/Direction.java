package org.periodclose.core.inventory;

/** The side of inventory in a posting: receipts stand on the debit side (quantity and cost positive), issues on the credit side. */
public enum Direction {
    RECEIPT,
    ISSUE
}
