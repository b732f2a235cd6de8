package org.periodclose.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends metrics to a Pushgateway or an OTLP endpoint. Its classes are loaded only if there is one. */
final class MetricsDelivery {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    static final String PROTOBUF = "application/x-protobuf";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.()-]+");

    private final Delivery delivery;

    MetricsDelivery(Delivery delivery) {
        this.delivery = delivery;
    }

    void runsToPushgateway(URI gateway, CommandEnd end) throws IOException, InterruptedException {
        push(ofDatabase(gateway, end), new Metrics(end)::registerRunsIn);
    }

    /** Uses a separate group: within a group, a push replaces all metrics of the same name, whatever their labels. */
    void commandToPushgateway(URI gateway, CommandEnd end) throws IOException, InterruptedException {
        push(ofDatabase(below(gateway, Metrics.SCOPE, end.scope()), end), new Metrics(end)::registerCommandIn);
    }

    /** Sends by POST, which replaces only metrics of the same name: after a failure, the time of the last success stays. */
    private void push(URI gateway, Consumer<MeterRegistry> metrics) throws IOException, InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.accept(registry);
        String text = registry.scrape();
        registry.close();
        delivery.post(gateway, TEXT, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** A group of its own: what is pushed for one database must not take away what is known of another. */
    private static URI ofDatabase(URI group, CommandEnd end) {
        return end.database() == null ? group : below(group, Metrics.DATABASE, end.database());
    }

    /** The group with one more label; its value may contain characters that are not valid in an address. */
    private static URI below(URI group, String label, String value) {
        String segment = PLAIN.matcher(value).matches()
                ? "/" + value
                : "@base64/" + Base64.getUrlEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        return URI.create(group + "/" + label + segment);
    }

    void toOtlp(URI endpoint, TelemetrySettings settings, CommandEnd end) throws IOException, InterruptedException {
        AtomicReference<OtlpMetricsSender.@Nullable Request> made = new AtomicReference<>();
        OtlpMeterRegistry registry = OtlpMeterRegistry.builder(config(endpoint, settings))
                .clock(Clock.SYSTEM)
                .metricsSender(made::set)
                .build();
        new Metrics(end).registerIn(registry);
        // Closing it publishes the metrics.
        registry.close();
        OtlpMetricsSender.Request request = made.get();
        if (request == null) {
            throw new IOException("no metrics were made");
        }
        delivery.post(endpoint, PROTOBUF, settings.otlpHeaders(), request.getMetricsData());
    }

    private static OtlpConfig config(URI endpoint, TelemetrySettings settings) {
        return new OtlpConfig() {
            @Override
            public @Nullable String get(String key) {
                return null;
            }

            /** Only for the log of the registry, therefore without keys; {@link Delivery} sends. */
            @Override
            public String url() {
                return Delivery.nameOf(endpoint);
            }

            /** Longer than any command, so that it publishes only at the end. */
            @Override
            public Duration step() {
                return Duration.ofDays(1);
            }

            @Override
            public Map<String, String> headers() {
                return Map.of();
            }

            @Override
            public Map<String, String> resourceAttributes() {
                return settings.resource();
            }
        };
    }
}
