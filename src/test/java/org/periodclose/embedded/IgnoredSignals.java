package org.periodclose.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Signals that this process was told to ignore by who started it, as {@code nohup} and background jobs of scripts are, and that the programs
 * under test would ignore, too, as Unix wants it: such a signal proves nothing.
 */
public final class IgnoredSignals {
    private static final Path STATUS = Path.of("/proc/self/status");

    private IgnoredSignals() {}

    /** Whether a signal is ignored; where there is no /proc, none is. */
    public static boolean has(String name) {
        if (!Files.exists(STATUS)) {
            return false;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(mask -> (mask >> (number(name) - 1) & 1) == 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(String name) {
        return switch (name) {
            case "HUP" -> 1;
            case "INT" -> 2;
            case "TERM" -> 15;
            default -> throw new IllegalArgumentException("signal " + name);
        };
    }

    /** The signal, or TERM where it is ignored. */
    public static String orTerm(String name) {
        return has(name) ? "TERM" : name;
    }
}
