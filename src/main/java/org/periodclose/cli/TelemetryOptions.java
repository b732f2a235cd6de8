package org.periodclose.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.telemetry.JournalEnd;
import org.periodclose.telemetry.Telemetry;
import org.periodclose.telemetry.TelemetrySettings;
import picocli.CommandLine.Option;

/** Who is told of a posting. Without one of these nothing of it is loaded. */
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
     * Null: nobody wants to know.
     *
     * @param scope what the command is for: a company, all of them, or taking back; what is told of one says nothing of the others
     */
    @Nullable
    Telemetry begin(Console console, String scope) {
        TelemetrySettings settings = TelemetrySettings.of(
                new TelemetrySettings.Given(ping, pushgateway, otlpMetrics, otlpTraces), console.environment());
        return settings.nobodyListens() ? null : Telemetry.begin(settings, console.clock(), scope);
    }

    static List<JournalEnd> ends(PostReport report) {
        return report.entries().stream().map(TelemetryOptions::end).toList();
    }

    private static JournalEnd end(PostReport.Entry entry) {
        if (entry instanceof PostReport.Entry.Posted posted) {
            return new JournalEnd(
                    posted.run().company(),
                    Objects.requireNonNullElse(posted.run().journal(), ""),
                    posted.run().cancels(),
                    posted.before() ? JournalEnd.Kind.ALREADY_POSTED : JournalEnd.Kind.POSTED,
                    posted.run().run(),
                    "");
        }
        if (entry instanceof PostReport.Entry.PostedUnseen unseen) {
            return new JournalEnd(
                    "",
                    "",
                    null,
                    unseen.before() ? JournalEnd.Kind.ALREADY_POSTED : JournalEnd.Kind.POSTED,
                    unseen.run(),
                    "");
        }
        if (entry instanceof PostReport.Entry.Stopped stopped) {
            return new JournalEnd(
                    stopped.company(), stopped.journal(), stopped.cancels(), JournalEnd.Kind.STOPPED, null, "");
        }
        if (entry instanceof PostReport.Entry.Empty empty) {
            return new JournalEnd(empty.company(), empty.journal(), null, JournalEnd.Kind.EMPTY, null, "");
        }
        if (entry instanceof PostReport.Entry.NotPosted refused) {
            Fault first = refused.faults().get(0);
            return new JournalEnd(
                    refused.company(),
                    refused.journal(),
                    refused.cancels(),
                    kind(first.code().outcome()),
                    null,
                    first.code() + " " + first.message());
        }
        throw new IllegalStateException("a dry run tells nobody");
    }

    private static JournalEnd.Kind kind(Outcome outcome) {
        return switch (outcome) {
            case REFUSED -> JournalEnd.Kind.REFUSED;
            case AT_WORK -> JournalEnd.Kind.AT_WORK;
            default -> JournalEnd.Kind.FAILED;
        };
    }
}
