package org.periodclose.core.costing;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;

/**
 * What {@code revalue} or {@code convert} was asked for. A null option was not given: an unfinished run keeps its own, a new run takes the default.
 *
 * @param type REVALUATION or STANDARD_COST_CONVERSION
 * @param date on which the stock gets its new value; the posting date
 * @param items item numbers; empty: those that have a price
 * @param prices null: the cost price of each item
 * @param priceOption the option of the command line that gave the prices, as a shell takes it
 * @param specification default: ITEM_GROUP
 * @param storno default: the company's parameter
 * @param note kept on the run
 * @param dryRun post nothing, show what would be posted
 * @param expect post only if the checksum of the dry run is still this
 */
public record RevaluationRequest(
        RunType type,
        String company,
        CurrencyLayer layer,
        LocalDate date,
        Set<String> items,
        @Nullable List<UnitPrice> prices,
        String priceOption,
        @Nullable Specification specification,
        @Nullable Boolean storno,
        @Nullable String note,
        boolean dryRun,
        @Nullable String expect)
        implements CostingRequest {
    public RevaluationRequest {
        items = Collections.unmodifiableSet(new TreeSet<>(items));
        prices = prices == null ? null : List.copyOf(prices);
    }

    /** One with nothing but what names it. */
    public static RevaluationRequest of(
            RunType type, String company, CurrencyLayer layer, LocalDate date, Set<String> items) {
        return new RevaluationRequest(type, company, layer, date, items, List.of(), "", null, null, null, false, null);
    }
}
