package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.costing.CostChainRequest;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Explaining;
import org.periodclose.view.CostViews;
import org.periodclose.view.ExplanationViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        header =
                "Explains a voucher line: what it sums and why; or shows the history of a transaction, or where its cost comes from.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "explain --run 1 --line 2",
            does = "the settlements of a voucher line, what chose their accounts, why plus or storno"),
    @Example(line = "explain --run 1 --line 2 --output csv > line.csv", does = "all of them, for a spreadsheet"),
    @Example(
            line = "explain --company AWC --transaction 4711",
            does = "its cost, each adjustment with its voucher, its value after each"),
    @Example(
            line = "explain --company AWC --transaction 4711 --chain",
            does = "where its cost comes from, through layers, transfers and production down to purchases"),
    @Example(
            line = "explain --company AWC --transaction 4711 --chain --depth 3 --output json",
            does = "the first three levels, for a program")
})
final class ExplainCommand extends DataCommand {
    private static final String CHAIN = "--chain";

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

    @Option(names = CHAIN, description = "Show where the cost of the transaction comes from, down to purchases.")
    private boolean chain;

    @Option(
            names = "--depth",
            paramLabel = "N",
            converter = Values.Depth.class,
            description = "Levels of the chain (default: 20, at most 200).")
    private @Nullable Integer depth;

    @Option(
            names = "--layer",
            paramLabel = "accounting|reporting",
            description = "Currency layer of the chain (default: accounting).")
    private @Nullable CurrencyLayer layer;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = {
                "Show at most this many settlements of the line (default: 50 as a table, else all); or follow no more of the",
                "chain once it has so many lines (default: 1,000)."
            })
    private @Nullable Long limit;

    ExplainCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        requireOneQuestion();
        try (Desk desk = open()) {
            Explaining explaining = desk.explaining();
            if (run != null && line != null) {
                var card = explaining.line(run, line);
                long most = shown();
                show(ExplanationViews.line(card, reader -> explaining.readSettlements(card, most, reader)));
            } else if (company != null && transaction != null && chain) {
                show(CostViews.chain(explaining.chain(CostChainRequest.of(company, layer, transaction, depth, limit))));
            } else if (company != null && transaction != null) {
                show(ExplanationViews.story(explaining.transaction(company, transaction)));
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
        boolean wantsMore = depth != null || layer != null;
        if (chain ? !aTransaction : wantsMore) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--chain is for a transaction, and --depth and --layer are for --chain",
                    "give --company C --transaction T --chain");
        }
    }
}
