package org.periodclose.cli;

import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.SettledViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "unsettled",
        header = "Lists the issues that a close left with an open quantity, and why.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "unsettled --run 3", does = "each issue with its open quantity and the reason"),
    @Example(line = "unsettled --run 3 --output csv > unsettled.csv", does = "the same, for a spreadsheet")
})
final class UnsettledCommand extends DataCommand {
    @Option(names = "--run", paramLabel = "RUN", required = true, description = "Number of the run.")
    private long run;

    @Mixin
    private RowLimit limit = new RowLimit();

    UnsettledCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(SettledViews.unsettled(desk.settled(run, Long.MAX_VALUE), run, limit.rows()));
            return Outcome.DONE;
        }
    }
}
