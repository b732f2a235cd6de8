package org.periodclose.cli;

import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.JournalViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "release",
        header = "Releases a journal as it stands: the second pair of eyes.",
        description = {
            "%nWhere a company wants four eyes, post takes a journal only after a database user has released it who neither made nor changed it.",
            "Any change takes the release back."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "release --company AWC --journal AWC-2025-10", does = "as another database user than its maker"),
    @Example(line = "journal --company AWC --journal AWC-2025-10", does = "look at it before"),
    @Example(line = "post --company AWC --journal AWC-2025-10 --dry-run", does = "look at the voucher before")
})
final class ReleaseCommand extends DataCommand {
    @Option(names = "--company", paramLabel = "COMPANY", required = true, description = "The company.")
    private String company = "";

    @Option(names = "--journal", paramLabel = "JOURNAL", required = true, description = "The journal to release.")
    private String journal = "";

    ReleaseCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(JournalViews.released(desk.release(company, journal)));
            return Outcome.DONE;
        }
    }
}
