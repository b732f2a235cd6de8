package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.desk.Listeners;
import picocli.CommandLine.Option;

/** Notifications and metrics of a posting. Without one of these options nothing of it is loaded. */
final class TelemetryOptions {
    @Option(
            names = "--ping-url",
            paramLabel = "URL",
            converter = Values.Address.class,
            description = "A dead-man switch: GET URL/start, then URL when it is done, else URL/EXIT-CODE.")
    private @Nullable String ping;

    @Option(
            names = "--metrics-pushgateway",
            paramLabel = "URL",
            converter = Values.Address.class,
            description = "Push metrics to this Prometheus Pushgateway at the end.")
    private @Nullable String pushgateway;

    @Option(
            names = "--metrics-otlp",
            paramLabel = "URL",
            converter = Values.Address.class,
            description = "Push metrics over OTLP/HTTP at the end (or OTEL_EXPORTER_OTLP_ENDPOINT).")
    private @Nullable String otlpMetrics;

    @Option(
            names = "--trace-otlp",
            paramLabel = "URL",
            converter = Values.Address.class,
            description = "Send a trace of each run over OTLP/HTTP (or OTEL_EXPORTER_OTLP_ENDPOINT).")
    private @Nullable String otlpTraces;

    /**
     * Null: there are no listeners.
     *
     * @param scope what the command is for: a company, all of them, or a cancellation; a message about one is not about the others
     */
    @Nullable
    Listeners begin(DataCommand command, String scope) {
        Console console = command.console();
        return command.listeners(() -> Listeners.begin(addresses(), console.environment(), console.clock(), scope));
    }

    /** Finds what is wrong with the addresses. */
    void check(Console console) {
        Listeners.check(addresses(), console.environment());
    }

    private Listeners.Addresses addresses() {
        return new Listeners.Addresses(ping, pushgateway, otlpMetrics, otlpTraces);
    }
}
