package org.periodclose.core.ledger;

import java.util.List;

/** The ledger document of a run, its lines in order. */
public record Voucher(Run run, List<VoucherLine> lines) {
    public Voucher {
        lines = List.copyOf(lines);
    }
}
