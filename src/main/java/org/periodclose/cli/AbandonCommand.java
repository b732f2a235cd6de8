package org.periodclose.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Abandoned;
import org.periodclose.desk.Desk;
import org.periodclose.view.RunViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "abandon",
        header = "Ends an interrupted run that will not be finished; what it settled does not count.",
        description = {
            "%nThe run becomes FAILED; what it has settled is kept as evidence. Its journal is OPEN again and",
            "can be changed and posted; a run that was to be cancelled stays posted."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "abandon --run 7 --note period-stays-closed", does = "end run 7 and note the reason"),
    @Example(line = "runs", does = "which run is INTERRUPTED, and afterwards who ended it")
})
final class AbandonCommand extends DataCommand {
    @Option(names = "--run", paramLabel = "RUN", required = true, description = "The interrupted run.")
    private long run;

    @Option(names = "--note", paramLabel = "TEXT", converter = Values.Note.class, description = "Why; kept on the run.")
    private @Nullable String note;

    AbandonCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            Abandoned ended = desk.abandon(run, note);
            show(RunViews.runs(List.of(ended.run()), console().clock().instant()));
            say(RunViews.ended(ended));
            return Outcome.DONE;
        }
    }
}
