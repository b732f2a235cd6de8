package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.Patience.await;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Patience;
import org.periodclose.UnpackedJar;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.periodclose.telemetry.Listener;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar, its log and what it loads. */
class TelemetryIT {
    @TempDir
    Path folder = Path.of("");

    private String url = "";
    private JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource(TestDatabase.freshUrl()));

    @BeforeEach
    void company() {
        url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
    }

    /** Returns what it wrote to standard error. */
    private List<String> post(int exitCode, String... options) throws IOException, InterruptedException {
        Process process = start(Map.of(), options);
        try {
            return ended(process, exitCode);
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> ended(Process process, int exitCode) throws IOException, InterruptedException {
        assertThat(process.waitFor(Patience.MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(log()).isEqualTo(exitCode);
        return log().lines().toList();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("err.txt"));
    }

    private Process start(Map<String, String> environment, String... options) throws IOException {
        List<String> line =
                new ArrayList<>(UnpackedJar.start(List.of("-Xlog:class+load:file=" + folder.resolve("classes.txt"))));
        line.addAll(List.of("post", "--company=C", "--posting-date=2025-10-31"));
        line.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("SPRING_DATASOURCE_URL", url.replaceFirst("[?].*", ""));
        builder.environment().put("SPRING_DATASOURCE_USERNAME", "postgres");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Set<String> loaded(String... packages) throws IOException {
        try (var classes = Files.lines(folder.resolve("classes.txt"))) {
            return classes.map(line -> line.replaceFirst("^.*\\] ", "").replaceFirst(" .*", ""))
                    .filter(name -> List.of(packages).stream().anyMatch(name::startsWith))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void without_a_listener_nothing_is_loaded_that_could_tell_one() throws Exception {
        String[] ofListeners = {
            "io.prometheus",
            "io.opentelemetry",
            "com.google.protobuf",
            "java.net.http",
            "io.micrometer.registry",
            "org.periodclose.telemetry.Delivery",
            "org.periodclose.telemetry.JobWatch"
        };
        post(0, "--quiet");
        assertThat(loaded(ofListeners)).isEmpty();
        try (Listener listener = Listener.answering(200)) {
            post(0, "--quiet", "--metrics-otlp", listener.url(), "--metrics-pushgateway", listener.url());
        }
        assertThat(loaded(ofListeners)).as("the same look finds them").hasSizeGreaterThan(100);
    }

    @Test
    void every_line_of_an_ecs_log_is_an_object_that_tells_its_run_and_its_code() throws Exception {
        List<JsonNode> lines = json(post(0, "--log-format", "ecs"));
        assertThat(lines.stream().map(line -> line.at("/event/code").asString()))
                .containsExactly("RUN_STARTED", "RUN_POSTED");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.at("/labels/run").asString()).isEqualTo("1");
            assertThat(line.at("/labels/company").asString()).isEqualTo("C");
            assertThat(line.at("/labels/journal").asString()).isEqualTo("J");
            assertThat(line.at("/service/name").asString()).isEqualTo("period-close");
            assertThat(line.at("/ecs/version").asString()).startsWith("8.");
        });
        assertThat(lines.get(0).at("/labels/step").asString()).isEqualTo("prepare");
    }

    @Test
    void every_line_of_a_run_has_the_trace_that_is_sent_at_its_end() throws Exception {
        try (Listener listener = Listener.answering(200)) {
            List<JsonNode> lines = json(post(0, "--log-format", "ecs", "--trace-otlp", listener.url()));
            String trace = lines.get(0).at("/trace/id").asString();
            assertThat(trace).matches("[0-9a-f]{32}");
            assertThat(lines)
                    .hasSize(2)
                    .allSatisfy(
                            line -> assertThat(line.at("/trace/id").asString()).isEqualTo(trace));
            Span span = ExportTraceServiceRequest.parseFrom(
                            listener.heard("/v1/traces").get(0).body())
                    .getResourceSpans(0)
                    .getScopeSpans(0)
                    .getSpans(0);
            assertThat(HexFormat.of().formatHex(span.getTraceId().toByteArray()))
                    .isEqualTo(trace);
        }
    }

    @Test
    void a_refusal_is_told_without_the_noise_of_frameworks() throws Exception {
        jdbc.sql("update fiscal_period set status = 'CLOSED'").update();
        assertThat(post(4))
                .filteredOn(line ->
                        line.contains("[RUN_REFUSED] company=C journal=J step=prepare not posted: PERIOD_NOT_OPEN"))
                .hasSize(1);
        assertThat(post(4)).noneMatch(line -> line.contains("\tat ")).hasSizeLessThan(5);
        List<JsonNode> lines = json(post(4, "--log-format", "ecs"));
        assertThat(lines.stream().map(line -> line.at("/event/code").asString()))
                .startsWith("RUN_REFUSED")
                .containsOnly("RUN_REFUSED", "MESSAGE");
        assertThat(lines.get(0).at("/error/code").asString()).isEqualTo("PERIOD_NOT_OPEN");
        assertThat(lines.get(0).at("/error/message").asString()).startsWith("posting date 2025-10-31 lies in ");
    }

    /** Somebody else keeps the fiscal period locked, so that no run can be posted: it waits at its last step. */
    @Test
    void a_bad_night_is_told_by_the_log_the_pings_and_the_metrics() throws Exception {
        try (Listener listener = Listener.answering(200);
                Connection blocker = TestDatabase.dataSource(url).getConnection();
                Statement statement = blocker.createStatement()) {
            String[] options = {
                "--log-format", "ecs", "--ping-url", listener.url(), "--metrics-pushgateway", listener.url()
            };
            blocker.setAutoCommit(false);
            statement.execute("select from fiscal_period for update");

            Process stopped = start(Map.of(), options);
            await().until(this::somebodyWaitsForALock);
            stopped.destroy();
            assertThat(codes(ended(stopped, 143))).startsWith("RUN_STARTED").contains("RUN_STOPPED");
            assertThat(listener.heard("/start")).hasSize(1);
            assertThat(listener.heard("/143")).hasSize(1);

            Process killed = start(Map.of(), options);
            await().until(this::somebodyWaitsForALock);
            killed.destroyForcibly();
            assertThat(codes(ended(killed, 137))).contains("RUN_CONTINUED");

            Process patient =
                    start(Map.of("PERIOD_CLOSE_LOCK_TIMEOUT", "200ms", "PERIOD_CLOSE_BACKOFF", "2s"), options);
            await().until(() -> log().contains("RUN_RETRIED"));
            blocker.rollback();
            assertThat(codes(ended(patient, 0)))
                    .contains("RUN_RECOVERED", "RUN_CONTINUED", "RUN_RETRIED")
                    .endsWith("RUN_POSTED");
            assertThat(listener.heard("/start")).hasSize(3);
            assertThat(listener.heard("/")).hasSize(1);
            List<Listener.Heard> pushed = listener.heard("/metrics/job/period_close");
            assertThat(pushed.get(pushed.size() - 1).text())
                    .containsPattern("period_close_retries_total\\{company=\"C\",[^}]*status=\"posted\"} [1-9]");
        }
    }

    /** Listeners that take what comes and never answer must not cost more than the ten seconds that a stop has. */
    @Test
    void a_stop_ends_in_time_though_nobody_answers() throws Exception {
        try (Listener silent = Listener.silent();
                Connection blocker = TestDatabase.dataSource(url).getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("select from fiscal_period for update");
            String[] options = {
                "--ping-url", silent.url(),
                "--metrics-pushgateway", silent.url(),
                "--metrics-otlp", silent.url(),
                "--trace-otlp", silent.url()
            };
            Process stopped = start(Map.of(), options);
            await().until(this::somebodyWaitsForALock);
            long signal = System.nanoTime();
            stopped.destroy();
            assertThat(ended(stopped, 143)).anyMatch(line -> line.contains("[RUN_STOPPED]"));
            assertThat(Duration.ofNanos(System.nanoTime() - signal)).isLessThan(Patience.IN_TIME);
            assertThat(silent.heard("/143")).as("it was told").hasSize(1);

            Process twice = start(Map.of(), options);
            await().until(this::somebodyWaitsForALock);
            twice.destroy();
            await().until(() -> silent.heard("/143").size() == 2);
            long second = System.nanoTime();
            twice.destroy();
            ended(twice, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - second)).isLessThan(Patience.IN_TIME);
        }
    }

    private boolean somebodyWaitsForALock() {
        return jdbc.sql(
                        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single();
    }

    private static List<String> codes(List<String> lines) {
        return json(lines).stream()
                .map(line -> line.at("/event/code").asString())
                .filter(code -> !code.isEmpty())
                .toList();
    }

    private static List<JsonNode> json(List<String> lines) {
        return lines.stream().map(line -> JsonMapper.shared().readTree(line)).toList();
    }
}
