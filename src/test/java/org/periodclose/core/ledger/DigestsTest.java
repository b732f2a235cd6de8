package org.periodclose.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;

/** Fingerprints, against a calculation that is written out here. */
class DigestsTest {
    private static final BigInteger TWO_TO_THE_128 = BigInteger.TWO.pow(128);

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger first128(String text) {
        return new BigInteger(sha256(text).substring(0, 32), 16);
    }

    private static String fields(Object... fields) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(fields).forEach(field -> text.append(field).append('\u001f'));
        return text.toString();
    }

    // Settlements

    @Test
    void the_amounts_of_settlements_are_one_sum() {
        SettlementDigest digest = new SettlementDigest();
        digest.addAmount("T1", Part.MANUAL, "10.00", null, null);
        digest.addAmount("T2", Part.MANUAL, "-3.00", "60", null);
        digest.addAmount("T3", Part.MANUAL, "1.00", null, "FREIGHT");
        digest.addAmount("Ü4", Part.MANUAL, "1.00", "60", "FREIGHT");
        assertThat(digest.amounts())
                .isEqualTo(first128("T1\u001f10.00")
                        .add(first128("T2\u001f-3.00\u001f60\u001f"))
                        .add(first128("T3\u001f1.00\u001f\u001fFREIGHT"))
                        .add(first128("Ü4\u001f1.00\u001f60\u001fFREIGHT"))
                        .mod(TWO_TO_THE_128));
        assertThat(digest.accounts()).isZero();
    }

    @Test
    void the_accounts_of_settlements_are_another() {
        SettlementDigest digest = new SettlementDigest();
        digest.addAccounts("T1", Part.MANUAL, "41", "91", false);
        digest.addAccounts("T2", Part.MANUAL, "41", "92", true);
        assertThat(digest.accounts())
                .isEqualTo(first128("T1\u001f41\u001f91\u001ffalse")
                        .add(first128("T2\u001f41\u001f92\u001ftrue"))
                        .mod(TWO_TO_THE_128));
        assertThat(digest.amounts()).isZero();
    }

    @Test
    void another_part_than_that_of_a_person_is_named_in_both() {
        SettlementDigest digest = new SettlementDigest();
        digest.addAmount("T1", Part.NORMAL, "10.00", null, null);
        digest.addAccounts("T1", Part.NORMAL, "41", "91", false);
        assertThat(digest.amounts()).isEqualTo(first128("T1\u001f10.00\u001fNORMAL"));
        assertThat(digest.accounts()).isEqualTo(first128("T1\u001f41\u001f91\u001ffalse\u001fNORMAL"));
    }

    @Test
    void a_settlement_that_another_posts_has_no_accounts() {
        SettlementDigest digest = new SettlementDigest();
        digest.addAccounts("T1", Part.CARRIED, null, null, null);
        assertThat(digest.accounts()).isEqualTo(first128("T1\u001fCARRIED"));
    }

    @Test
    void parts_are_added_to_the_whole_whatever_is_carried() {
        Random random = new Random(7);
        SettlementDigest whole = new SettlementDigest();
        BigInteger byHand = BigInteger.ZERO;
        BigInteger parts = BigInteger.ZERO;
        for (int i = 0; i < 200; i++) {
            String amount = Integer.toString(random.nextInt());
            SettlementDigest part = new SettlementDigest();
            whole.addAmount("T" + i, Part.MANUAL, amount, null, null);
            part.addAmount("T" + i, Part.MANUAL, amount, null, null);
            byHand = byHand.add(first128("T" + i + "\u001f" + amount));
            parts = SetDigest.sum(parts, part.amounts());
        }
        assertThat(whole.amounts()).isEqualTo(byHand.mod(TWO_TO_THE_128)).isEqualTo(parts);
    }

    // The voucher

    private static void add(VoucherDigest digest, int line, String amount, @Nullable String group, long settlements) {
        Money money = Money.of("USD", new BigDecimal(amount));
        digest.add(new VoucherLine(line, "41", "9" + line, money, money.isNegative(), group, null, settlements));
    }

    @Test
    void the_lines_of_a_voucher_are_hashed_in_their_order() {
        VoucherDigest digest = new VoucherDigest();
        add(digest, 1, "10", "A", 2);
        digest.add(2, "41", "92", "-3.00", true, "A", "A1", 1);
        Fingerprint fingerprint = digest.with(BigInteger.ONE, BigInteger.TWO, BigInteger.ZERO);
        assertThat(fingerprint.voucherLines())
                .isEqualTo(sha256(fields(1, "41", "91", "10.00", false, "A", "", 2)
                        + fields(2, "41", "92", "-3.00", true, "A", "A1", 1)));
        assertThat(fingerprint.amounts()).isEqualTo(BigInteger.ONE);
        assertThat(fingerprint.accounts()).isEqualTo(BigInteger.TWO);
    }

    @Test
    void plus_and_storno_of_a_group_are_one_group() {
        VoucherDigest digest = new VoucherDigest();
        add(digest, 1, "10", "A", 2);
        add(digest, 2, "-3", "A", 1);
        add(digest, 3, "5", "B", 4);
        digest.add(4, "41", "92", "1.00", false, "B", "B1", 1);
        assertThat(digest.with(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO)
                        .grouping())
                .isEqualTo(sha256(fields("A\u001f", 3) + fields("B\u001f", 4) + fields("B\u001fB1", 1)));
    }

    @Test
    void a_voucher_without_lines_has_a_fingerprint_too() {
        Fingerprint nothing = new VoucherDigest().with(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
        assertThat(nothing.voucherLines()).isEqualTo(nothing.grouping()).isEqualTo(sha256(""));
    }

    // The checksum

    private static final String LINES = sha256("lines");
    private static final String GROUPING = sha256("grouping");

    private static String digits(String hex32) {
        return hex32.substring(0, 8);
    }

    @Test
    void a_checksum_is_32_digits_of_everything_and_8_of_each_section() {
        BigInteger amounts = new BigInteger("0123456789abcdef0123456789abcdef", 16);
        BigInteger accounts = BigInteger.TEN;
        String checksum =
                Checksum.of(Runs.run("J", true), new Fingerprint(amounts, accounts, BigInteger.ZERO, LINES, GROUPING));
        String arguments = sha256(Runs.arguments("J", true));
        String whole = sha256(
                fields(arguments, "0123456789abcdef0123456789abcdef", "0000000000000000000000000000000a", LINES));
        assertThat(checksum)
                .isEqualTo(whole.substring(0, 32) + digits(arguments) + "01234567" + "00000000" + digits(GROUPING));
        assertThat(Checksum.isOne(checksum)).isTrue();
    }

    @Test
    void two_checksums_tell_what_differs() {
        Fingerprint print = new Fingerprint(BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO, LINES, GROUPING);
        String one = Checksum.of(Runs.run("J", true), print);
        BigInteger far = BigInteger.ONE.shiftLeft(120);
        assertThat(Checksum.differences(one, one)).isEmpty();
        assertThat(Checksum.differences(one, Checksum.of(Runs.run("J", false), print)))
                .containsExactly(Checksum.Section.ARGUMENTS);
        assertThat(Checksum.differences(
                        one,
                        Checksum.of(
                                Runs.run("J", true),
                                new Fingerprint(far, BigInteger.ONE, BigInteger.ZERO, LINES, GROUPING))))
                .containsExactly(Checksum.Section.LINES);
        assertThat(Checksum.differences(
                        one,
                        Checksum.of(
                                Runs.run("J", true),
                                new Fingerprint(BigInteger.ONE, far, BigInteger.ZERO, LINES, GROUPING))))
                .containsExactly(Checksum.Section.ACCOUNTS);
        assertThat(Checksum.differences(
                        one,
                        Checksum.of(
                                Runs.run("J", true),
                                new Fingerprint(BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO, LINES, LINES))))
                .containsExactly(Checksum.Section.GROUPING);
        assertThat(Checksum.of(
                        Runs.run("J", true),
                        new Fingerprint(BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO, GROUPING, GROUPING)))
                .as("other lines of the voucher alone")
                .isNotEqualTo(one)
                .satisfies(other -> assertThat(Checksum.differences(one, other)).isEmpty());
    }

    @Test
    void each_section_has_words_for_a_sentence() {
        assertThat(Arrays.stream(Checksum.Section.values()).map(Checksum.Section::words))
                .containsExactly(
                        "the arguments of the run (posting date, specification, ledger update, storno)",
                        "the lines (transactions, amounts, offset accounts and charges codes of their own)",
                        "the accounts or signs of settlements",
                        "how settlements are summed by item group and item");
    }

    @Test
    void a_text_is_a_checksum_by_its_64_digits() {
        assertThat(Checksum.isOne("0123456789abcdef".repeat(4))).isTrue();
        for (String other : List.of("", "0".repeat(63), "0".repeat(65), "G" + "0".repeat(63), "A" + "0".repeat(63))) {
            assertThat(Checksum.isOne(other)).as(other).isFalse();
        }
    }

    /** Runs that differ in their journal and the storno setting. */
    private static final class Runs {
        static Run run(String journal, boolean storno) {
            return new Run(
                    null,
                    RunType.TRANSACTION_ADJUSTMENT,
                    RunStatus.DRY_RUN,
                    "C",
                    journal,
                    null,
                    LocalDate.of(2025, 10, 31),
                    CurrencyLayer.ACCOUNTING,
                    "USD",
                    Specification.TOTAL,
                    true,
                    storno,
                    "a note",
                    0,
                    Money.zero("USD"),
                    0,
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        static String arguments(String journal, boolean storno) {
            return fields("TRANSACTION_ADJUSTMENT", "C", journal, "2025-10-31", "ACCOUNTING", "USD")
                    + fields("TOTAL", true, storno);
        }
    }
}
