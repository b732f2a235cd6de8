package org.periodclose.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Text;
import org.periodclose.core.inventory.LateRows;
import org.periodclose.desk.Desk;
import org.periodclose.view.Amounts;
import org.periodclose.view.BooksViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        header = "Imports a directory of CSV files in one transaction: all of them or nothing.",
        description = {
            "%nReads those of these files that are there, in this order: companies, fiscal_periods, main_accounts,",
            "item_groups, item_model_groups, items, posting_profiles, charges_codes, ledger_balances,",
            "inventory_transactions, markings, adjustment_journals, adjustments, inventory_closes (.csv).",
            "Every fault is shown as FILE:LINE: COLUMN: what is wrong: what to do [CODE]. The same rows again change nothing.",
            "An OPEN journal loses the lines that its file no longer has."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "import books/", does = "a company with its set-up, transactions and adjustments"),
    @Example(line = "import tonight/ --late next-open-day", does = "also rows that came after the close of their day"),
    @Example(line = "import tonight/ --quiet", does = "in a script: silent unless something is wrong")
})
final class ImportCommand extends DataCommand {
    private static final int NAMED = 20;

    @Parameters(paramLabel = "DIRECTORY", description = "Where the CSV files are.")
    private Path directory = Path.of(".");

    @Option(
            names = "--late",
            paramLabel = "refuse|next-open-day",
            description = {
                "What to do with a transaction whose financial date is on or before the last inventory close (default: refuse).",
                "next-open-day: it takes part in recalculation and close as of the first day after that close; it keeps its",
                "financial date. The import lists these rows."
            })
    private LateRows late = LateRows.REFUSE;

    ImportCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        List<String> others = Desk.notRead(directory);
        if (!others.isEmpty()) {
            say("Not read, for an import has no file of that name: " + names(others));
        }
        try (Desk desk = open()) {
            var report = desk.importFrom(directory, late);
            show(BooksViews.imported(report));
            BooksViews.news(report).forEach(this::say);
            return Outcome.DONE;
        }
    }

    private static String names(List<String> files) {
        String first = files.stream().limit(NAMED).map(Text::quoted).collect(Collectors.joining(", "));
        return files.size() <= NAMED ? first : first + " and " + Amounts.grouped(files.size() - NAMED) + " more";
    }
}
