package org.periodclose.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.costing.CheckRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.CheckViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        header = "Shows what stands in the way of a close, and what to look at before it.",
        description = {
            "%nBLOCKING rows would refuse the close (exit code 4); a close is possible with ADVISORY rows.",
            "Unit costs of receipts are compared if --base, --percent or --minimum-deviation is given."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "check --company AWC --date 2025-10-31", does = "before October is closed"),
    @Example(
            line = "check --company AWC --date last-month-end --percent 30",
            does = "also receipts whose unit cost is more than 30 % away from the item's cost price"),
    @Example(line = "check --company AWC --date 2025-10-31 --receipts", does = "also receipts without an invoice")
})
final class CheckCommand extends DataCommand {
    @Mixin
    private BooksOptions books = new BooksOptions();

    @Option(
            names = "--date",
            paramLabel = "DATE",
            required = true,
            description = "The last day to close: a date like 2025-10-31, or today, yesterday, last-month-end.")
    private PostingDate date = new PostingDate(null, today -> today);

    @Option(
            names = "--base",
            paramLabel = "item-cost|median|item-or-median",
            description = "What unit costs are compared with (default: item-or-median).")
    private CheckRequest.@Nullable Base base;

    @Option(
            names = "--percent",
            paramLabel = "PERCENT",
            converter = Values.Limit.class,
            description = "How far a unit cost may be away from it (default: 0).")
    private @Nullable BigDecimal percent;

    @Option(
            names = "--minimum-deviation",
            paramLabel = "AMOUNT",
            converter = Values.Limit.class,
            description = "Leave out receipts whose whole cost differs by less (default: 0).")
    private @Nullable BigDecimal minimumDeviation;

    @Option(names = "--without-flows", description = "Leave out receipts of transfers and production.")
    private boolean withoutFlows;

    @Option(names = "--receipts", description = "Also list receipts that are only physically updated.")
    private boolean receipts;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Time zone that decides what today is, like Europe/Berlin (default: the system's).")
    private @Nullable ZoneId timeZone;

    CheckCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        LocalDate today = LocalDate.ofInstant(console().clock().instant(), WorkOptions.zone(timeZone));
        boolean compared = base != null || percent != null || minimumDeviation != null;
        CheckRequest request = new CheckRequest(
                books.company(),
                books.layer(),
                date.fromToday().apply(today),
                compared
                        ? new CheckRequest.Deviations(
                                Objects.requireNonNullElse(base, CheckRequest.Base.ITEM_OR_MEDIAN),
                                Objects.requireNonNullElse(percent, BigDecimal.ZERO),
                                Objects.requireNonNullElse(minimumDeviation, BigDecimal.ZERO),
                                withoutFlows)
                        : null,
                receipts);
        try (Desk desk = open()) {
            var check = desk.check(request);
            show(CheckViews.checked(check));
            return check.blocking().isEmpty() ? Outcome.DONE : Outcome.REFUSED;
        }
    }
}
