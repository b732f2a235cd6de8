package org.periodclose.cli;

import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.JournalViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "journal", header = "Shows an adjustment journal with its lines.", mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "journal --company AWC --journal AWC-2025-10", does = "the journal and its first lines"),
    @Example(
            line = "journal --company AWC --journal AWC-2025-10 --output csv > adjustments.csv",
            does = "all lines, for a spreadsheet")
})
final class JournalCommand extends DataCommand {
    @Option(names = "--company", paramLabel = "COMPANY", required = true, description = "The company.")
    private String company = "";

    @Option(names = "--journal", paramLabel = "JOURNAL", required = true, description = "The journal.")
    private String journal = "";

    JournalCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            var card = desk.journal(company, journal);
            show(JournalViews.journal(card, (most, reader) -> desk.readLines(company, journal, most, reader)));
            return Outcome.DONE;
        }
    }
}
