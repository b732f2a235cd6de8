package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.RunViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        header = "Compares everything posted with its manifests and all laws; names the first run that was changed.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "verify --company AWC", does = "every run that holds, and the hash at the end of the chain"),
    @Example(
            line = "verify --company AWC --head 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            does = "the same, and the chain must have this hash")
})
final class VerifyCommand extends DataCommand {
    @Option(names = "--company", paramLabel = "COMPANY", required = true, description = "The company.")
    private String company = "";

    @Option(
            names = "--head",
            paramLabel = "HASH",
            converter = Values.Hash.class,
            description =
                    "A hash that an earlier verify or post has printed, kept where the owners of the database cannot change it.")
    private @Nullable String head;

    VerifyCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(RunViews.verified(desk.verify(company, head)));
            return Outcome.DONE;
        }
    }
}
