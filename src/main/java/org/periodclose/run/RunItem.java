package org.periodclose.run;

import org.jspecify.annotations.Nullable;

/**
 * What the set-up said of an item when its run was checked; accounts by id.
 *
 * @param itemGroup id of its item group
 * @param inventory its INVENTORY account; null: none
 * @param offset its PROFIT account for an increase, LOSS for a decrease; null: none
 */
record RunItem(
        int itemGroup,
        @Nullable Integer inventory,
        @Nullable Integer offset) {}
