package org.periodclose.posting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.periodclose.ledger.Specification;

/** What one run was told to do. */
record RunArguments(
        LocalDate postingDate,
        Specification specification,
        boolean updateLedger,
        boolean storno,
        @Nullable String note,
        @Nullable String expect,
        boolean skipInvalid) {

    /** What of a request differs from these arguments. */
    List<String> differencesFrom(PostRequest request) {
        List<String> differences = new ArrayList<>();
        note(differences, "--posting-date " + postingDate, request.postingDate(), postingDate);
        note(differences, "--specification " + option(specification), request.specification(), specification);
        note(
                differences,
                updateLedger ? "--update-ledger" : "--no-update-ledger",
                request.updateLedger(),
                updateLedger);
        note(differences, storno ? "--storno" : "--no-storno", request.storno(), storno);
        note(differences, note == null ? "no --note" : "--note '" + note + "'", request.note(), note);
        note(differences, expect == null ? "no --expect" : "--expect " + expect, request.expect(), expect);
        return differences;
    }

    /** The same for the request to cancel a run. */
    List<String> differencesFrom(CancelRequest request) {
        List<String> differences = new ArrayList<>();
        note(differences, "--posting-date " + postingDate, request.postingDate(), postingDate);
        note(differences, note == null ? "no --note" : "--note '" + note + "'", request.note(), note);
        note(differences, expect == null ? "no --expect" : "--expect " + expect, request.expect(), expect);
        return differences;
    }

    static String option(Specification specification) {
        return specification.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void note(List<String> differences, String own, @Nullable Object given, @Nullable Object value) {
        if (given != null && !given.equals(value)) {
            differences.add(own);
        }
    }
}
