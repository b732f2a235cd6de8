package org.periodclose.core.inventory;

/** What the rows of a stock report are kept apart by. */
public enum Grouping {
    ITEM_GROUP,
    ITEM,
    SITE,
    WAREHOUSE,
    BATCH,
    SERIAL,
    /** The inventory account. */
    ACCOUNT,
    /** Direct and reverse postings. */
    STORNO;

    /** Whether it is an inventory dimension, which an item may track costs by. */
    public boolean isDimension() {
        return this == SITE || this == WAREHOUSE || this == BATCH || this == SERIAL;
    }
}
