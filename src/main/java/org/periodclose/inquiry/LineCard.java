package org.periodclose.inquiry;

import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.VoucherLine;

/** A line of the voucher of a run. */
public record LineCard(Run run, VoucherLine line) {}
