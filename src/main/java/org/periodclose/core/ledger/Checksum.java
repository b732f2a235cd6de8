package org.periodclose.core.ledger;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The checksum of the content of a run: accounts, dates, amounts and transactions. It is the same for a dry run and the run that posts it. Run
 * number, voucher number, time and user do not count.
 *
 * <p>It has 64 hexadecimal digits: 32 of a SHA-256 over everything, which decide, and 8 for each {@link Section}, which show what differs
 * although nothing of the first run was stored.
 */
public final class Checksum {
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{64}");
    private static final int WHOLE = 32;
    private static final int PART = 8;

    private Checksum() {}

    /** The parts of a run that have digits of their own. */
    public enum Section {
        ARGUMENTS(32, "the arguments of the run (posting date, specification, ledger update, storno)"),
        LINES(40, "the lines (transactions, amounts, offset accounts and charges codes of their own)"),
        ACCOUNTS(48, "the accounts or signs of settlements"),
        GROUPING(56, "how settlements are summed by item group and item");

        private final int begin;
        private final String words;

        Section(int begin, String words) {
            this.begin = begin;
            this.words = words;
        }

        /** For a message. */
        public String words() {
            return words;
        }

        private String of(String checksum) {
            return checksum.substring(begin, begin + PART);
        }
    }

    public static String of(Run run, Fingerprint fingerprint) {
        String arguments = new Sha256()
                .add(
                        run.type(),
                        run.company(),
                        Objects.requireNonNullElse(run.journal(), ""),
                        run.postingDate(),
                        run.currencyLayer(),
                        run.currency())
                .add(run.specification(), run.updateLedger(), run.storno())
                .hex();
        String amounts = digits(fingerprint.amounts());
        String accounts = digits(fingerprint.accounts());
        Sha256 content = new Sha256().add(arguments, amounts, accounts, fingerprint.voucherLines());
        if (fingerprint.matches().signum() != 0) {
            content.add(digits(fingerprint.matches()));
        }
        String whole = content.hex();
        return whole.substring(0, WHOLE)
                + arguments.substring(0, PART)
                + amounts.substring(0, PART)
                + accounts.substring(0, PART)
                + fingerprint.grouping().substring(0, PART);
    }

    /** Whether a text has the form of a checksum. */
    public static boolean isOne(String text) {
        return TEXT.matcher(text).matches();
    }

    /** The sections in which two checksums differ; empty if only the matches of a run differ, or nothing. */
    public static List<Section> differences(String one, String other) {
        return Arrays.stream(Section.values())
                .filter(section -> !section.of(one).equals(section.of(other)))
                .toList();
    }

    private static String digits(BigInteger sum) {
        return String.format(Locale.ROOT, "%032x", sum);
    }
}
