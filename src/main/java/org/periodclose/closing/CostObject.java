package org.periodclose.closing;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.InventoryModel;
import org.periodclose.core.ledger.SetDigest;

/** A cost object and what the run has kept of its item; ids where nothing else is said. */
record CostObject(
        int itemId,
        int costObjectId,
        String itemNumber,
        @Nullable String site,
        @Nullable String warehouse,
        @Nullable String batchNumber,
        @Nullable String serialNumber,
        InventoryModel inventoryModel,
        int itemGroupId,
        @Nullable Integer inventoryAccountId,
        @Nullable Integer issueAccountId) {
    /** Its name in digests. */
    String name() {
        return SetDigest.text(
                itemNumber, orEmpty(site), orEmpty(warehouse), orEmpty(batchNumber), orEmpty(serialNumber));
    }

    private static String orEmpty(@Nullable String dimension) {
        return dimension == null ? "" : dimension;
    }
}
