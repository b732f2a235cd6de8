package org.periodclose.cli;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.RunType;
import org.periodclose.desk.PostReport;
import org.periodclose.view.PostingViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "revalue",
        header = "Sets the value of stock that the ERP values (MOVING_AVERAGE, STANDARD_COST) to quantity times price.",
        description = {
            "%nEach cost object on hand is valued by itself, on its last receipt; the change goes to REVALUATION_PROFIT or _LOSS.",
            "Where a company wants four eyes, it posts only a plan that another database user has released: see release --help."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "revalue --company AWC --item HL-U509 --price 16.00 --dry-run",
            does = "look first: what a unit cost of 16.00 would change today"),
    @Example(
            line = "revalue --company AWC --prices prices.csv --date 2025-10-31 --note prices-of-November",
            does = "all items of a file, at the end of October"),
    @Example(line = "revalue --company AWC --item-cost-price", does = "all items, to their cost price in items.csv")
})
final class RevalueCommand extends DataCommand {
    @Mixin
    private PriceOptions prices = new PriceOptions();

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "A date like 2025-10-31, or today (default), yesterday, last-month-end.")
    private @Nullable PostingDate date;

    @Mixin
    private WorkOptions work = new WorkOptions();

    RevalueCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        LocalDate today = work.today(console());
        RevaluationRequest request = prices.request(
                RunType.REVALUATION, date == null ? today : date.fromToday().apply(today));
        return work.run(this, prices.dryRun(), prices.company(), (working, end) -> {
            PostReport report = working.revalue(request, end);
            show(PostingViews.posted(report));
            return report;
        });
    }
}
