package org.periodclose.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import picocli.CommandLine.Option;

/** A password that is typed twice at the terminal, or is the first line of standard input. It is never an argument, which other users of the machine see. */
final class NewPassword {
    @Option(
            names = "--password-stdin",
            description = "The password is the first line of standard input, and not asked for at the terminal.")
    private boolean passwordStdin;

    /** @throws Refused if there is no terminal, or the two differ */
    char[] read() {
        return passwordStdin ? ofInput() : ofTerminal();
    }

    private static char[] ofInput() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return Objects.requireNonNullElse(line, "").toCharArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static char[] ofTerminal() {
        if (!Console.inIsTerminal()) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "there is no terminal to ask for the password at",
                    "give the password on standard input, with --password-stdin");
        }
        java.io.Console terminal = Objects.requireNonNull(System.console());
        char[] first = Objects.requireNonNullElse(terminal.readPassword("Password: "), new char[0]);
        char[] again = Objects.requireNonNullElse(terminal.readPassword("Again: "), new char[0]);
        boolean same = Arrays.equals(first, again);
        Arrays.fill(again, '\0');
        if (!same) {
            throw new Refused(FaultCode.WRONG_USAGE, "the two passwords differ", "type the same one twice");
        }
        return first;
    }
}
