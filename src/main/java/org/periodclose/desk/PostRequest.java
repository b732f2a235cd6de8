package org.periodclose.desk;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Specification;

/**
 * What to post. A null option was not given: an unfinished run keeps its own, a new run takes the default.
 *
 * @param company null: all companies
 * @param journals empty: what was interrupted, then every OPEN journal in order of import
 * @param postingDate default: {@code today}; of a journal over the layers of a close the day of that, which is the only one
 * @param specification default: ITEM_GROUP
 * @param updateLedger default: true
 * @param storno default: the company's parameter
 * @param note kept on the run
 * @param dryRun post nothing, show what would be posted
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
        LocalDate today) {
    public PostRequest {
        journals = List.copyOf(journals);
    }

    org.periodclose.adjusting.PostRequest forRuns() {
        return new org.periodclose.adjusting.PostRequest(
                company,
                journals,
                postingDate,
                specification,
                updateLedger,
                storno,
                note,
                dryRun,
                expect,
                skipInvalid,
                today);
    }
}
