package org.periodclose.run;

import java.util.List;
import org.periodclose.core.ledger.SettlementDigest;
import org.periodclose.core.ledger.VoucherSums;
import org.periodclose.core.settlement.Settlement;

/** A page worked out: a settlement for each line, folded by voucher key. */
record SettledPage(Page page, List<Settlement> settlements, VoucherSums sums, SettlementDigest digest) {}
