package org.periodclose.posting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.Shell;
import org.periodclose.ledger.Specification;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * What one run was told to do; as parameters of the Spring Batch job they identify it by company, journal, the run that it cancels, and attempt.
 *
 * @param cancels the run that it takes back; null: it posts the journal
 * @param attempt 1, and one more for each earlier run that was to do the same and that a law has failed
 */
record RunArguments(
        String company,
        String journal,
        @Nullable Long cancels,
        long attempt,
        LocalDate postingDate,
        Specification specification,
        boolean updateLedger,
        boolean storno,
        @Nullable String note,
        @Nullable String expect,
        boolean skipInvalid,
        String startedBy) {

    JobParameters toJobParameters() {
        JobParametersBuilder parameters = new JobParametersBuilder()
                .addString("company", company)
                .addString("journal", journal)
                .addLong("attempt", attempt)
                .addLocalDate("postingDate", postingDate, false)
                .addString("specification", specification.name(), false)
                .addString("updateLedger", Boolean.toString(updateLedger), false)
                .addString("storno", Boolean.toString(storno), false)
                .addString("skipInvalid", Boolean.toString(skipInvalid), false)
                .addString("startedBy", startedBy, false);
        if (cancels != null) {
            parameters.addLong("cancels", cancels);
        }
        if (note != null) {
            parameters.addString("note", note, false);
        }
        if (expect != null) {
            parameters.addString("expect", expect, false);
        }
        return parameters.toJobParameters();
    }

    static RunArguments of(JobParameters parameters) {
        return new RunArguments(
                required(parameters.getString("company")),
                required(parameters.getString("journal")),
                parameters.getLong("cancels"),
                required(parameters.getLong("attempt")),
                required(parameters.getLocalDate("postingDate")),
                Specification.valueOf(required(parameters.getString("specification"))),
                Boolean.parseBoolean(parameters.getString("updateLedger")),
                Boolean.parseBoolean(parameters.getString("storno")),
                parameters.getString("note"),
                parameters.getString("expect"),
                Boolean.parseBoolean(parameters.getString("skipInvalid")),
                required(parameters.getString("startedBy")));
    }

    /** What of a request differs from these arguments, in the words of the command line; empty: nothing. */
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
        note(differences, note == null ? "no --note" : Shell.option("--note", note), request.note(), note);
        note(differences, expect == null ? "no --expect" : "--expect " + expect, request.expect(), expect);
        return differences;
    }

    /** The same for the request to cancel a run. */
    List<String> differencesFrom(CancelRequest request) {
        List<String> differences = new ArrayList<>();
        note(differences, "--posting-date " + postingDate, request.postingDate(), postingDate);
        note(differences, note == null ? "no --note" : Shell.option("--note", note), request.note(), note);
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

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "the job postJournal lacks one of its parameters: start it by `post` or by name with company and journal");
        }
        return value;
    }
}
