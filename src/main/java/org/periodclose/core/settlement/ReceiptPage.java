package org.periodclose.core.settlement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the open receipts of a selection, by item number, financial date and order of import.
 *
 * @param previous the transaction to ask for what comes {@link ReceiptPlace#before}; null: this is the beginning
 * @param next the transaction to ask for what comes {@link ReceiptPlace#after}; null: this is the end
 */
public record ReceiptPage(
        List<ReceiptRow> rows,
        @Nullable String previous,
        @Nullable String next) {
    public ReceiptPage {
        rows = List.copyOf(rows);
    }
}
