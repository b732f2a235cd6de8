package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.MethodName;

/**
 * An adjustment journal, its lines apart.
 *
 * @param currency of the layer; null: the company keeps no such books
 * @param status OPEN, POSTING or POSTED
 * @param sum of its lines, with the currency's decimals
 * @param offsetAccount takes the other side of its lines; null: see chargesCode
 * @param chargesCode what its lines are made for; null: PROFIT and LOSS take the other side
 * @param method by which {@code adjust} computed it; null: it was imported
 * @param fourEyes the company posts only what a second database user has released
 * @param madeBy the database users who made or changed it, the maker first
 * @param releasedBy the database user who released it as it stands; null: nobody
 */
public record JournalCard(
        String company,
        String journal,
        String description,
        CurrencyLayer currencyLayer,
        @Nullable String currency,
        String status,
        long lines,
        BigDecimal sum,
        @Nullable String offsetAccount,
        @Nullable String chargesCode,
        @Nullable MethodName method,
        boolean fourEyes,
        List<String> madeBy,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt) {
    public JournalCard {
        madeBy = List.copyOf(madeBy);
    }
}
