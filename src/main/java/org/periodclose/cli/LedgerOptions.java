package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Specification;
import picocli.CommandLine.Option;

/** How settlements become voucher lines. */
final class LedgerOptions {
    @Option(
            names = "--specification",
            paramLabel = "total|item-group|item-number",
            completionCandidates = SpecificationWord.Candidates.class,
            description = "The detail at which settlements are summed (default: item-group).")
    private @Nullable Specification specification;

    @Option(
            names = "--storno",
            negatable = true,
            fallbackValue = "true",
            description = "Post decreases as storno: same columns, negative amount (default: the company's parameter).")
    private @Nullable Boolean storno;

    @Nullable
    Specification specification() {
        return specification;
    }

    @Nullable
    Boolean storno() {
        return storno;
    }
}
