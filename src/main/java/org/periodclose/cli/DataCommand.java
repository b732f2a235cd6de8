package org.periodclose.cli;

import java.util.concurrent.Callable;
import org.periodclose.core.fault.Outcome;
import picocli.CommandLine.Mixin;

/** What commands have in common that work on the database: how they talk, and the exit code. */
abstract class DataCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private OutputOptions output = new OutputOptions();

    DataCommand(Console console) {
        this.console = console;
    }

    /** Does the work; what is refused is thrown. */
    abstract Outcome run();

    @Override
    public final Integer call() {
        return run().exitCode();
    }

    final Console console() {
        return console;
    }

    /** Where messages are told: what is no data. */
    final Console heard() {
        return output.heard(console);
    }

    final OutputOptions output() {
        return output;
    }

    final Form form() {
        return output.form(console);
    }

    final Rooms open(Class<?>... configurations) {
        return Rooms.open(output.logging(), configurations);
    }

    /** A message that is no data and no error. */
    final void say(String message) {
        if (!output.quiet()) {
            output.say(message, console);
        }
    }
}
