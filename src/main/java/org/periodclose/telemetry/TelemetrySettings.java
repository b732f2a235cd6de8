package org.periodclose.telemetry;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;

/**
 * The listeners; null: none of that kind. The variables of OpenTelemetry are read as in its specification.
 *
 * @param ping the address of a monitoring service that expects a ping
 * @param pushgateway where metrics of a Prometheus Pushgateway are posted to
 * @param otlpMetrics where metrics are posted to over OTLP
 * @param otlpTraces where the trace is posted to over OTLP
 * @param otlpHeaders headers for both, such as an API key
 * @param resource the resource attributes of this program for OpenTelemetry
 * @param traceParent the span of another program that the runs belong to, in the form of W3C Trace Context
 */
public record TelemetrySettings(
        @Nullable URI ping,
        @Nullable URI pushgateway,
        @Nullable URI otlpMetrics,
        @Nullable URI otlpTraces,
        Map<String, String> otlpHeaders,
        Map<String, String> resource,
        @Nullable String traceParent) {
    static final String SERVICE = "period-close";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
    private static final String METRICS_PATH = "/v1/metrics";
    private static final String TRACES_PATH = "/v1/traces";

    public TelemetrySettings {
        otlpHeaders = Map.copyOf(otlpHeaders);
        resource = Map.copyOf(resource);
    }

    /** The addresses as users give them; null: not given. */
    public record Given(
            @Nullable String ping,
            @Nullable String pushgateway,
            @Nullable String otlpMetrics,
            @Nullable String otlpTraces) {}

    /**
     * Reads addresses and variables.
     *
     * @throws Refused if an address is not valid
     */
    public static TelemetrySettings of(Given given, Map<String, String> environment) {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", SERVICE);
        resource.putAll(pairs(environment.get("OTEL_RESOURCE_ATTRIBUTES")));
        String service = environment.get("OTEL_SERVICE_NAME");
        if (service != null && !service.isBlank()) {
            resource.put("service.name", service);
        }
        return new TelemetrySettings(
                address("--ping-url", given.ping()),
                pushgateway(address("--metrics-pushgateway", given.pushgateway())),
                otlp("--metrics-otlp", given.otlpMetrics(), METRICS_PATH, "METRICS", environment),
                otlp("--trace-otlp", given.otlpTraces(), TRACES_PATH, "TRACES", environment),
                pairs(environment.get("OTEL_EXPORTER_OTLP_HEADERS")),
                resource,
                environment.get("TRACEPARENT"));
    }

    /** The trace of another program that the runs belong to. */
    Optional<String> traceId() {
        return parent().map(parent -> parent.group(1));
    }

    /** The span of another program that the runs belong to. */
    Optional<String> parentSpan() {
        return parent().map(parent -> parent.group(2));
    }

    private Optional<Matcher> parent() {
        return Optional.of(TRACE_PARENT.matcher(String.valueOf(traceParent))).filter(Matcher::matches);
    }

    public boolean nobodyListens() {
        return ping == null && pushgateway == null && otlpMetrics == null && otlpTraces == null;
    }

    private static @Nullable URI otlp(
            String option, @Nullable String given, String path, String signal, Map<String, String> environment) {
        if (given != null) {
            return withPath(address(option, given), path);
        }
        if ("true".equalsIgnoreCase(environment.get("OTEL_SDK_DISABLED"))
                || "none".equals(environment.get("OTEL_" + signal + "_EXPORTER"))) {
            return null;
        }
        String variable = "OTEL_EXPORTER_OTLP_" + signal + "_ENDPOINT";
        URI own = address(variable, environment.get(variable));
        if (own != null) {
            return own;
        }
        URI base = address(ENDPOINT, environment.get(ENDPOINT));
        return base == null ? null : URI.create(stripped(base) + path);
    }

    private static @Nullable URI pushgateway(@Nullable URI given) {
        return given == null || given.getRawPath().contains("/metrics/job/")
                ? given
                : URI.create(stripped(given) + "/metrics/job/period_close");
    }

    private static @Nullable URI withPath(@Nullable URI given, String path) {
        if (given == null) {
            return null;
        }
        boolean bare = stripped(given).equals(given.getScheme() + "://" + given.getRawAuthority());
        return bare ? URI.create(stripped(given) + path) : given;
    }

    private static String stripped(URI address) {
        String text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static @Nullable URI address(String option, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            URI address = new URI(text.strip());
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (URISyntaxException noAddress) {
            // Refused below; the message does not show the text, which may contain a key.
        }
        throw new Refused(
                FaultCode.WRONG_USAGE, option + " is not a valid address", "give one like https://host:port/path");
    }

    /** {@code key=value,key=value}, percent-encoded. */
    private static Map<String, String> pairs(@Nullable String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1).strip().replace("+", "%2B");
                pairs.put(pair.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }
}
