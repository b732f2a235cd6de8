package org.periodclose.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;
import picocli.CommandLine.Option;

/** What recalculation and close have in common. */
final class ValuationOptions {
    @Option(names = "--company", paramLabel = "COMPANY", required = true, description = "The company.")
    private String company = "";

    @Option(
            names = "--layer",
            paramLabel = "accounting|reporting",
            description = "Currency layer (default: accounting).")
    private CurrencyLayer layer = CurrencyLayer.ACCOUNTING;

    @Option(
            names = "--specification",
            paramLabel = "total|item-group|item-number",
            completionCandidates = SpecificationWord.Candidates.class,
            description = "The detail at which settlements are summed (default: item-group).")
    private @Nullable Specification specification;

    @Option(
            names = "--minimum-throughput",
            paramLabel = "AMOUNT",
            converter = Values.Limit.class,
            description = "Changes below this amount are not carried on (default: the company's parameter).")
    private @Nullable BigDecimal minimumThroughput;

    @Option(
            names = "--max-iterations",
            paramLabel = "NUMBER",
            description = "Limit for very large circles of cost, which are solved step by step (default: 1000).")
    private @Nullable Integer maxIterations;

    @Option(
            names = "--storno",
            negatable = true,
            fallbackValue = "true",
            description = "Post decreases as storno: same columns, negative amount (default: the company's parameter).")
    private @Nullable Boolean storno;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            converter = Values.Note.class,
            description = "Why; kept on the run and printed on the voucher.")
    private @Nullable String note;

    @Option(names = "--dry-run", description = "Post nothing, print the voucher that would be posted, with a checksum.")
    private boolean dryRun;

    @Option(
            names = "--expect",
            paramLabel = "CHECKSUM",
            converter = Values.Hash.class,
            description = "Post only if the checksum of the dry run is still this.")
    private @Nullable String expect;

    boolean dryRun() {
        return dryRun;
    }

    String company() {
        return company;
    }

    ValuationRequest request(
            RunType type, LocalDate date, Set<String> items, Set<String> itemGroups, Set<String> accept) {
        return new ValuationRequest(
                type,
                company,
                layer,
                date,
                items,
                itemGroups,
                specification,
                minimumThroughput,
                maxIterations,
                storno,
                note,
                dryRun,
                expect,
                accept);
    }
}
