package org.periodclose.cli;

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
        name = "convert",
        header = "Converts items to standard cost: sets the value of their stock to quantity times price, for good.",
        description = {
            "%nInventory must be closed on the day before, and nothing of the items may be dated later.",
            "From the day on the items are STANDARD_COST in the currency layer, whatever items.csv says.",
            "Neither the conversion nor the close before it can be cancelled: look at the dry run first.",
            "Where a company wants four eyes, it posts only a plan that another database user has released: see release --help."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "convert --company AWC --item HL-U509 --prices standard.csv --date 2025-11-01 --dry-run",
            does = "look first: what the conversion would post"),
    @Example(
            line = "convert --company AWC --item HL-U509 --item BK-R93R-62 --prices standard.csv --date 2025-11-01",
            does = "convert two items, after October is closed")
})
final class ConvertCommand extends DataCommand {
    @Mixin
    private PriceOptions prices = new PriceOptions();

    @Option(
            names = "--date",
            paramLabel = "DATE",
            required = true,
            description =
                    "The first day at standard cost, the day after a close: a date like 2025-11-01, or today, yesterday.")
    private PostingDate date = new PostingDate(null, today -> today);

    @Mixin
    private WorkOptions work = new WorkOptions();

    ConvertCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        prices.requireItems();
        RevaluationRequest request = prices.request(
                RunType.STANDARD_COST_CONVERSION, date.fromToday().apply(work.today(console())));
        return work.run(this, prices.dryRun(), prices.company(), (working, end) -> {
            PostReport report = working.revalue(request, end);
            show(PostingViews.posted(report));
            return report;
        });
    }
}
