package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A transaction or a made layer of a cost object, as one currency layer sees it. All quantities and amounts are positive for receipts and for issues,
 * but {@code posted}, which has the sign of a change of the inventory balance.
 *
 * @param id of the transaction or made layer
 * @param name the transaction as the ERP names it, or the made layer
 * @param kind what it is for the calculation
 * @param financial it is financially updated on the date of the run; otherwise only physically
 * @param inScope it takes part in matching; otherwise only its value may have to change
 * @param date on which it takes part
 * @param quantity basis quantity: the part that the ERP has not settled
 * @param matched the part of it that closes have settled
 * @param value of a layer its value, of an issue its posted basis cost
 * @param handed of an issue what it has taken from layers so far
 * @param posted of an issue what active runs have posted on it
 * @param returnOf of a return: id of the issue that comes back; null: it is none
 * @param inventoryAccount id; null: none is known
 * @param offsetAccount id; null: none is known
 */
public record StockRow(
        long id,
        String name,
        Kind kind,
        boolean financial,
        boolean inScope,
        LocalDate date,
        BigDecimal quantity,
        BigDecimal matched,
        BigDecimal value,
        BigDecimal handed,
        BigDecimal posted,
        @Nullable Long returnOf,
        @Nullable Integer inventoryAccount,
        @Nullable Integer offsetAccount) {
    /** What a row is for the calculation. */
    public enum Kind {
        RECEIPT,
        ISSUE,
        /** A layer that a run has made. */
        MADE
    }
}
