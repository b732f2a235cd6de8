package org.periodclose.core.ledger;

import java.math.BigInteger;

/**
 * Digests of the content of a run.
 *
 * @param amounts of the amounts of the settlements, see {@link SettlementDigest}
 * @param accounts of the accounts of the settlements, see {@link SettlementDigest}
 * @param matches of the matches that the run keeps, see {@link SetDigest}; zero: its kind keeps none
 * @param voucherLines of the voucher's lines in their order, hexadecimal
 * @param grouping of how settlements are summed by item group and item, hexadecimal
 */
public record Fingerprint(
        BigInteger amounts, BigInteger accounts, BigInteger matches, String voucherLines, String grouping) {}
