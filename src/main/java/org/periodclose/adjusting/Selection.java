package org.periodclose.adjusting;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A selection of open receipts; an empty list does not restrict.
 *
 * @param financialDateFrom first day, null: from the beginning
 * @param financialDateTo last day, null: to the end
 * @param transactions a file with one transaction id a line; null: all
 * @param excludeStorno leave out receipts with a posted storno settlement in the layer
 * @param settled also receipts that the last active close left nothing open of
 */
public record Selection(
        List<String> items,
        List<String> itemGroups,
        List<String> sites,
        List<String> warehouses,
        List<String> batches,
        List<String> serials,
        @Nullable LocalDate financialDateFrom,
        @Nullable LocalDate financialDateTo,
        @Nullable Path transactions,
        boolean excludeStorno,
        boolean settled) {
    public Selection {
        items = List.copyOf(items);
        itemGroups = List.copyOf(itemGroups);
        sites = List.copyOf(sites);
        warehouses = List.copyOf(warehouses);
        batches = List.copyOf(batches);
        serials = List.copyOf(serials);
    }

    /** Every receipt of the company with something open. */
    public static Selection everything() {
        return new Selection(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null, false, false);
    }
}
