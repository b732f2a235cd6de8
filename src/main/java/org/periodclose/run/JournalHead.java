package org.periodclose.run;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;

/**
 * An adjustment journal with what its company says of it.
 *
 * @param currency of the journal's layer; null: the company keeps no such books
 * @param companyStorno the company's master switch
 * @param status OPEN, POSTING or POSTED
 * @param lines how many adjustments it has
 */
record JournalHead(
        long id,
        int companyId,
        String company,
        String journal,
        CurrencyLayer layer,
        @Nullable String currency,
        boolean companyStorno,
        Status status,
        long lines) {
    enum Status {
        OPEN,
        POSTING,
        POSTED
    }
}
