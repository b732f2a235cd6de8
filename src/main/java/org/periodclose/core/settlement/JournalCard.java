package org.periodclose.core.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;

/**
 * An adjustment journal without its lines.
 *
 * @param id of this journal alone: one that is made later has another, also under the same name
 * @param currency of the layer; null: the company has no reporting currency
 * @param status OPEN, POSTING or POSTED
 * @param sum of its lines, with the currency's decimals
 * @param onHand it is over the layers of a close; otherwise over transactions
 * @param offsetAccount offset account of its lines; null: see chargesCode
 * @param chargesCode charges code of its lines; null: PROFIT and LOSS are the offset accounts
 * @param method with which {@code adjust} computed it; null: it was imported
 * @param fourEyes the company requires the release by a second database user
 * @param madeBy the database users who made or changed it, the creator first
 * @param releasedBy the database user who released it in its present state; null: none
 */
public record JournalCard(
        long id,
        String company,
        String journal,
        String description,
        CurrencyLayer currencyLayer,
        @Nullable String currency,
        String status,
        long lines,
        BigDecimal sum,
        boolean onHand,
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
