package org.periodclose.cli;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.AdjustmentsRequest;
import org.periodclose.desk.Desk;
import org.periodclose.view.AdjustmentsReport;
import org.periodclose.view.ReconciliationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        header = "Makes a page, a PDF, a list or a workbook of what is posted.",
        description = "%nWithout a further word: the report of a run, as `report run`.",
        synopsisSubcommandLabel = "[run | adjustments | reconciliation]",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "report run --run 1 --out run-1.pdf", does = "the report of a run, for the file"),
    @Example(
            line = "report adjustments --company AWC --from 2025-10-01 --to 2025-10-31 --out october.xlsx",
            does = "what October has changed, item by item"),
    @Example(
            line = "report reconciliation --company AWC --as-of 2025-10-31 > reconciliation.html",
            does = "whether subledger and ledger agree, and why not")
})
final class ReportCommand extends RunReporting {
    ReportCommand(Console console) {
        super(console);
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
            if (from != null && to != null && from.isAfter(to)) {
                throw new Refused(FaultCode.WRONG_USAGE, "--from " + from + " is after --to " + to, "swap them");
            }
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
}
