package org.periodclose.posting;

import org.periodclose.inventory.OriginalPosting;
import org.periodclose.settlement.Adjustment;

/**
 * One line of a frozen journal with the accounts that its run was checked with.
 *
 * @param transactionId as the ERP names it
 * @param itemGroup id of the item's group
 */
record Line(Adjustment adjustment, OriginalPosting posting, String transactionId, int itemGroup) {}
