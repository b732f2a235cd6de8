package org.periodclose.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * Where the program stands: its streams, its environment, its clock.
 *
 * @param out data, and nothing but data
 * @param err messages, log and progress
 * @param outIsTerminal a person reads {@code out} directly
 * @param errIsTerminal a person reads {@code err} directly
 * @param width columns of {@code out}
 * @param errWidth columns of {@code err}
 * @param begun when the process began, which is some seconds before anything can be asked
 */
record Console(
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int width,
        int errWidth,
        Map<String, String> environment,
        Clock clock,
        Instant begun) {
    private static final int USUAL_WIDTH = 120;

    static Console ofThisProcess() {
        boolean outIsTerminal = isTerminal(1);
        boolean errIsTerminal = isTerminal(2);
        int terminal = outIsTerminal || errIsTerminal ? terminalWidth() : USUAL_WIDTH;
        Clock clock = Clock.systemUTC();
        return new Console(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                outIsTerminal,
                errIsTerminal,
                outIsTerminal ? terminal : USUAL_WIDTH,
                errIsTerminal ? terminal : USUAL_WIDTH,
                System.getenv(),
                clock,
                ProcessHandle.current().info().startInstant().orElseGet(clock::instant));
    }

    /** The same place, but what is written is kept. Progress is for the log: there is no terminal for it. */
    Console keptIn(PrintStream keptOut, PrintStream keptErr) {
        return new Console(keptOut, keptErr, outIsTerminal, false, width, errWidth, environment, clock, begun);
    }

    Console withErr(PrintStream other) {
        return new Console(out, other, outIsTerminal, errIsTerminal, width, errWidth, environment, clock, begun);
    }

    /** Whether to paint: https://no-color.org. */
    boolean colour(boolean forbidden) {
        return outIsTerminal
                && !forbidden
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }

    /** A PrintStream keeps the failure of a closed pipe to itself, so that {@code | head} ends quietly. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Whether a person types what this process reads. */
    static boolean inIsTerminal() {
        return isTerminal(0);
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return CommandLine.Help.Ansi.AUTO.enabled();
        }
    }

    private static int terminalWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (Scanner size = new Scanner(stty.getInputStream(), StandardCharsets.UTF_8)) {
                size.nextInt();
                int columns = size.nextInt();
                return stty.waitFor(1, TimeUnit.SECONDS) && columns > 0 ? columns : USUAL_WIDTH;
            }
        } catch (IOException | NoSuchElementException e) {
            return USUAL_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }
}
