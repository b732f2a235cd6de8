package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.view.JournalViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "journals",
        header = "Lists the adjustment journals: status, lines, sums.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "journals --company AWC", does = "the journals of one company, in order of import"),
    @Example(line = "journals --output csv > journals.csv", does = "all of them, for a spreadsheet")
})
final class JournalsCommand extends DatabasesCommand {
    @Option(names = "--company", paramLabel = "COMPANY", description = "Only this company.")
    private @Nullable String company;

    JournalsCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            show(JournalViews.journals(desk.journals(company)));
            return Outcome.DONE;
        }
    }
}
