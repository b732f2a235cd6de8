package org.periodclose.closing;

import org.jspecify.annotations.Nullable;

/**
 * The item and the accounts of a transaction that is linked to others; ids where nothing else is said.
 *
 * @param flow its cost flow as the ERP names it; null: it is a sale or a return
 * @param ownInventory the inventory account that it names itself
 * @param ownOffset the offset account that it names itself
 */
record LegCard(
        int itemId,
        String itemNumber,
        int itemGroupId,
        @Nullable String flow,
        @Nullable String ownInventory,
        @Nullable String ownOffset,
        @Nullable Integer inventory,
        @Nullable Integer issue,
        @Nullable Integer profit,
        @Nullable Integer loss,
        @Nullable Integer roundingProfit,
        @Nullable Integer roundingLoss,
        @Nullable Integer priceDifferenceProfit,
        @Nullable Integer priceDifferenceLoss) {}
