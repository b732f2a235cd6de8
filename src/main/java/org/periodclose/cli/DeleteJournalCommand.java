package org.periodclose.cli;

import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.JournalViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "delete-journal",
        header = "Throws an OPEN adjustment journal away, with its lines.",
        mixinStandardHelpOptions = true)
@Examples(@Example(line = "delete-journal --company AWC --journal PRICES", does = "a proposal that is not wanted"))
final class DeleteJournalCommand extends DataCommand {
    @Option(names = "--company", paramLabel = "COMPANY", required = true, description = "The company.")
    private String company = "";

    @Option(names = "--journal", paramLabel = "JOURNAL", required = true, description = "The journal to delete.")
    private String journal = "";

    DeleteJournalCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(JournalViews.deleted(desk.delete(company, journal)));
            return Outcome.DONE;
        }
    }
}
