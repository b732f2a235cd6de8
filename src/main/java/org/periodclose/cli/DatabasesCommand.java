package org.periodclose.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import picocli.CommandLine.Option;

/** A command that can be done once for each database of a list: what it asks for means the same in all of them. */
abstract class DatabasesCommand extends DataCommand {
    @Option(
            names = "--databases",
            paramLabel = "FILE",
            description = {
                "Do this once for each database of a list, a CSV file with the columns name,url,username,password_file.",
                "One that cannot be reached does not stop the others; the exit code is the most serious of all."
            })
    private @Nullable Path list;

    @Option(
            names = "--side-by-side",
            paramLabel = "N",
            description = "Work on so many databases of --databases at a time (default: 1, in the order of the list).")
    private @Nullable Integer sideBySide;

    DatabasesCommand(Console console) {
        super(console);
    }

    @Override
    public final Integer call() {
        if (list != null) {
            check();
            return new EachDatabase(this, list, sideBySide == null ? 1 : sideBySide)
                    .run()
                    .exitCode();
        }
        if (sideBySide != null) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--side-by-side is given, but no list of databases",
                    "give --databases FILE (or PERIOD_CLOSE_DATABASES), or leave --side-by-side out");
        }
        return super.call();
    }

    /** Finds what is wrong with the options, before the first database is opened. */
    void check() {}
}
