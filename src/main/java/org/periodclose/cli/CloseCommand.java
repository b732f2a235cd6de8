package org.periodclose.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
        name = "close",
        header = "Closes inventory up to a day: settles issues with receipts, and posts what their cost changes by.",
        description = {
            "%nAfter it nothing is posted up to that day. Recalculations that are dated later are cancelled first.",
            "The same command again continues an interrupted close and does nothing for a finished one.",
            "Where a company wants four eyes, it posts only a plan that another database user has released: see release --help."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "close --company AWC --date 2025-10-31 --dry-run", does = "look first: what would be posted"),
    @Example(line = "close --company AWC --date 2025-10-31", does = "close October"),
    @Example(
            line = "close --company AWC --date 2025-10-31 --expect " + ReleaseCommand.CHECKSUM,
            does = "close October only if it is still what the dry run with this checksum showed"),
    @Example(
            line = "close --company AWC --date last-month-end --accept NEGATIVE_STOCK",
            does = "close although items have more issues than receipts; the issues stay unsettled"),
    @Example(
            line = "close --company AWC --date last-month-end --recalculate-after",
            does = "close the month, then bring the cost of this month's issues up to date")
})
final class CloseCommand extends DataCommand {
    @Mixin
    private ValuationOptions valuation = new ValuationOptions();

    @Option(
            names = "--date",
            paramLabel = "DATE",
            required = true,
            description = "The last day to close: a date like 2025-10-31, or today, yesterday, last-month-end.")
    private PostingDate date = new PostingDate(null, today -> today);

    @Option(
            names = "--accept",
            paramLabel = "CODE",
            split = ",",
            description = "Close in spite of NEGATIVE_STOCK or MODEL_CHANGED; several with a comma between.")
    private List<Accepted> accept = List.of();

    @Option(
            names = "--recalculate-after",
            description = "Then recalculate up to today; not in a dry run, and not if today is closed now.")
    private boolean recalculateAfter;

    @Mixin
    private WorkOptions work = new WorkOptions();

    CloseCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        ValuationRequest request = valuation.request(
                RunType.CLOSE,
                date.fromToday().apply(work.today(console())),
                Set.of(),
                Set.of(),
                accept.stream().map(Accepted::name).collect(Collectors.toCollection(TreeSet::new)));
        LocalDate today = recalculateAfter ? work.today(console()) : null;
        return work.run(this, valuation.dryRun(), valuation.company(), (working, end) -> {
            PostReport report = working.value(request, today, end);
            show(PostingViews.posted(report));
            return report;
        });
    }
}
