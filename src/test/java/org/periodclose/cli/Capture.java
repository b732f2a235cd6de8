package org.periodclose.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** The program in this process, at a fixed hour, its streams kept. */
final class Capture {
    /** In Berlin it is the first of November already. */
    static final Instant NOW = Instant.parse("2025-10-31T23:30:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Console console;

    /** A process that began at that hour, with a clock that goes. */
    Capture(Map<String, String> environment, Clock clock) {
        console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                120,
                120,
                environment,
                clock,
                NOW);
    }

    Capture(Map<String, String> environment) {
        this(environment, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    Capture() {
        this(Map.of());
    }

    int execute(String... line) {
        return new Program(console, InProcess.SERVING).execute(line);
    }

    /** The command object that a line is read into; nothing is executed. */
    PostCommand post(String... line) {
        return (PostCommand) parsed(line);
    }

    AdjustCommand adjust(String... line) {
        return (AdjustCommand) parsed(line);
    }

    private Object parsed(String... line) {
        return new Program(console, InProcess.SERVING)
                .commandLine(line)
                .parseArgs(line)
                .subcommand()
                .commandSpec()
                .userObject();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
