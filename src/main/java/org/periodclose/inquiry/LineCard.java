package org.periodclose.inquiry;

import org.periodclose.ledger.Run;
import org.periodclose.ledger.VoucherLine;

/** A line of the voucher of a run. */
public record LineCard(Run run, VoucherLine line) {}
