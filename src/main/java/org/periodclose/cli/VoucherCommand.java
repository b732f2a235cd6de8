package org.periodclose.cli;

import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.VoucherViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "voucher", header = "Shows the voucher of a run with its lines.", mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "voucher --run 1", does = "the voucher, its totals and the turnovers of its accounts"),
    @Example(line = "voucher --run 1 --output csv > voucher.csv", does = "its lines, for a spreadsheet")
})
final class VoucherCommand extends DataCommand {
    @Option(names = "--run", paramLabel = "RUN", required = true, description = "Number of the run.")
    private long run;

    VoucherCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(VoucherViews.voucher(desk.voucher(run)));
            return Outcome.DONE;
        }
    }
}
