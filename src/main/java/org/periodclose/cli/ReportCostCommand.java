package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.costing.CostChainRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.CostReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "cost",
        header = "Draws where the cost of a transaction comes from, down to purchases.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "report cost --company AWC --transaction 4711 --out cost-4711.html",
            does = "as a tree, for the browser"),
    @Example(
            line = "report cost --company AWC --transaction 4711 --depth 40 --limit 5000 --out cost-4711.pdf",
            does = "a large one, for the files")
})
final class ReportCostCommand extends DataCommand {
    @Mixin
    private BooksOptions books = new BooksOptions();

    @Option(names = "--transaction", paramLabel = "ID", required = true, description = "The transaction.")
    private String transaction = "";

    @Option(
            names = "--depth",
            paramLabel = "N",
            converter = Values.Depth.class,
            description = "Levels of the tree (default: 20, at most 200).")
    private @Nullable Integer depth;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Follow no more of the tree once it has so many lines (default: 1,000).")
    private @Nullable Long limit;

    @Mixin
    private ReportOptions options = new ReportOptions();

    ReportCostCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        CostChainRequest request = CostChainRequest.of(books.company(), books.layer(), transaction, depth, limit);
        options.check(console());
        try (Desk desk = open()) {
            return options.write(CostReport.of(desk.explaining().chain(request)), this);
        }
    }
}
