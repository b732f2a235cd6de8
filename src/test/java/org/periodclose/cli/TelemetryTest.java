package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.periodclose.telemetry.Listener;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code post} with real listeners, and what they hear. */
class TelemetryTest {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(\\{.*})? (\\S+)$");
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";

    private final Listener listener = Listener.answering(202);
    private JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource(TestDatabase.freshUrl()));

    @BeforeEach
    void company() {
        String url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        System.setProperty(URL, url.replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
    }

    @AfterEach
    void leave() {
        System.clearProperty(URL);
        System.clearProperty(USER);
        listener.close();
    }

    private static Capture post(int exitCode, Map<String, String> environment, String... options) {
        Capture capture = new Capture(environment);
        String[] line = new String[options.length + 5];
        System.arraycopy(new String[] {"post", "--company", "C", "--posting-date", "2025-10-31"}, 0, line, 0, 5);
        System.arraycopy(options, 0, line, 5, options.length);
        assertThat(capture.execute(line)).as(capture.err()).isEqualTo(exitCode);
        return capture;
    }

    // Pings

    @Test
    void the_dead_man_switch_hears_of_the_start_and_of_the_success() {
        post(0, Map.of(), "--ping-url", listener.url() + "/key");
        assertThat(listener.heard())
                .extracting(one -> one.method() + " " + one.path())
                .containsExactly("GET /key/start", "GET /key");
    }

    @Test
    void the_dead_man_switch_hears_the_exit_code_of_every_other_end() {
        Map<String, String> environment = Map.of("PERIOD_CLOSE_PING_URL", listener.url() + "/key?create=1");
        jdbc.sql("update fiscal_period set status = 'CLOSED'").update();
        post(4, environment);
        jdbc.sql("update fiscal_period set status = 'OPEN'").update();
        jdbc.sql("update inventory_transaction set open = false where transaction_id = 'T3'")
                .update();
        post(3, environment, "--skip-invalid");
        System.setProperty(URL, "jdbc:postgresql://localhost:1/nowhere");
        post(8, environment);
        assertThat(listener.heard())
                .extracting(Listener.Heard::path)
                .containsExactly(
                        "/key/start?create=1",
                        "/key/4?create=1",
                        "/key/start?create=1",
                        "/key/3?create=1",
                        "/key/start?create=1",
                        "/key/8?create=1");
    }

    @Test
    void a_dry_run_tells_nobody() {
        post(0, Map.of(), "--dry-run", "--ping-url", listener.url(), "--metrics-pushgateway", listener.url());
        assertThat(listener.heard()).isEmpty();
    }

    // Metrics

    @Test
    void a_pushgateway_gets_every_metric_that_the_page_names_with_the_numbers_of_the_runs() throws Exception {
        jdbc.sql("update inventory_transaction set open = false where transaction_id = 'T3'")
                .update();
        post(3, Map.of(), "--skip-invalid", "--workers", "--metrics-pushgateway", listener.url());
        String worker = jdbc.sql("select distinct worker from partition_worker")
                .query(String.class)
                .single();
        assertThat(listener.heard("/metrics/job/period_close")).singleElement().satisfies(push -> {
            assertThat(push.method()).as("POST leaves what is not in it").isEqualTo("POST");
            String one = "{company=\"C\",currency=\"USD\",layer=\"accounting\"}";
            String posted = one.replace("}", ",status=\"posted\"}");
            assertThat(samples(push.text()))
                    .containsEntry("period_close_runs_total" + posted, "1.0")
                    .containsEntry("period_close_settlements_total" + one, "4.0")
                    .containsEntry("period_close_settled_amount" + one, "70.0")
                    .containsEntry("period_close_exceptions_total" + one, "1.0")
                    .containsEntry("period_close_retries_total" + posted, "0.0")
                    .containsEntry("period_close_worker_lines{worker=\"" + worker + "\"}", "4.0")
                    .containsEntry("period_close_worker_partitions{worker=\"" + worker + "\"}", "1.0")
                    .containsKeys("period_close_last_posted_timestamp_seconds" + one);
        });
        assertThat(listener.heard("/metrics/job/period_close/scope/C"))
                .singleElement()
                .satisfies(push -> {
                    assertThat(push.method()).isEqualTo("POST");
                    assertThat(samples(push.text()))
                            .containsEntry("period_close_post_exit_code{scope=\"C\"}", "3.0")
                            .containsEntry("period_close_post_journals{scope=\"C\",status=\"posted\"}", "1.0")
                            .containsKeys(
                                    "period_close_step_duration_seconds{scope=\"C\",step=\"prepare\"}",
                                    "period_close_step_duration_seconds{scope=\"C\",step=\"settle\"}")
                            .doesNotContainKey("period_close_last_success_timestamp_seconds{scope=\"C\"}");
                });
        Set<String> pushed = names();
        listener.forget();
        // Another run is interrupted.
        jdbc.sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'K', 'ACCOUNTING');
                        insert into adjustment values (2, 1, 1, 5.00);
                        create function broken() returns trigger language plpgsql as $f$ begin raise 'pulled the plug'; end $f$;
                        create trigger broken before insert on settlement for each row execute function broken();
                        """).update();
        post(1, Map.of(), "--journal", "K");
        post(0, Map.of(), "--journal", "J", "--metrics-pushgateway", listener.url() + "/metrics/job/own/instance/a");
        assertThat(listener.heard("/metrics/job/own/instance/a")).hasSize(1);
        assertThat(listener.heard("/metrics/job/own/instance/a/scope/C")).hasSize(1);
        pushed.addAll(names());
        String page = Files.readString(Path.of("src/docs/operations.md"));
        Set<String> documented = Pattern.compile("(?m)^\\| `(period_close_\\w+)`")
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        assertThat(documented).isEqualTo(pushed);
    }

    /** A Pushgateway keeps one metric of a name in each group: what a command has pushed must not take away what is known of another. */
    @Test
    void commands_for_other_companies_and_cancellations_have_groups_of_their_own() {
        jdbc.sql("update company set company = 'A/S Ö'").update();
        String[] push = {"--metrics-pushgateway", listener.url()};
        for (String[] line : new String[][] {
            {"post", "--company", "A/S Ö", "--posting-date", "2025-10-31"},
            {"post", "--all-companies"},
            {"cancel", "--run", "1"}
        }) {
            Capture capture = new Capture();
            assertThat(capture.execute(Stream.of(line, push).flatMap(Stream::of).toArray(String[]::new)))
                    .as(capture.err())
                    .isZero();
        }
        assertThat(listener.heard())
                .extracting(Listener.Heard::path)
                .filteredOn(path -> path.contains("/scope"))
                .containsExactly(
                        "/metrics/job/period_close/scope@base64/QS9TIMOW",
                        "/metrics/job/period_close/scope/(all)",
                        "/metrics/job/period_close/scope/(cancel)");
        assertThat(listener.heard("/metrics/job/period_close"))
                .hasSize(3)
                .allSatisfy(totals -> assertThat(totals.text()).doesNotContain("scope="));
        assertThat(listener.heard("/metrics/job/period_close/scope/(cancel)")
                        .get(0)
                        .text())
                .contains("period_close_post_exit_code{scope=\"(cancel)\"} 0.0");
    }

    @Test
    void a_cancellation_is_traced_as_one() throws Exception {
        post(0, Map.of());
        Capture capture = new Capture();
        assertThat(capture.execute("cancel", "--run", "1", "--trace-otlp", listener.url()))
                .as(capture.err())
                .isZero();
        Span run = named("cancel J", spans());
        assertThat(run.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(attributes(run.getAttributesList()))
                .containsEntry("period_close.cancels", "1")
                .containsEntry("period_close.run", "2")
                .containsEntry("period_close.status", "posted");
    }

    // With a log for collectors

    @Test
    void what_is_told_to_people_is_a_record_of_the_log_too() {
        Capture capture = new Capture();
        assertThat(capture.execute("migrate", "--log-format", "ecs")).isZero();
        System.setProperty(URL, "jdbc:postgresql://localhost:1/nowhere");
        assertThat(capture.execute("migrate", "--log-format", "ecs")).isEqualTo(8);
        assertThat(capture.err()).isEmpty();
        assertThat(capture.execute("migrate")).isEqualTo(8);
        assertThat(capture.err()).startsWith("DATABASE_UNREACHABLE  ");
    }

    @Test
    void an_otlp_endpoint_gets_metrics_and_a_trace_of_each_run() throws Exception {
        Map<String, String> environment = Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", listener.url(),
                "OTEL_EXPORTER_OTLP_HEADERS", "api-key=s%20t",
                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test",
                "TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        post(0, environment);
        assertThat(listener.heard())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.headers())
                        .containsEntry("Api-key", List.of("s t"))
                        .containsEntry("Content-type", List.of("application/x-protobuf")));
        ExportMetricsServiceRequest metrics = ExportMetricsServiceRequest.parseFrom(
                listener.heard("/v1/metrics").get(0).body());
        assertThat(attributes(metrics.getResourceMetrics(0).getResource().getAttributesList()))
                .containsEntry("service.name", "period-close")
                .containsEntry("deployment.environment", "test");
        Metric settled = metrics.getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream()
                .filter(metric -> metric.getName().equals("period_close.settlements"))
                .findFirst()
                .orElseThrow();
        assertThat(settled.getSum().getDataPoints(0).getAsDouble()).isEqualTo(5.0);

        List<Span> spans = spans();
        Span run = named("post J", spans);
        Span settle = named("settle", spans);
        assertThat(hex(run.getTraceId().toByteArray())).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(hex(run.getParentSpanId().toByteArray())).isEqualTo("b7ad6b7169203331");
        assertThat(attributes(run.getAttributesList()))
                .containsEntry("period_close.run", "1")
                .containsEntry("period_close.status", "posted");
        assertThat(spans).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(run.getTraceId());
            assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
        });
        for (String step : List.of("prepare", "settle", "verify", "post")) {
            assertThat(named(step, spans).getParentSpanId()).as(step).isEqualTo(run.getSpanId());
        }
        assertThat(named("partition 0", spans).getParentSpanId()).isEqualTo(settle.getSpanId());
    }

    @Test
    void the_trace_of_a_refused_run_tells_why() throws Exception {
        jdbc.sql("update fiscal_period set status = 'CLOSED'").update();
        post(4, Map.of(), "--trace-otlp", listener.url());
        Span run = named("post J", spans());
        assertThat(run.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(run.getStatus().getMessage()).startsWith("PERIOD_NOT_OPEN ");
    }

    @Test
    void an_address_that_is_none_is_wrong_usage_and_not_repeated() {
        Capture capture = post(2, Map.of(), "--ping-url", "example.com/secret");
        assertThat(capture.err()).contains("--ping-url is not a valid address").doesNotContain("secret");
    }

    private List<Span> spans() throws Exception {
        return ExportTraceServiceRequest.parseFrom(
                        listener.heard("/v1/traces").get(0).body())
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpansList();
    }

    private static Span named(String name, List<Span> spans) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(
                        Collectors.toMap(KeyValue::getKey, one -> one.getValue().getStringValue()));
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    private Set<String> names() {
        return listener.heard().stream()
                .flatMap(push -> SAMPLE.matcher(push.text()).results())
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> samples(String text) {
        return SAMPLE.matcher(text)
                .results()
                .collect(Collectors.toMap(
                        result -> result.group(1) + (result.group(2) == null ? "" : result.group(2)),
                        (MatchResult result) -> result.group(3)));
    }
}
