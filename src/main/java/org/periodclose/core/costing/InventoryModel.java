package org.periodclose.core.costing;

import org.jspecify.annotations.Nullable;

/** How the cost of issues is found (close.md section 2). */
public enum InventoryModel {
    /** The oldest receipts pay for the oldest issues. */
    FIFO(Principle.FIFO, true),
    /** The newest receipts pay for the newest issues. */
    LIFO(Principle.LIFO, true),
    /** The newest receipts that were there pay; what they leave, the nearest later ones. */
    LIFO_DATE(Principle.LIFO_DATE, true),
    /** All receipts of the period pay alike. */
    WEIGHTED_AVERAGE(Principle.WEIGHTED_AVERAGE, false),
    /** All receipts up to the day pay alike. */
    WEIGHTED_AVERAGE_DATE(Principle.WEIGHTED_AVERAGE_DATE, false),
    /** The ERP values issues as they are posted. */
    MOVING_AVERAGE(null, false),
    /** The ERP values issues at a fixed price. */
    STANDARD_COST(null, false);

    private final @Nullable Principle principle;
    private final boolean physical;

    InventoryModel(@Nullable Principle principle, boolean physical) {
        this.principle = principle;
        this.physical = physical;
    }

    /** Whether recalculation and close find the cost of its issues; if not, the ERP does. */
    public boolean isPeriodic() {
        return principle != null;
    }

    /** Whether physically updated transactions may take part. */
    public boolean looksAtPhysical() {
        return physical;
    }

    /** Matches what is open of a cost object, markings first. To be called once. */
    public void match(Stock stock) {
        if (principle != null) {
            stock.matchMarkings();
            stock.quantities().by(principle);
            matchOpen(stock.quantities());
        }
        stock.end();
    }

    private void matchOpen(Quantities quantities) {
        switch (this) {
            case FIFO -> Matching.fifo(quantities);
            case LIFO -> Matching.lifo(quantities);
            case LIFO_DATE -> Matching.lifoDate(quantities);
            case WEIGHTED_AVERAGE -> Matching.weightedAverage(quantities);
            case WEIGHTED_AVERAGE_DATE -> Matching.weightedAverageDate(quantities);
            case MOVING_AVERAGE, STANDARD_COST -> throw new IllegalStateException(this + " is valued by the ERP");
        }
    }
}
