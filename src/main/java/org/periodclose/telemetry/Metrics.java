package org.periodclose.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.periodclose.core.fault.Outcome;
import org.periodclose.telemetry.RunTotals.OfWorker;
import org.periodclose.telemetry.RunTotals.Total;

/** The metrics, each described in {@code src/docs/operations.md}; the same for every registry. They are for charts, not for accounting. */
final class Metrics {
    static final String SCOPE = "scope";
    static final String DATABASE = "database";
    private static final String SECONDS = "seconds";
    private static final String POSTED = "POSTED";
    private static final String RUNNING = "RUNNING";

    private final CommandEnd end;
    private final Tags database;

    Metrics(CommandEnd end) {
        this.end = end;
        this.database = end.database() == null ? Tags.empty() : Tags.of(DATABASE, end.database());
    }

    /** The registry keeps only weak references: this object must live until it has published. */
    void registerIn(MeterRegistry registry) {
        registerCommandIn(registry);
        registerRunsIn(registry);
    }

    /** The metrics of all runs of the database, whatever the scope of the command. */
    void registerRunsIn(MeterRegistry registry) {
        for (Total total : end.counted().runs()) {
            runs(registry, total);
        }
        for (OfWorker worker : end.counted().workers()) {
            Tags tags = database.and("worker", worker.worker());
            gauge(registry, "period_close.worker.partitions", "", tags, worker.partitions());
            gauge(registry, "period_close.worker.lines", "", tags, worker.lines());
        }
    }

    /** The metrics of the command; each has its scope as a label. */
    void registerCommandIn(MeterRegistry registry) {
        Tags scope = database.and(SCOPE, end.scope());
        gauge(registry, "period_close.post.exit_code", "", scope, end.outcome().exitCode());
        gauge(registry, "period_close.post.duration", SECONDS, scope, seconds(end.duration()));
        gauge(registry, "period_close.last_attempt.timestamp", SECONDS, scope, seconds(end.ended()));
        if (end.outcome() == Outcome.DONE) {
            gauge(registry, "period_close.last_success.timestamp", SECONDS, scope, seconds(end.ended()));
        }
        for (JournalEnd.Kind kind : JournalEnd.Kind.values()) {
            long journals = end.journals().stream()
                    .filter(journal -> journal.kind() == kind)
                    .count();
            gauge(registry, "period_close.post.journals", "", scope.and("status", kind.word()), journals);
        }
        Map<String, Duration> steps = new TreeMap<>();
        end.steps().stream()
                .filter(step -> step.end().partition() == null)
                .forEach(step -> steps.merge(step.end().step(), step.duration(), Duration::plus));
        steps.forEach((step, time) ->
                gauge(registry, "period_close.step.duration", SECONDS, scope.and("step", step), seconds(time)));
    }

    private void runs(MeterRegistry registry, Total total) {
        Tags tags = database.and(
                "company",
                total.company(),
                "layer",
                total.layer().toLowerCase(Locale.ROOT),
                "currency",
                total.currency());
        if (total.status().equals(RUNNING)) {
            gauge(registry, "period_close.runs.unfinished", "", tags, total.runs());
            return;
        }
        Tags withStatus = tags.and("status", total.status().toLowerCase(Locale.ROOT));
        counter(registry, "period_close.runs", withStatus, total, Total::runs);
        counter(registry, "period_close.retries", withStatus, total, Total::retries);
        if (total.status().equals(POSTED)) {
            counter(registry, "period_close.settlements", tags, total, Total::settlements);
            counter(registry, "period_close.voucher_lines", tags, total, Total::voucherLines);
            counter(registry, "period_close.exceptions", tags, total, Total::exceptions);
            gauge(registry, "period_close.settled_amount", "", tags, total.settledAmount());
            if (total.lastEnd() != null) {
                gauge(registry, "period_close.last_posted.timestamp", SECONDS, tags, seconds(total.lastEnd()));
            }
        }
    }

    private static void counter(
            MeterRegistry registry, String name, Tags tags, Total total, ToLongFunction<Total> value) {
        FunctionCounter.builder(name, total, value::applyAsLong).tags(tags).register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String unit, Tags tags, Number value) {
        Gauge.builder(name, () -> value)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tags(tags)
                .register(registry);
    }

    private static Number seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static Number seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
