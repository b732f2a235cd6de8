package org.periodclose.cli;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.inventory.Grouping;
import org.periodclose.core.inventory.StockRequest;
import org.periodclose.core.ledger.AdjustmentsRequest;
import org.periodclose.desk.Desk;
import org.periodclose.view.AdjustmentsReport;
import org.periodclose.view.ReconciliationReport;
import org.periodclose.view.StockReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        header =
                "Makes a page, a PDF, a list or a workbook of what is posted, of stock, or of where a cost comes from.",
        description = "%nWithout a further word: the report of a run, as `report run`.",
        synopsisSubcommandLabel =
                "[run | adjustments | reconciliation | inventory-value | on-hand | balance-turnover | cost]",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "report run --run 1 --out run-1.pdf", does = "the report of a run, for the file"),
    @Example(
            line = "report adjustments --company AWC --from 2025-10-01 --to 2025-10-31 --out october.xlsx",
            does = "what October has changed, item by item"),
    @Example(
            line = "report reconciliation --company AWC --as-of 2025-10-31 > reconciliation.html",
            does = "whether subledger and ledger agree, and why not"),
    @Example(
            line = "report balance-turnover --company AWC --from 2025-10-01 --to 2025-10-31 --out october.pdf",
            does = "what came and went in October, item by item"),
    @Example(
            line = "report cost --company AWC --transaction 4711 --out cost-4711.html",
            does = "where the cost of a sale comes from, as a drawn tree")
})
final class ReportCommand extends RunReporting {
    private static final String BY = "--by";

    ReportCommand(Console console) {
        super(console);
    }

    private static void requireInOrder(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from != null && to != null && from.isAfter(to)) {
            throw new Refused(FaultCode.WRONG_USAGE, "--from " + from + " is after --to " + to, "swap them");
        }
    }

    @Command(name = "run", header = "The report of a posted run.", mixinStandardHelpOptions = true)
    @Examples({
        @Example(line = "report run --run 1 --out run-1.pdf", does = "for the files, or to print"),
        @Example(
                line = "report run --run 1 --format xlsx --out run-1.xlsx",
                does = "every table as a sheet, with all rows")
    })
    static final class OfRun extends RunReporting {
        OfRun(Console console) {
            super(console);
        }
    }

    @Command(
            name = "adjustments",
            header = "Posted adjustments item by item, direct and reverse postings apart.",
            mixinStandardHelpOptions = true)
    @Examples({
        @Example(line = "report adjustments --company AWC --out adjustments.pdf", does = "all that is posted"),
        @Example(
                line = "report adjustments --company AWC --item BK-R93R --from 2025-01-01 --format csv",
                does = "what this year has changed on an item"),
        @Example(
                line = "report adjustments --company AWC --exclude-storno --out items.xlsx",
                does = "one line an item, reversals folded into its total")
    })
    static final class Adjustments extends DataCommand {
        private static final String ITEM = "--item";
        private static final String VOUCHER = "--voucher";

        private final EnvironmentDefaults environment;

        @Mixin
        private BooksOptions books = new BooksOptions();

        @Option(names = ITEM, paramLabel = "ITEM", description = "Only this item; may be given several times.")
        private List<String> items = List.of();

        @Option(names = "--from", paramLabel = "DATE", description = "Only posting dates from this day on.")
        private @Nullable LocalDate from;

        @Option(names = "--to", paramLabel = "DATE", description = "Only posting dates up to this day.")
        private @Nullable LocalDate to;

        @Option(names = VOUCHER, paramLabel = "VOUCHER", description = "Only this voucher; may be given several times.")
        private List<String> vouchers = List.of();

        @Option(
                names = "--exclude-storno",
                description = "Fold reversals into the totals of their items instead of listing them.")
        private boolean excludeStorno;

        @Mixin
        private ReportOptions options = new ReportOptions();

        Adjustments(Console console, EnvironmentDefaults environment) {
            super(console);
            this.environment = environment;
        }

        @Override
        Outcome run() {
            AdjustmentsRequest request = request();
            options.check(console());
            try (Desk desk = open()) {
                return options.write(AdjustmentsReport.of(desk.adjustments(request)), this);
            }
        }

        AdjustmentsRequest request() {
            requireInOrder(from, to);
            return new AdjustmentsRequest(
                    books.company(),
                    books.layer(),
                    items.isEmpty() ? environment.values(ITEM) : items,
                    from,
                    to,
                    vouchers.isEmpty() ? environment.values(VOUCHER) : vouchers,
                    excludeStorno);
        }
    }

    @Command(
            name = "reconciliation",
            header = "Compares the subledger with the ledger, account by account, with the cause of each difference.",
            mixinStandardHelpOptions = true)
    @Examples({
        @Example(
                line = "report reconciliation --company AWC --as-of 2025-10-31 --out reconciliation.pdf",
                does = "at the end of October; exit code 6 if a difference has no cause")
    })
    static final class OfCompany extends DataCommand {
        @Mixin
        private BooksOptions books = new BooksOptions();

        @Option(
                names = "--as-of",
                paramLabel = "DATE",
                required = true,
                description = "Posting dates up to this day, like 2025-10-31.")
        private LocalDate asOf = LocalDate.MIN;

        @Mixin
        private ReportOptions options = new ReportOptions();

        OfCompany(Console console) {
            super(console);
        }

        @Override
        Outcome run() {
            options.check(console());
            try (Desk desk = open()) {
                return options.write(
                        ReconciliationReport.of(desk.reconciliation(books.company(), books.layer(), asOf)), this);
            }
        }
    }

    @Command(
            name = "inventory-value",
            header = "What inventory is worth at the end of a day.",
            mixinStandardHelpOptions = true)
    @Examples({
        @Example(
                line = "report inventory-value --company AWC --date 2025-10-31 --out value.pdf",
                does = "item by item"),
        @Example(
                line = "report inventory-value --company AWC --date last-month-end --by account --format csv",
                does = "one line an inventory account, to compare with the general ledger")
    })
    static final class InventoryValue extends DataCommand {
        @Mixin
        private BooksOptions books = new BooksOptions();

        @Option(
                names = "--date",
                paramLabel = "DATE",
                required = true,
                description = "The day: a date like 2025-10-31, or today, yesterday, last-month-end.")
        private PostingDate date = new PostingDate(null, today -> today);

        @Option(
                names = BY,
                paramLabel = "WORDS",
                description = {
                    "One line for each combination of these, in this order: item-group, item, site, warehouse, batch, serial,",
                    "account (default: item-group,item)."
                })
        private GroupedBy by = GroupedBy.of(Grouping.ITEM_GROUP, Grouping.ITEM);

        @Option(
                names = "--time-zone",
                paramLabel = "ZONE",
                description = "Time zone that decides what today is, like Europe/Berlin (default: the system's).")
        private @Nullable ZoneId timeZone;

        @Mixin
        private ReportOptions options = new ReportOptions();

        InventoryValue(Console console) {
            super(console);
        }

        @Override
        Outcome run() {
            if (by.words().contains(Grouping.STORNO)) {
                throw new Refused(
                        FaultCode.WRONG_USAGE,
                        "--by storno is for postings, and the value of a day is a balance",
                        "leave storno out, or use report balance-turnover");
            }
            LocalDate today = LocalDate.ofInstant(console().clock().instant(), WorkOptions.zone(timeZone));
            StockRequest request = StockRequest.at(
                    books.company(), books.layer(), date.fromToday().apply(today), by.words());
            options.check(console());
            try (Desk desk = open()) {
                return options.write(StockReports.value(desk.stock(request)), this);
            }
        }
    }

    @Command(
            name = "on-hand",
            header = "What was on hand after a close, and which layers were open.",
            mixinStandardHelpOptions = true)
    @Examples({
        @Example(line = "report on-hand --close 3 --out on-hand.pdf", does = "as the close of run 3 found it"),
        @Example(line = "report on-hand --close 3 --out on-hand.xlsx", does = "balances and layers as two sheets")
    })
    static final class AfterClose extends DataCommand {
        @Option(names = "--close", paramLabel = "RUN", required = true, description = "Number of the close.")
        private long close;

        @Mixin
        private ReportOptions options = new ReportOptions();

        AfterClose(Console console) {
            super(console);
        }

        @Override
        Outcome run() {
            options.check(console());
            try (Desk desk = open()) {
                return options.write(StockReports.onHand(desk.onHand(close)), this);
            }
        }
    }

    @Command(
            name = "balance-turnover",
            header = "Opening, receipts, issues and closing of inventory in a period, quantity and value.",
            mixinStandardHelpOptions = true)
    @Examples({
        @Example(
                line = "report balance-turnover --company AWC --from 2025-10-01 --to 2025-10-31 --out october.pdf",
                does = "item by item, direct and reverse postings apart"),
        @Example(
                line =
                        "report balance-turnover --company AWC --from 2025-10-01 --to 2025-10-31 --by site,warehouse,item --expand-transfers --out october.xlsx",
                does = "by place, with transfers on both sides")
    })
    static final class BalanceTurnover extends DataCommand {
        @Mixin
        private BooksOptions books = new BooksOptions();

        @Option(names = "--from", paramLabel = "DATE", required = true, description = "The first day.")
        private LocalDate from = LocalDate.MIN;

        @Option(names = "--to", paramLabel = "DATE", required = true, description = "The last day.")
        private LocalDate to = LocalDate.MIN;

        @Option(
                names = BY,
                paramLabel = "WORDS",
                description = {
                    "One line for each combination of these, in this order: item-group, item, site, warehouse, batch, serial,",
                    "account, storno (default: item-group,item,storno)."
                })
        private GroupedBy by = GroupedBy.of(Grouping.ITEM_GROUP, Grouping.ITEM, Grouping.STORNO);

        @Option(names = "--exclude-storno", description = "Fold reverse postings into the direct ones.")
        private boolean excludeStorno;

        @Option(
                names = "--expand-transfers",
                description = "Show what a transfer or a production order moves inside one line, on both sides.")
        private boolean expandTransfers;

        @Option(
                names = "--physical",
                description = "Goods count on the day on which they moved, with or without an invoice.")
        private boolean physical;

        @Option(names = "--zero", description = "Also lines in which everything is zero.")
        private boolean zero;

        @Mixin
        private ReportOptions options = new ReportOptions();

        BalanceTurnover(Console console) {
            super(console);
        }

        @Override
        Outcome run() {
            requireInOrder(from, to);
            options.check(console());
            try (Desk desk = open()) {
                return options.write(StockReports.turnover(desk.stock(request())), this);
            }
        }

        private StockRequest request() {
            Set<Grouping> words = new LinkedHashSet<>(by.words());
            if (excludeStorno) {
                words.remove(Grouping.STORNO);
            }
            return new StockRequest(books.company(), books.layer(), from, to, words, expandTransfers, physical, zero);
        }
    }
}
