package org.periodclose.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.periodclose.Commands;
import org.periodclose.Ended;
import org.periodclose.desk.Serving;

/** The program in the process of the test, with everything that it writes: to its console, to the log, and to the streams of the process. */
public record InProcess(Map<String, String> environment) implements Commands {
    /** A server of its own would outlive the test. */
    static final Serving SERVING = settings -> {
        throw new IllegalStateException("the console is tested in a process or a test of its own");
    };

    public InProcess {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    public static InProcess on(String url) {
        return new InProcess(Commands.environment(url));
    }

    public InProcess with(String name, String value) {
        return new InProcess(Commands.with(environment, name, value));
    }

    @Override
    public Ended run(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        Map<String, String> settings = settings();
        settings.forEach(System::setProperty);
        try {
            Clock clock = Clock.systemUTC();
            Console console =
                    new Console(System.out, System.err, false, false, 120, 120, environment, clock, clock.instant());
            int exitCode = new Program(console, InProcess.SERVING).execute(arguments.toArray(String[]::new));
            return new Ended(
                    arguments, exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            settings.keySet().forEach(System::clearProperty);
            System.setOut(usualOut);
            System.setErr(usualErr);
        }
    }

    /** Spring reads its own names from the environment of the process, which a test cannot change: here they are properties. */
    private Map<String, String> settings() {
        return environment.entrySet().stream()
                .collect(Collectors.toMap(
                        variable -> variable.getKey().startsWith("SPRING_")
                                ? variable.getKey().toLowerCase(Locale.ROOT).replace('_', '.')
                                : variable.getKey(),
                        Map.Entry::getValue));
    }
}
