package org.periodclose.adjusting;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;

/**
 * The journal that is asked for.
 *
 * @param journal its name, not used yet
 * @param offsetAccount takes the other side of every line; null: that of the method or the charges code, else PROFIT and LOSS
 * @param chargesCode what the lines are made for; null: nothing
 * @param description null: the method in words
 * @param dryRun work everything out, write nothing
 */
public record ProposalRequest(
        String company,
        String journal,
        CurrencyLayer layer,
        AdjustmentMethod method,
        Selection selection,
        @Nullable String offsetAccount,
        @Nullable String chargesCode,
        @Nullable String description,
        boolean dryRun) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 1_000;

    /** @throws Refused if the name or the description is not one that the database keeps */
    public ProposalRequest {
        if (journal.isBlank()) {
            throw wrong("--journal is empty", "give the journal a name");
        }
        requireText("--journal", journal, LONGEST_NAME);
        if (description != null) {
            requireText("--description", description, LONGEST_DESCRIPTION);
        }
    }

    private static void requireText(String option, String text, int longest) {
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            throw wrong(
                    String.format(Locale.ROOT, "%s has %,d characters, at most %,d are kept", option, length, longest),
                    "make it shorter");
        }
        for (int at = 0; at < text.length(); at++) {
            if (Character.isISOControl(text.charAt(at))) {
                throw wrong(
                        String.format(
                                Locale.ROOT,
                                "%s has a control character (U+%04X) at position %d",
                                option,
                                (int) text.charAt(at),
                                text.codePointCount(0, at) + 1),
                        "remove it");
            }
        }
    }

    private static Refused wrong(String message, String remedy) {
        return new Refused(FaultCode.WRONG_USAGE, message, remedy);
    }
}
