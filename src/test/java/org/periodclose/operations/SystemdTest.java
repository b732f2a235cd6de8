package org.periodclose.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.core.fault.Outcome;

/** The units in {@code config/cron}: systemd would take them, and they do about each exit code what Kubernetes does. */
class SystemdTest {
    private static final Path FOLDER = Path.of("config/cron");
    private static final String WORKER = "period-close-worker@.service";
    private static final String CONSOLE = "period-close-console.service";

    @Test
    void systemd_has_no_complaint(@TempDir Path directory) throws Exception {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(analyze), "no systemd-analyze here, the units are not verified");
        for (String unit : List.of("period-close.service", "period-close.timer", WORKER, CONSOLE)) {
            String text = Manifests.text(FOLDER.resolve(unit))
                    .replace("ExecStart=/opt/period-close/bin/period-close-cron", "ExecStart=" + CronTest.SCRIPT)
                    .replace("ExecStart=/usr/bin/java", "ExecStart=" + System.getProperty("java.home") + "/bin/java");
            Files.writeString(directory.resolve(unit), text);
        }
        Command ended = Command.run(
                directory,
                Map.of("PATH", "/usr/bin:/bin"),
                List.of(
                        analyze.toString(),
                        "verify",
                        "./period-close.service",
                        "./period-close.timer",
                        "./" + WORKER.replace("@", "@1"),
                        "./" + CONSOLE));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void the_exit_codes_mean_what_they_mean_to_kubernetes() throws IOException {
        Set<Integer> retried = codes("RestartForceExitStatus");
        Set<Integer> wellEnded = codes("SuccessExitStatus");
        for (Outcome outcome : Outcome.values()) {
            Decision decision = Decision.about(outcome);
            assertThat(retried.contains(outcome.exitCode()))
                    .as(outcome + " is tried again")
                    .isEqualTo(decision == Decision.RETRY);
            assertThat(wellEnded.contains(outcome.exitCode()))
                    .as(outcome + " is a good end besides 0")
                    .isEqualTo(decision == Decision.STOPPED);
        }
        assertThat(retried).as("hung up, crashed, killed").contains(129, 134, 137);
        assertThat(values("Restart")).as("only those codes").isEmpty();
    }

    @Test
    void it_runs_without_rights_reads_secrets_as_files_and_writes_only_its_logs() throws IOException {
        assertThat(values("User")).containsExactly("period-close");
        assertThat(values("ProtectSystem")).containsExactly("strict");
        assertThat(values("NoNewPrivileges")).containsExactly("true");
        assertThat(values("CapabilityBoundingSet")).containsExactly("");
        assertThat(values("Environment")).containsExactly("PERIOD_CLOSE_SECRETS=%d");
        assertThat(values("LoadCredential"))
                .extracting(credential -> credential.substring(0, credential.indexOf(':')))
                .containsExactly("spring.datasource.username", "spring.datasource.password");
    }

    @Test
    void a_stop_reaches_the_script_and_has_the_time_to_end() throws IOException {
        assertThat(values("KillMode")).containsExactly("mixed");
        assertThat(Integer.parseInt(values("TimeoutStopSec").get(0)))
                .as("the program stops within 10 s")
                .isGreaterThanOrEqualTo(20);
    }

    @Test
    void a_worker_is_started_again_unless_a_person_has_to_look() throws IOException {
        assertThat(of(WORKER, "Restart")).containsExactly("always");
        Set<Integer> notAgain = numbers(of(WORKER, "RestartPreventExitStatus"));
        Set<Integer> wellEnded = numbers(of(WORKER, "SuccessExitStatus"));
        for (Outcome outcome : Outcome.values()) {
            Decision decision = Decision.about(outcome);
            assertThat(notAgain.contains(outcome.exitCode()))
                    .as(outcome + " is final")
                    .isEqualTo(decision == Decision.TELL);
            assertThat(wellEnded.contains(outcome.exitCode()))
                    .as(outcome + " is a good end besides 0")
                    .isEqualTo(decision == Decision.STOPPED);
        }
    }

    @Test
    void a_worker_has_the_rights_of_the_posting_the_time_to_end_and_a_name_of_its_own() throws IOException {
        for (String key : List.of(
                "User",
                "EnvironmentFile",
                "LoadCredential",
                "ProtectSystem",
                "NoNewPrivileges",
                "CapabilityBoundingSet",
                "RestrictAddressFamilies",
                "SystemCallFilter",
                "UMask",
                "KillMode",
                "TimeoutStopSec")) {
            assertThat(of(WORKER, key)).as(key).isNotEmpty().isEqualTo(values(key));
        }
        assertThat(of(WORKER, "Environment"))
                .containsExactly("PERIOD_CLOSE_WORKER=%H-%i", "PERIOD_CLOSE_THREADS=2", "PERIOD_CLOSE_SECRETS=%d");
        assertThat(of(WORKER, "ExecStart"))
                .singleElement()
                .asString()
                .endsWith(" -jar /opt/period-close/period-close.jar work")
                .contains("-XX:+CrashOnOutOfMemoryError")
                .doesNotContain("-XX:+ExitOnOutOfMemoryError");
        assertThat(Manifests.text(FOLDER.resolve(WORKER))).contains("[Install]\nWantedBy=multi-user.target");
    }

    @Test
    void the_console_is_started_again_unless_it_was_ended_or_a_person_has_to_look() throws IOException {
        assertThat(of(CONSOLE, "Restart")).containsExactly("on-failure");
        for (String key : List.of("RestartPreventExitStatus", "SuccessExitStatus")) {
            assertThat(of(CONSOLE, key)).as(key).isNotEmpty().isEqualTo(of(WORKER, key));
        }
        assertThat(of(CONSOLE, "KillSignal")).containsExactly("SIGTERM");
    }

    @Test
    void the_console_has_the_limits_of_a_worker_and_a_login_of_its_own() throws IOException {
        for (String key : List.of(
                "User",
                "EnvironmentFile",
                "ProtectSystem",
                "ProtectHome",
                "PrivateTmp",
                "NoNewPrivileges",
                "CapabilityBoundingSet",
                "RestrictAddressFamilies",
                "SystemCallFilter",
                "UMask",
                "KillMode",
                "TimeoutStopSec")) {
            assertThat(of(CONSOLE, key)).as(key).isNotEmpty().isEqualTo(of(WORKER, key));
        }
        assertThat(of(CONSOLE, "Environment")).containsExactly("PERIOD_CLOSE_SECRETS=%d");
        assertThat(of(CONSOLE, "LoadCredential"))
                .containsExactly(
                        "spring.datasource.username:/etc/period-close/secrets/console.username",
                        "spring.datasource.password:/etc/period-close/secrets/console.password");
        assertThat(of(CONSOLE, "ExecStart"))
                .singleElement()
                .asString()
                .endsWith(" -jar /opt/period-close/period-close.jar serve")
                .contains("-XX:+CrashOnOutOfMemoryError")
                .doesNotContain("-XX:+ExitOnOutOfMemoryError");
    }

    private static Set<Integer> codes(String key) throws IOException {
        return numbers(values(key));
    }

    private static Set<Integer> numbers(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(" ", -1)))
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    private static List<String> values(String key) throws IOException {
        return of("period-close.service", key);
    }

    private static List<String> of(String unit, String key) throws IOException {
        return Files.readAllLines(FOLDER.resolve(unit)).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }
}
