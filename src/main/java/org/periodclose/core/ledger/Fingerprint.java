package org.periodclose.core.ledger;

import java.math.BigInteger;

/**
 * What a run did.
 *
 * @param amounts of what was settled, see {@link SettlementDigest}
 * @param accounts of where it stands in the ledger, see {@link SettlementDigest}
 * @param voucherLines of the voucher's lines in their order, hexadecimal
 * @param grouping of how settlements are summed by item group and item, hexadecimal
 */
public record Fingerprint(BigInteger amounts, BigInteger accounts, String voucherLines, String grouping) {}
