package org.periodclose.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Listeners;
import org.periodclose.view.View;
import picocli.CommandLine.Mixin;

/** What commands have in common that work on the database: how they talk, and the exit code. */
abstract class DataCommand implements Callable<Integer>, Cloneable {
    private Console console;
    private @Nullable OneDatabase place;

    @Mixin
    private OutputOptions output = new OutputOptions();

    DataCommand(Console console) {
        this.console = console;
    }

    /** Does the work; what is refused is thrown. */
    abstract Outcome run();

    @Override
    public Integer call() {
        return run().exitCode();
    }

    /** The same command in one database of a list. */
    final DataCommand at(OneDatabase ofList) {
        try {
            DataCommand there = (DataCommand) clone();
            there.console = ofList.console();
            there.place = ofList;
            return there;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    final Console console() {
        return console;
    }

    final OutputOptions output() {
        return output;
    }

    final void show(View<?> view) {
        if (place == null) {
            output.show(view, console);
        } else {
            place.show(view, output);
        }
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
        return place == null ? Desk.open(all, listeners) : place.open(all, listeners);
    }

    /** Who listens: to this command, or to its part in one database of a list. */
    final @Nullable Listeners listeners(Supplier<@Nullable Listeners> begin) {
        return place == null ? begin.get() : place.listeners(begin);
    }

    /** Where signals are heard, if that is not for this command alone to do. */
    final @Nullable Signals sharedSignals() {
        return place == null ? null : place.signals();
    }

    /** A message that is no data and no error. */
    final void say(String message) {
        if (!output.quiet()) {
            output.say(message, console);
        }
    }
}
