package org.periodclose.cli;

import org.periodclose.adjusting.JournalConfiguration;
import org.periodclose.adjusting.JournalDesk;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
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
        try (Rooms rooms = open(JournalConfiguration.class)) {
            form().done(rooms.get(JournalDesk.class).delete(company, journal), Form.Done.DELETED);
            return Outcome.DONE;
        }
    }
}
