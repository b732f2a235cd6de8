package org.periodclose.core.ledger;

import java.time.LocalDate;

/**
 * A period of the ledger calendar; both days belong to it.
 *
 * @param vouchers how many this program has posted in it
 */
public record FiscalPeriod(String period, LocalDate startDate, LocalDate endDate, Status status, long vouchers) {
    /** Only in an OPEN period anything is posted. */
    public enum Status {
        OPEN,
        ON_HOLD,
        CLOSED
    }
}
