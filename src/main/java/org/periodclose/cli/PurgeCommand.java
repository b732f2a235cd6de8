package org.periodclose.cli;

import java.time.Duration;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.BooksViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "purge",
        header = "Clears old job records and leftovers of failed runs; never runs, settlements or vouchers.",
        description = {
            "%nJob records are Spring Batch's, of executions that have ended. Leftovers are partial sums and the list of lines left",
            "out, of runs that a law has failed. What a posted run left out stays: it is evidence, and covered by the run's manifest."
        },
        mixinStandardHelpOptions = true)
@Examples(@Example(line = "purge --keep 400d", does = "what ended more than 400 days ago"))
final class PurgeCommand extends DatabasesCommand {
    @Option(
            names = "--keep",
            paramLabel = "TIME",
            required = true,
            description = "Keep records younger than this, like 400d or 48h.")
    private Duration keep = Duration.ZERO;

    PurgeCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(BooksViews.purged(desk.purge(console().clock().instant().minus(keep))));
            return Outcome.DONE;
        }
    }
}
