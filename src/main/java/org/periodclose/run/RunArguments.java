package org.periodclose.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.ledger.Specification;

/** The arguments of one run. */
public record RunArguments(
        LocalDate postingDate,
        Specification specification,
        boolean updateLedger,
        boolean storno,
        @Nullable String note,
        @Nullable String expect,
        boolean skipInvalid) {

    /** At most so many faults are reported; one more line gives the number of the others. */
    public static final int REPORTED_FAULTS = 10_000;

    /** What of a request differs from these arguments, in the words of the command line; null: not given. */
    public List<String> differencesFrom(
            @Nullable LocalDate otherDate,
            @Nullable Specification otherSpecification,
            @Nullable Boolean otherUpdateLedger,
            @Nullable Boolean otherStorno,
            @Nullable String otherNote,
            @Nullable String otherExpect) {
        List<String> differences = new ArrayList<>();
        note(differences, "--posting-date " + postingDate, otherDate, postingDate);
        note(differences, "--specification " + option(specification), otherSpecification, specification);
        note(differences, updateLedger ? "--update-ledger" : "--no-update-ledger", otherUpdateLedger, updateLedger);
        note(differences, storno ? "--storno" : "--no-storno", otherStorno, storno);
        note(differences, note == null ? "no --note" : Shell.option("--note", note), otherNote, note);
        note(differences, expect == null ? "no --expect" : "--expect " + expect, otherExpect, expect);
        return differences;
    }

    private static String option(Specification specification) {
        return specification.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void note(List<String> differences, String own, @Nullable Object given, @Nullable Object value) {
        if (given != null && !given.equals(value)) {
            differences.add(own);
        }
    }
}
