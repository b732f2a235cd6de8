package org.periodclose.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Text;
import org.periodclose.desk.PostingConfiguration;
import org.periodclose.inquiry.Inquiry;
import org.periodclose.inquiry.InquiryConfiguration;
import org.periodclose.inquiry.RunProgress;
import org.periodclose.run.Abandon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "abandon",
        header = "Ends an interrupted run that shall not be finished; nothing of it counts.",
        description = {
            "%nThe run becomes FAILED; what it has settled is kept as evidence. Its journal is OPEN again and",
            "can be changed and posted; a run that was to be cancelled stays posted."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "abandon --run 7 --note period-stays-closed", does = "end run 7, and say why"),
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
        try (Rooms rooms = open(PostingConfiguration.class, Rooms.Jobs.class, InquiryConfiguration.class)) {
            boolean now = rooms.get(Abandon.class).run(run, note);
            RunProgress ended = rooms.get(Inquiry.class).run(run);
            form().runs(List.of(ended));
            say(now ? done(ended) : "Run " + run + " was ended before; nothing was changed.");
            return Outcome.DONE;
        }
    }

    private static String done(RunProgress ended) {
        Long cancels = ended.run().cancels();
        return "Run " + ended.run().run() + " is ended; "
                + (cancels != null
                        ? "run " + cancels + " stays posted."
                        : ended.run().journal() == null
                                ? "what it settled does not count."
                                : "journal " + Text.quoted(ended.run().journal()) + " is OPEN again.");
    }
}
