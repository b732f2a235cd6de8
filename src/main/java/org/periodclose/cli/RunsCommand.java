package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.RunViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "runs",
        header = "Lists the runs: status, voucher, lines done, started, ended, by whom.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "runs", does = "all runs; of one at work how far it is and how long it still takes"),
    @Example(line = "runs --company AWC --output json", does = "the runs of one company, for a script")
})
final class RunsCommand extends DatabasesCommand {
    @Option(names = "--company", paramLabel = "COMPANY", description = "Only this company.")
    private @Nullable String company;

    RunsCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(RunViews.runs(desk.runs(company), console().clock().instant()));
            return Outcome.DONE;
        }
    }
}
