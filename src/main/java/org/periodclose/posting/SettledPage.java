package org.periodclose.posting;

import java.util.List;
import org.periodclose.ledger.SettlementDigest;
import org.periodclose.ledger.VoucherSums;
import org.periodclose.settlement.Settlement;

/** A page worked out: a settlement for each line, folded by voucher key. */
record SettledPage(Page page, List<Settlement> settlements, VoucherSums sums, SettlementDigest digest) {}
