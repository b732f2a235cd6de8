package org.periodclose;

import org.periodclose.cli.Program;
import org.periodclose.database.EmbeddedServerKeeper;

/** Starts the program. */
public final class PeriodClose {
    private PeriodClose() {}

    public static void main(String[] args) {
        System.exit(EmbeddedServerKeeper.isAskedFor(args) ? EmbeddedServerKeeper.run(args[1]) : Program.run(args));
    }
}
