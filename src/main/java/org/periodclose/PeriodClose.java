package org.periodclose;

import org.periodclose.cli.Program;

/** Starts the program. */
public final class PeriodClose {
    private PeriodClose() {}

    public static void main(String[] args) {
        System.exit(Program.run(args));
    }
}
