package org.periodclose.desk;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;
import org.periodclose.inquiry.Settled;

/**
 * A month that is closed.
 *
 * @param adjustment the voucher of the month's adjustment journal
 * @param recalculation in the month, before the close; null: none
 * @param close the close, and what it changed
 * @param settled what it has settled and left unsettled
 */
public record ClosedMonth(Document adjustment, @Nullable Run recalculation, PostedRun close, Settled settled) {}
