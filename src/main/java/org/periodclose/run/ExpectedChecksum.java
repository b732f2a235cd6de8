package org.periodclose.run;

import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Checksum;
import org.periodclose.core.ledger.Run;

/** Only the plan that was reviewed is posted. */
final class ExpectedChecksum {
    /** They have no digits of their own. */
    private static final String MATCHES = "which receipts pay for which issues";

    private ExpectedChecksum() {}

    /**
     * Compares a run, or the plan of one, with the checksum of an earlier plan.
     *
     * @param expected null: nothing is expected
     * @throws Refused with CHECKSUM_DIFFERS, naming what has changed since
     */
    static void require(@Nullable String expected, Run run, Work work) {
        String checksum = Objects.requireNonNull(run.checksum(), "the voucher is drafted before it is posted");
        if (expected == null || expected.equals(checksum)) {
            return;
        }
        throw new Refused(
                FaultCode.CHECKSUM_DIFFERS,
                work.words() + " would post a voucher with checksum " + checksum + ", not " + expected
                        + differences(checksum, expected),
                "look at the plan again with " + work.command() + " --dry-run, then " + work.command()
                        + " with its checksum");
    }

    private static String differences(String checksum, String expected) {
        if (!Checksum.isOne(expected)) {
            return ", which is no checksum";
        }
        String sections = Checksum.differences(checksum, expected).stream()
                .map(Checksum.Section::words)
                .collect(Collectors.joining("; "));
        return "; changed since: " + (sections.isEmpty() ? MATCHES : sections);
    }
}
