package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;

/**
 * What {@code close} or {@code recalculate} was asked for. A null option was not given: an unfinished run keeps its own, a new run takes the default.
 *
 * @param type RECALCULATION or CLOSE
 * @param date up to which everything counts; the posting date
 * @param items item numbers of a recalculation; empty: not restricted by them
 * @param itemGroups item groups of a recalculation; empty: not restricted by them
 * @param specification default: ITEM_GROUP
 * @param minimumThroughput default: that of the company
 * @param maxIterations default: 1,000
 * @param storno default: the company's parameter
 * @param note kept on the run
 * @param dryRun post nothing, show what would be posted
 * @param expect post only if the checksum of the dry run is still this
 * @param accept what a close may find: NEGATIVE_STOCK, MODEL_CHANGED
 */
public record ValuationRequest(
        RunType type,
        String company,
        CurrencyLayer layer,
        LocalDate date,
        Set<String> items,
        Set<String> itemGroups,
        @Nullable Specification specification,
        @Nullable BigDecimal minimumThroughput,
        @Nullable Integer maxIterations,
        @Nullable Boolean storno,
        @Nullable String note,
        boolean dryRun,
        @Nullable String expect,
        Set<String> accept)
        implements CostingRequest {
    public ValuationRequest {
        items = Collections.unmodifiableSet(new TreeSet<>(items));
        itemGroups = Collections.unmodifiableSet(new TreeSet<>(itemGroups));
        accept = Collections.unmodifiableSet(new TreeSet<>(accept));
    }

    /** A recalculation or close with nothing but what names it. */
    public static ValuationRequest of(
            RunType type,
            String company,
            CurrencyLayer layer,
            LocalDate date,
            Set<String> items,
            Set<String> itemGroups) {
        return new ValuationRequest(
                type, company, layer, date, items, itemGroups, null, null, null, null, null, false, null, Set.of());
    }

    /** A recalculation of everything up to a day, with the same options. */
    public ValuationRequest recalculation(LocalDate upTo) {
        return new ValuationRequest(
                RunType.RECALCULATION,
                company,
                layer,
                upTo,
                Set.of(),
                Set.of(),
                specification,
                minimumThroughput,
                maxIterations,
                storno,
                note,
                dryRun,
                null,
                Set.of());
    }
}
