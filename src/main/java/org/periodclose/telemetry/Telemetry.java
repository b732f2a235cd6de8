package org.periodclose.telemetry;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.EventCode;
import org.periodclose.fault.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of one {@code post} that it began and how it ended. Whatever happens to a listener, the posting does not notice. */
public final class Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    private final TelemetrySettings settings;
    private final Clock clock;
    private final Instant started;
    private final Delivery delivery = new Delivery();
    private @Nullable JobWatch watch;
    private @Nullable RunTotals totals;
    private boolean told;

    private Telemetry(TelemetrySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Tells that a posting begins; does not wait for an answer. */
    public static Telemetry begin(TelemetrySettings settings, Clock clock) {
        Telemetry telemetry = new Telemetry(settings, clock);
        URI ping = settings.ping();
        if (ping != null) {
            URI start = below(ping, "start");
            telemetry.delivery.begin("the ping of the start", ping, () -> telemetry.delivery.get(start));
        }
        return telemetry;
    }

    /** The database is there: what it and the job know will be told, too. */
    public void listenTo(JobWatch job, RunTotals runs) {
        this.watch = job;
        this.totals = runs;
    }

    /** Tells how it ended, and waits some seconds at most; the first time counts. */
    public void end(Outcome outcome, List<JournalEnd> journals) {
        if (told) {
            return;
        }
        told = true;
        // First, so that a slow start is never taken for one that came after the end.
        delivery.finish();
        CommandEnd end = new CommandEnd(
                started,
                clock.instant(),
                outcome,
                journals,
                watch == null ? List.of() : watch.times(),
                settings.pushgateway() == null && settings.otlpMetrics() == null ? List.of() : totals());
        URI ping = settings.ping();
        if (ping != null) {
            URI result = outcome == Outcome.DONE ? ping : below(ping, Integer.toString(outcome.exitCode()));
            delivery.begin("the ping of the end", ping, () -> delivery.get(result));
        }
        URI gateway = settings.pushgateway();
        if (gateway != null) {
            delivery.begin("metrics", gateway, () -> new MetricsDelivery(delivery).toPushgateway(gateway, end));
        }
        URI metrics = settings.otlpMetrics();
        if (metrics != null) {
            delivery.begin("metrics", metrics, () -> new MetricsDelivery(delivery).toOtlp(metrics, settings, end));
        }
        URI traces = settings.otlpTraces();
        if (traces != null && !end.steps().isEmpty()) {
            delivery.begin("the trace", traces, () -> {
                RunTrace trace = new RunTrace(settings, end);
                delivery.post(traces, MetricsDelivery.PROTOBUF, settings.otlpHeaders(), trace.request(trace.spans()));
            });
        }
        delivery.finish();
    }

    private List<RunTotals.Total> totals() {
        try {
            return totals == null ? List.of() : totals.read();
        } catch (RuntimeException unreadable) {
            LOG.atWarn()
                    .addKeyValue(EventCode.FIELD, EventCode.TELEMETRY_LOST)
                    .log("the runs cannot be counted: {}", unreadable.getMessage());
            return List.of();
        }
    }

    /** {@code https://host/key?a=b} with {@code start} is {@code https://host/key/start?a=b}. */
    private static URI below(URI address, String word) {
        String text = address.toString();
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        return URI.create((path.endsWith("/") ? path : path + "/") + word + (query < 0 ? "" : text.substring(query)));
    }
}
