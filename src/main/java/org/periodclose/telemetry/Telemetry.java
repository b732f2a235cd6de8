package org.periodclose.telemetry;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.LogField;
import org.periodclose.core.fault.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Reports the start and the end of one {@code post} to its listeners. A failing listener does not affect the posting. */
public final class Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
    /** The time for deliveries of the start that have not ended, and then for those of the end. */
    private static final Duration IN_ALL = Delivery.PATIENCE.multipliedBy(2);

    private final TelemetrySettings settings;
    private final Clock clock;
    private final String scope;
    private final Instant started;
    private final Delivery delivery;
    private final @Nullable String database;
    private final @Nullable Telemetry whole;
    /** How the command ended in each database of a list, as far as it has. */
    private final List<CommandEnd> parts = new CopyOnWriteArrayList<>();

    private @Nullable JobWatch watch;
    private @Nullable RunTotals totals;
    private boolean reported;

    private Telemetry(
            TelemetrySettings settings,
            Clock clock,
            String scope,
            Delivery delivery,
            @Nullable String database,
            @Nullable Telemetry whole) {
        this.settings = settings;
        this.clock = clock;
        this.scope = scope;
        this.started = clock.instant();
        this.delivery = delivery;
        this.database = database;
        this.whole = whole;
    }

    /**
     * Reports the start of a posting; does not wait for an answer.
     *
     * @param scope what it is for: a company, {@code (all)} or {@code (cancel)}
     */
    public static Telemetry begin(TelemetrySettings settings, Clock clock, String scope) {
        Telemetry telemetry = new Telemetry(settings, clock, scope, new Delivery(), null, null);
        URI ping = settings.ping();
        if (ping != null) {
            URI start = below(ping, "start");
            telemetry.delivery.begin("the ping of the start", ping, () -> telemetry.delivery.get(start));
        }
        return telemetry;
    }

    /** The part of the posting in one database of a list. Its end is kept, and reported with the end of the whole. */
    public Telemetry in(String databaseOfList) {
        return new Telemetry(settings, clock, scope, delivery, databaseOfList, this);
    }

    /** Adds the sources that need the database to the report. */
    public void listenTo(JobWatch job, RunTotals runs) {
        this.watch = job;
        this.totals = runs;
        settings.traceId().ifPresent(trace -> MDC.put(LogField.TRACE, trace));
    }

    /**
     * Reports the end and waits at most about six seconds; further calls do nothing.
     *
     * @param timeLeft the time available, if it is less
     */
    public void end(Outcome outcome, List<JournalEnd> journals, Optional<Duration> timeLeft) {
        if (reported) {
            return;
        }
        reported = true;
        settings.traceId().ifPresent(trace -> MDC.remove(LogField.TRACE));
        long last = System.nanoTime() + timeLeft.orElse(IN_ALL).toNanos();
        long halfWay = Math.min(last, System.nanoTime() + Delivery.PATIENCE.toNanos());
        boolean metricsWanted = settings.pushgateway() != null || settings.otlpMetrics() != null;
        RunTotals runs = totals;
        Future<RunTotals.Counted> count = metricsWanted && runs != null
                ? delivery.submit(runs::read)
                : CompletableFuture.completedFuture(RunTotals.Counted.NOTHING);
        if (whole == null) {
            // First, so that a slow ping of the start cannot arrive after that of the end.
            delivery.finish(halfWay);
        }
        CommandEnd end = new CommandEnd(
                database,
                scope,
                started,
                clock.instant(),
                outcome,
                parts.isEmpty() ? journals : ofAllParts(CommandEnd::journals),
                watch == null ? ofAllParts(CommandEnd::steps) : watch.times(),
                counted(count, halfWay));
        if (whole == null) {
            tell(end);
            delivery.finish(Math.min(last, System.nanoTime() + Delivery.PATIENCE.toNanos()));
        } else {
            whole.parts.add(end);
        }
    }

    private <T> List<T> ofAllParts(Function<CommandEnd, List<T>> what) {
        return parts.stream().flatMap(part -> what.apply(part).stream()).toList();
    }

    private void tell(CommandEnd end) {
        URI ping = settings.ping();
        if (ping != null) {
            URI result = end.outcome() == Outcome.DONE
                    ? ping
                    : below(ping, Integer.toString(end.outcome().exitCode()));
            delivery.begin("the ping of the end", ping, () -> delivery.get(result));
        }
        parts.forEach(this::send);
        send(end);
    }

    private void send(CommandEnd end) {
        URI gateway = settings.pushgateway();
        if (gateway != null) {
            MetricsDelivery pushed = new MetricsDelivery(delivery);
            delivery.begin("metrics", gateway, () -> pushed.runsToPushgateway(gateway, end));
            delivery.begin("metrics", gateway, () -> pushed.commandToPushgateway(gateway, end));
        }
        URI metrics = settings.otlpMetrics();
        if (metrics != null) {
            delivery.begin("metrics", metrics, () -> new MetricsDelivery(delivery).toOtlp(metrics, settings, end));
        }
        URI traces = settings.otlpTraces();
        // The runs are those of the parts.
        boolean traced = end.database() != null || parts.isEmpty();
        if (traces != null && traced && !end.steps().isEmpty()) {
            delivery.begin("the trace", traces, () -> {
                RunTrace trace = new RunTrace(settings, end);
                delivery.post(traces, MetricsDelivery.PROTOBUF, settings.otlpHeaders(), trace.request(trace.spans()));
            });
        }
    }

    private static RunTotals.Counted counted(Future<RunTotals.Counted> count, long until) {
        String why;
        try {
            return count.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException unreadable) {
            why = String.valueOf(unreadable.getCause());
        } catch (TimeoutException busy) {
            count.cancel(true);
            why = "the database does not answer in time";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return RunTotals.Counted.NOTHING;
        }
        LOG.atWarn().addKeyValue(EventCode.FIELD, EventCode.TELEMETRY_LOST).log("the runs cannot be counted: {}", why);
        return RunTotals.Counted.NOTHING;
    }

    /** {@code https://host/key?a=b} with {@code start} is {@code https://host/key/start?a=b}. */
    private static URI below(URI address, String word) {
        String text = address.toString();
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        return URI.create((path.endsWith("/") ? path : path + "/") + word + (query < 0 ? "" : text.substring(query)));
    }
}
