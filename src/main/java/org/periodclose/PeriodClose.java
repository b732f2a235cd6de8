package org.periodclose;

import java.util.Locale;
import org.periodclose.cli.Program;
import org.periodclose.embedded.EmbeddedServerKeeper;
import org.periodclose.web.WebServer;

/** Starts the program. */
public final class PeriodClose {
    private PeriodClose() {}

    public static void main(String[] args) {
        // The program speaks English and writes for machines; its own code says so everywhere, the libraries ask for
        // the default.
        Locale.setDefault(Locale.ROOT);
        System.exit(
                EmbeddedServerKeeper.isAskedFor(args)
                        ? EmbeddedServerKeeper.run(args[1])
                        : Program.run(WebServer::open, args));
    }
}
