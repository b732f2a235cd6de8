package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Desk;
import org.periodclose.view.ExplanationViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        header = "Explains a voucher line: what it sums and why; or shows the whole history of a transaction.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "explain --run 1 --line 2",
            does = "the settlements of a voucher line, what chose their accounts, why plus or storno"),
    @Example(line = "explain --run 1 --line 2 --output csv > line.csv", does = "all of them, for a spreadsheet"),
    @Example(
            line = "explain --company AWC --transaction 4711",
            does = "its cost, each adjustment with its voucher, its value after each")
})
final class ExplainCommand extends DataCommand {
    /** As many as one reads on a terminal. */
    private static final long SHOWN = 50;

    @Option(names = "--run", paramLabel = "RUN", description = "The run of the voucher line.")
    private @Nullable Long run;

    @Option(names = "--line", paramLabel = "LINE", description = "The voucher line.")
    private @Nullable Integer line;

    @Option(names = "--company", paramLabel = "COMPANY", description = "The company of the transaction.")
    private @Nullable String company;

    @Option(names = "--transaction", paramLabel = "ID", description = "The transaction.")
    private @Nullable String transaction;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show at most this many settlements of the line (default: 50 as a table, else all).")
    private @Nullable Long limit;

    ExplainCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        requireOneQuestion();
        try (Desk desk = open()) {
            if (run != null && line != null) {
                var card = desk.line(run, line);
                long most = shown();
                show(ExplanationViews.line(card, reader -> desk.readSettlements(card, most, reader)));
            } else if (company != null && transaction != null) {
                show(ExplanationViews.story(desk.transaction(company, transaction)));
            }
            return Outcome.DONE;
        }
    }

    private long shown() {
        return limit != null ? limit : output().kind() == OutputOptions.Kind.TABLE ? SHOWN : Long.MAX_VALUE;
    }

    private void requireOneQuestion() {
        boolean aLine = run != null && line != null && transaction == null;
        boolean aTransaction = company != null && transaction != null && run == null && line == null;
        if (!aLine && !aTransaction) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "explain takes either --run and --line, or --company and --transaction",
                    "see explain --help");
        }
    }
}
