package org.periodclose.inquiry;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction, a made layer or a cost flow is called and where it belongs.
 *
 * @param name the transaction id, the name of the layer, or that of the flow
 * @param itemNumber of a flow: null if it is of several items
 * @param date on which it takes part, else on which the goods moved; of a layer that of its close
 * @param invoiced false: it is only physically updated
 * @param returnOf the issue that comes back with it
 * @param costFlow the flow that it belongs to
 */
public record CostCard(
        String name,
        @Nullable String itemNumber,
        @Nullable String site,
        @Nullable String warehouse,
        @Nullable String batchNumber,
        @Nullable String serialNumber,
        @Nullable LocalDate date,
        boolean invoiced,
        long sequence,
        @Nullable String returnOf,
        @Nullable String costFlow) {
    /** By date, then within the day, then by name. */
    static final Comparator<CostCard> IN_ORDER = Comparator.comparing(
                    CostCard::date, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(CostCard::sequence)
            .thenComparing(CostCard::name);

    CostCard named(String other) {
        return new CostCard(
                other,
                itemNumber,
                site,
                warehouse,
                batchNumber,
                serialNumber,
                date,
                invoiced,
                sequence,
                returnOf,
                costFlow);
    }
}
