package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many rows of a list a person reads on a terminal. */
final class RowLimit {
    private static final long SHOWN = 50;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Rows of the table (default: 50). JSON and CSV have all.")
    private @Nullable Long limit;

    long rows() {
        return limit == null ? SHOWN : limit;
    }
}
