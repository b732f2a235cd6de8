package org.periodclose.cli;

import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.SettledViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "layers",
        header = "Lists what was open after a close: receipts and averages with their quantity and value.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "layers --run 3", does = "each layer that later issues can take from"),
    @Example(line = "layers --run 3 --output csv > layers.csv", does = "all of them, for a spreadsheet")
})
final class LayersCommand extends DataCommand {
    @Option(names = "--run", paramLabel = "RUN", required = true, description = "Number of the close.")
    private long run;

    @Mixin
    private RowLimit limit = new RowLimit();

    LayersCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(SettledViews.layers(run, desk.layers(run, Long.MAX_VALUE)::accept, limit.rows()));
            return Outcome.DONE;
        }
    }
}
