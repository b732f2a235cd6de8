package org.periodclose.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.ledger.RunType;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What recalculation and close have in common. */
final class ValuationOptions {
    @Mixin
    private BooksOptions books = new BooksOptions();

    @Mixin
    private LedgerOptions ledger = new LedgerOptions();

    @Mixin
    private PostingOptions posting = new PostingOptions();

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

    boolean dryRun() {
        return posting.dryRun();
    }

    String company() {
        return books.company();
    }

    ValuationRequest request(
            RunType type, LocalDate date, Set<String> items, Set<String> itemGroups, Set<String> accept) {
        return new ValuationRequest(
                type,
                books.company(),
                books.layer(),
                date,
                items,
                itemGroups,
                ledger.specification(),
                minimumThroughput,
                maxIterations,
                ledger.storno(),
                posting.note(),
                posting.dryRun(),
                posting.expect(),
                accept);
    }
}
