package org.periodclose.inquiry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;

/**
 * An adjustment journal with the number and the sum of its lines.
 *
 * @param currency of the layer; null for a REPORTING journal of a company without a reporting currency
 * @param status OPEN, POSTING or POSTED
 * @param sum of its lines, with the currency's decimals
 */
public record JournalSummary(
        String company,
        String journal,
        String description,
        CurrencyLayer currencyLayer,
        @Nullable String currency,
        String status,
        long lines,
        BigDecimal sum) {}
