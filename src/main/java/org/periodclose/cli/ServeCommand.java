package org.periodclose.cli;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Serving;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        header = "Opens the console: closing and adjustment in a browser, until a signal ends it.",
        description = {
            "%nUsers sign in as users of the database: see user --help. Runs that are started there are the same runs:",
            "SIGTERM stops them at their next checkpoint (exit code 143); they are continued there or with their command.",
            "For TLS, set SERVER_SSL_CERTIFICATE and SERVER_SSL_CERTIFICATE_PRIVATE_KEY, or put a proxy in front."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "serve", does = "on this machine only, at http://127.0.0.1:8080"),
    @Example(line = "serve --address 0.0.0.0 --port 8443", does = "for the network; give it a certificate")
})
final class ServeCommand extends DataCommand {
    private final Serving serving;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on (default: 8080).")
    private int port = 8080;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Address to listen on (default: 127.0.0.1, this machine only).")
    private String address = "127.0.0.1";

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Time zone that decides what today is, like Europe/Berlin (default: the system's).")
    private @Nullable ZoneId timeZone;

    ServeCommand(Console console, Serving serving) {
        super(console);
        this.serving = serving;
    }

    @Override
    Outcome run() {
        Map<String, Object> settings = new HashMap<>(output().logging());
        settings.put("server.port", port);
        settings.put("server.address", address);
        settings.put("console.time-zone", WorkOptions.zone(timeZone).getId());
        try (Serving.Served console = serving.serve(settings);
                Signals signals = new Signals(1)) {
            say("The console is open at " + console.address()
                    + (console.hasUsers() ? "" : ". Nobody can sign in yet: make a user with period-close user add"));
            signals.during(console, () -> {
                console.await();
                return Outcome.DONE;
            });
            return signals.signal().orElse(Outcome.DONE);
        }
    }
}
