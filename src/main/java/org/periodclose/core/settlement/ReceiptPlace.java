package org.periodclose.core.settlement;

/**
 * Where a page of open receipts begins, or ends. A transaction gives its place even if the selection does not have it.
 *
 * @param of the transaction id or the item number; empty: the beginning
 */
public record ReceiptPlace(Kind kind, String of) {
    /** What the page is asked for by. */
    public enum Kind {
        FIRST,
        AFTER,
        BEFORE,
        FROM_TRANSACTION,
        FROM_ITEM
    }

    public static ReceiptPlace first() {
        return new ReceiptPlace(Kind.FIRST, "");
    }

    /** The rows after a transaction. */
    public static ReceiptPlace after(String transactionId) {
        return new ReceiptPlace(Kind.AFTER, transactionId);
    }

    /** The rows that end right before a transaction. */
    public static ReceiptPlace before(String transactionId) {
        return new ReceiptPlace(Kind.BEFORE, transactionId);
    }

    /** The rows from a transaction on, with it. */
    public static ReceiptPlace fromTransaction(String transactionId) {
        return new ReceiptPlace(Kind.FROM_TRANSACTION, transactionId);
    }

    /** The rows of the first item whose number is this or comes after it, and of those after it; it need not exist. */
    public static ReceiptPlace fromItem(String itemNumber) {
        return new ReceiptPlace(Kind.FROM_ITEM, itemNumber);
    }
}
