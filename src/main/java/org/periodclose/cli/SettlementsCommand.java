package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Desk;
import org.periodclose.view.SettledViews;
import org.periodclose.view.SettledViews.Listed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "settlements",
        header = "Shows what a run settled: the change of each transaction, and which receipts pay for which issues.",
        description = "%nIn JSON: the settlements, the matches, the unsettled issues and the circles.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "settlements --run 3", does = "the change of each transaction, with its accounts"),
    @Example(line = "settlements --run 3 --matches", does = "which quantity of which receipt pays for which issue"),
    @Example(
            line = "settlements --run 3 --matches --output csv > matches.csv",
            does = "all of them, for a spreadsheet"),
    @Example(
            line = "settlements --company AWC --transaction 4711 --output json",
            does = "what all runs have done with one transaction")
})
final class SettlementsCommand extends DataCommand {
    @Option(names = "--run", paramLabel = "RUN", description = "Number of the run.")
    private @Nullable Long run;

    @Option(names = "--company", paramLabel = "COMPANY", description = "The company of the transaction.")
    private @Nullable String company;

    @Option(names = "--transaction", paramLabel = "ID", description = "The transaction; of all runs.")
    private @Nullable String transaction;

    @Option(names = "--matches", description = "As table and CSV: the matches in place of the settlements.")
    private boolean matches;

    @Mixin
    private RowLimit limit = new RowLimit();

    SettlementsCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        boolean ofRun = run != null && company == null && transaction == null;
        boolean ofTransaction = run == null && company != null && transaction != null;
        if (!ofRun && !ofTransaction) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "settlements takes either --run, or --company and --transaction",
                    "see settlements --help");
        }
        try (Desk desk = open()) {
            var settled = run != null
                    ? desk.settled(run, Long.MAX_VALUE)
                    : desk.settled(String.valueOf(company), String.valueOf(transaction));
            show(SettledViews.settled(settled, matches ? Listed.MATCHES : Listed.SETTLEMENTS, limit.rows()));
            return Outcome.DONE;
        }
    }
}
