package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Desk;
import org.periodclose.view.JournalViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "release",
        header = "Releases a journal as it stands, or the plan of a close: the second pair of eyes.",
        description = {
            "%nWhere a company wants four eyes, post takes a journal only after a database user has released it who neither made nor changed it.",
            "Any change takes the release back.",
            "close posts only what another database user has released by the checksum that the dry run printed, once."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "release --company AWC --journal AWC-2025-10", does = "as another database user than its maker"),
    @Example(line = "journal --company AWC --journal AWC-2025-10", does = "look at it before"),
    @Example(line = "post --company AWC --journal AWC-2025-10 --dry-run", does = "look at the voucher before"),
    @Example(line = "close --company AWC --date 2025-10-31 --dry-run", does = "look at the plan of a close before"),
    @Example(
            line = "release --company AWC --plan " + ReleaseCommand.CHECKSUM,
            does = "release what this dry run showed, with its checksum; close --expect then posts it")
})
final class ReleaseCommand extends DataCommand {
    static final String CHECKSUM = "0f3c6a1de2b94780a5c1d2e3f4b5968778695a4b3c2d1e0fa1b2c3d4e5f60718";

    @Option(names = "--company", paramLabel = "COMPANY", required = true, description = "The company.")
    private String company = "";

    @Option(names = "--journal", paramLabel = "JOURNAL", description = "The journal to release.")
    private @Nullable String journal;

    @Option(
            names = "--plan",
            paramLabel = "CHECKSUM",
            converter = Values.Hash.class,
            description = "The plan to release: the checksum that a dry run of close has printed.")
    private @Nullable String plan;

    ReleaseCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        if ((journal == null) == (plan == null)) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    journal == null ? "--journal or --plan is missing" : "--journal and --plan exclude each other",
                    "give one of --journal JOURNAL and --plan CHECKSUM, see period-close release --help");
        }
        try (Desk desk = open()) {
            show(
                    journal == null
                            ? JournalViews.released(desk.releasePlan(company, String.valueOf(plan)))
                            : JournalViews.released(desk.release(company, journal)));
            return Outcome.DONE;
        }
    }
}
