package org.periodclose.core.inventory;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.periodclose.core.money.CurrencyLayer;

/**
 * Which stock to report: its balance before a period, what came and went in it, its balance after it.
 *
 * @param from the first day of the period
 * @param to the last day; the one before {@code from}: the period is empty, and only its balance is asked for
 * @param by what rows are kept apart by, in this order; empty: there is one row
 * @param expandTransfers show what a cost flow moves inside one row, on both sides; else it is left out of both
 * @param physical goods count on the day on which they moved, with or without an invoice; else on that of their invoice
 * @param zero also rows in which everything is zero
 */
public record StockRequest(
        String company,
        CurrencyLayer layer,
        LocalDate from,
        LocalDate to,
        Set<Grouping> by,
        boolean expandTransfers,
        boolean physical,
        boolean zero) {
    public StockRequest {
        by = Collections.unmodifiableSet(new LinkedHashSet<>(by));
    }

    /** The balance at the end of a day. */
    public static StockRequest at(String company, CurrencyLayer layer, LocalDate day, Set<Grouping> by) {
        Set<Grouping> balance = new LinkedHashSet<>(by);
        balance.remove(Grouping.STORNO);
        return new StockRequest(company, layer, day.plusDays(1), day, balance, false, false, false);
    }

    /** The inventory dimensions that it asks for. */
    public List<Grouping> dimensions() {
        return by.stream().filter(Grouping::isDimension).toList();
    }

    /** Whether closing balances have all that it asks for of what is older than they. */
    public boolean mayStartFromAClose() {
        return !by.contains(Grouping.ACCOUNT) && !physical && !zero;
    }
}
