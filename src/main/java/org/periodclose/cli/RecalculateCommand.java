package org.periodclose.cli;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.RunType;
import org.periodclose.desk.PostReport;
import org.periodclose.view.PostingViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "recalculate",
        header = "Brings the cost of issues up to date, without closing anything.",
        description = {"%nNothing is settled or locked; a close of an earlier day cancels it."},
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "recalculate --company AWC --dry-run", does = "look first: what would change today"),
    @Example(line = "recalculate --company AWC --date 2025-10-31", does = "up to the end of October"),
    @Example(line = "recalculate --company AWC --item HL-U509", does = "one item only")
})
final class RecalculateCommand extends DataCommand {
    @Mixin
    private ValuationOptions valuation = new ValuationOptions();

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "A date like 2025-10-31, or today (default), yesterday, last-month-end.")
    private @Nullable PostingDate date;

    @Option(names = "--item", paramLabel = "ITEM", description = "Only this item; may be given several times.")
    private List<String> items = List.of();

    @Option(
            names = "--item-group",
            paramLabel = "GROUP",
            description = "Only items of this group; may be given several times.")
    private List<String> itemGroups = List.of();

    @Mixin
    private WorkOptions work = new WorkOptions();

    RecalculateCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        ValuationRequest request = valuation.request(
                RunType.RECALCULATION,
                date == null ? work.today(console()) : date.fromToday().apply(work.today(console())),
                new TreeSet<>(items),
                new TreeSet<>(itemGroups),
                Set.of());
        return work.run(this, valuation.dryRun(), valuation.company(), (working, end) -> {
            PostReport report = working.value(request, null, end);
            show(PostingViews.posted(report));
            return report;
        });
    }
}
