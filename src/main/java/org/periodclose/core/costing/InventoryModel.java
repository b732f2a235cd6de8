package org.periodclose.core.costing;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the cost of issues is found (close.md section 2). */
public enum InventoryModel {
    /** The oldest receipts pay for the oldest issues. */
    FIFO(Principle.FIFO, true, Matching::fifo),
    /** The newest receipts pay for the newest issues. */
    LIFO(Principle.LIFO, true, Matching::lifo),
    /** The newest receipts that were there pay; what they leave, the nearest later ones. */
    LIFO_DATE(Principle.LIFO_DATE, true, Matching::lifoDate),
    /** All receipts of the period pay alike. */
    WEIGHTED_AVERAGE(Principle.WEIGHTED_AVERAGE, false, Matching::weightedAverage),
    /** All receipts up to the day pay alike. */
    WEIGHTED_AVERAGE_DATE(Principle.WEIGHTED_AVERAGE_DATE, false, Matching::weightedAverageDate),
    /** The ERP values issues as they are posted. */
    MOVING_AVERAGE(null, false, stock -> {}),
    /** The ERP values issues at a fixed price. */
    STANDARD_COST(null, false, stock -> {});

    private final @Nullable Principle principle;
    private final boolean physical;
    private final Consumer<Stock> matching;

    InventoryModel(@Nullable Principle principle, boolean physical, Consumer<Stock> matching) {
        this.principle = principle;
        this.physical = physical;
        this.matching = matching;
    }

    /** Whether recalculation and close find the cost of its issues; if not, the ERP does. */
    public boolean isPeriodic() {
        return principle != null;
    }

    /** Whether physically updated transactions may take part. */
    public boolean looksAtPhysical() {
        return physical;
    }

    /** Matches what is open of a cost object: markings first, then what the model says. */
    void match(Stock stock) {
        if (principle != null) {
            stock.matchMarkings();
            stock.by(principle);
            matching.accept(stock);
        }
    }
}
