package org.periodclose.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Listeners;
import org.periodclose.view.View;
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

    final OutputOptions output() {
        return output;
    }

    final void show(View<?> view) {
        output.show(view, console);
    }

    /** Shows what is wrong on standard error only: standard output has other data. */
    final void showBeside(View<?> view) {
        output.showBeside(view, console);
    }

    final Desk open() {
        return open(null);
    }

    /** @param listeners null: there are none */
    final Desk open(@Nullable Listeners listeners) {
        return open(listeners, Map.of());
    }

    /**
     * @param listeners null: there are none
     * @param settings besides those of the log
     */
    final Desk open(@Nullable Listeners listeners, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(output.logging());
        all.putAll(settings);
        return Desk.open(all, listeners);
    }

    /** A message that is no data and no error. */
    final void say(String message) {
        if (!output.quiet()) {
            output.say(message, console);
        }
    }
}
