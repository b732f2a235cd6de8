package org.periodclose.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Specification;

/**
 * What {@code post} was asked for. A null option was not given: an unfinished run keeps its own, a new run takes the default.
 *
 * @param company null: all companies
 * @param journals empty: what was interrupted, then every OPEN journal in order of import
 * @param postingDate default: {@code today}
 * @param specification default: ITEM_GROUP
 * @param updateLedger default: true
 * @param storno default: the company's parameter
 * @param note kept on the run
 * @param dryRun post nothing, tell what would be posted
 * @param expect post only if the checksum of the dry run is still this
 * @param skipInvalid leave refused lines out and post the rest
 * @param today the posting date of a new run when none is given: today in the user's time zone, or what the user wants instead
 */
public record PostRequest(
        @Nullable String company,
        List<String> journals,
        @Nullable LocalDate postingDate,
        @Nullable Specification specification,
        @Nullable Boolean updateLedger,
        @Nullable Boolean storno,
        @Nullable String note,
        boolean dryRun,
        @Nullable String expect,
        boolean skipInvalid,
        LocalDate today)
        implements RunRequest {
    public PostRequest {
        journals = List.copyOf(journals);
    }

    @Override
    public RunArguments argumentsFor(Task task) {
        return new RunArguments(
                Objects.requireNonNullElse(postingDate, today),
                Objects.requireNonNullElse(specification, Specification.ITEM_GROUP),
                Objects.requireNonNullElse(updateLedger, true),
                Objects.requireNonNullElse(storno, task.journal().companyStorno()),
                note,
                expect,
                skipInvalid);
    }

    @Override
    public List<String> differencesFrom(RunArguments arguments) {
        return arguments.differencesFrom(postingDate, specification, updateLedger, storno, note, expect);
    }
}
