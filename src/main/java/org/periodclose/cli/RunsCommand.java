package org.periodclose.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.RunType;
import org.periodclose.desk.Desk;
import org.periodclose.view.RunViews;
import org.periodclose.view.WorkerViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "runs",
        header = "Lists the runs: status, voucher, lines done, started, ended, by whom.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "runs", does = "all runs; of one at work how far it is and how long it still takes"),
    @Example(line = "runs --workers", does = "also which worker does what, and how fast"),
    @Example(line = "runs --company AWC --type close", does = "the closes of one company"),
    @Example(line = "runs --company AWC --output json", does = "the runs of one company, for a script")
})
final class RunsCommand extends DatabasesCommand {
    @Option(names = "--company", paramLabel = "COMPANY", description = "Only this company.")
    private @Nullable String company;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only runs of this type, like close or recalculation.")
    private @Nullable RunType type;

    @Option(names = "--workers", description = "Also the workers: which partitions each has, and how fast it is.")
    private boolean workers;

    RunsCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            Instant now = console().clock().instant();
            show(
                    workers
                            ? WorkerViews.runs(desk.runs(company, type), desk.workers(company), now)
                            : RunViews.runs(desk.runs(company, type), now));
            return Outcome.DONE;
        }
    }
}
