package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands have in common that post a voucher: looking first, and why. */
final class PostingOptions {
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

    @Nullable
    String note() {
        return note;
    }

    boolean dryRun() {
        return dryRun;
    }

    @Nullable
    String expect() {
        return expect;
    }
}
