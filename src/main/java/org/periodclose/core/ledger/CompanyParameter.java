package org.periodclose.core.ledger;

import java.util.Locale;

/** What can be changed of a company after its import, as companies.csv names it; empty text: no value. */
public enum CompanyParameter {
    NAME,
    ACCOUNTING_CURRENCY,
    REPORTING_CURRENCY,
    STORNO_FOR_INVENTORY_ADJUSTMENTS,
    FOUR_EYES,
    USE_ROUNDING_ACCOUNTS,
    MINIMUM_THROUGHPUT,
    REPORTING_MINIMUM_THROUGHPUT,
    PRE_CLOSE_INTERNAL_TRANSFERS;

    /** Its column. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is true or false. */
    public boolean isSwitch() {
        return switch (this) {
            case STORNO_FOR_INVENTORY_ADJUSTMENTS, FOUR_EYES, USE_ROUNDING_ACCOUNTS, PRE_CLOSE_INTERNAL_TRANSFERS ->
                true;
            default -> false;
        };
    }

    /** Whether it is a number, in the currency of its layer. */
    public boolean isAmount() {
        return this == MINIMUM_THROUGHPUT || this == REPORTING_MINIMUM_THROUGHPUT;
    }
}
