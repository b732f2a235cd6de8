package org.periodclose.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Listeners;
import org.periodclose.desk.NamedDatabase;
import org.periodclose.view.View;

/** One database of a list while a command is done there; what the command shows is kept until it is the turn of this database. */
final class OneDatabase {
    private final NamedDatabase database;
    private final InCommon inCommon;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;
    private @Nullable View<?> result;

    OneDatabase(NamedDatabase database, InCommon inCommon, Console console) {
        this.database = database;
        this.inCommon = inCommon;
        this.console = console.keptIn(stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream kept) {
        return new PrintStream(kept, true, StandardCharsets.UTF_8);
    }

    Console console() {
        return console;
    }

    Desk open(Map<String, Object> settings, @Nullable Listeners listeners) {
        return Desk.open(settings, listeners, database);
    }

    void show(View<?> view, OutputOptions output) {
        if (output.kind() == OutputOptions.Kind.TABLE) {
            output.show(view, console);
            return;
        }
        result = view;
        if (output.kind() == OutputOptions.Kind.CSV) {
            output.showMessages(view, console);
        }
    }

    /** The data for programs; null: there is none. */
    @Nullable
    View<?> result() {
        return result;
    }

    /** The data for people. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** What is heard of this database; the listeners are those of the whole command. */
    @Nullable
    Listeners listeners(Supplier<@Nullable Listeners> begin) {
        Listeners whole = inCommon.listeners(begin);
        return whole == null ? null : whole.in(database);
    }

    Signals signals() {
        return inCommon.signals();
    }
}
