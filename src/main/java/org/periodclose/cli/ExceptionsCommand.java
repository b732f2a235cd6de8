package org.periodclose.cli;

import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.FaultViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "exceptions",
        header = "Lists the lines that a run left out, with code, reason and remedy.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "exceptions --run 1", does = "what --skip-invalid left out, and why"),
    @Example(line = "exceptions --run 1 --output csv > left-out.csv", does = "the same, for a spreadsheet")
})
final class ExceptionsCommand extends DataCommand {
    @Option(names = "--run", paramLabel = "RUN", required = true, description = "Number of the run.")
    private long run;

    ExceptionsCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(FaultViews.exceptions(run, desk.exceptions(run)));
            return Outcome.DONE;
        }
    }
}
