package org.periodclose.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.periodclose.Patience.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.core.fault.Outcome;
import org.periodclose.database.DatabaseConfiguration;
import org.periodclose.database.DatabaseConfigurationTest;
import org.periodclose.database.TestDatabase;
import org.periodclose.desk.NamedDatabase;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.FileSystemResource;

/** The manifests in {@code config/kubernetes}: Kubernetes would take them, and they do what {@code operations.md} promises. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("config/kubernetes");
    private static final String SECRETS = "/run/secrets/period-close";
    private static final List<HasMetadata> RESOURCES = Manifests.in(FOLDER);
    private static final CronJobSpec CRON = only(CronJob.class).getSpec();
    private static final JobSpec NIGHTLY = CRON.getJobTemplate().getSpec();
    private static final JobSpec MIGRATION = only(Job.class).getSpec();
    private static final DeploymentSpec WORKERS =
            only("period-close-worker", Deployment.class).getSpec();
    private static final DeploymentSpec CONSOLE =
            only("period-close-console", Deployment.class).getSpec();

    @ParameterizedTest
    @ValueSource(strings = {"concurencyPolicy: Forbid", "concurrencyPolicy: Forbid\n  concurrencyPolicy: Allow"})
    void a_misspelt_field_and_a_repeated_one_are_found(String mistake) {
        String text = Manifests.text(FOLDER.resolve("cronjob.yaml"));
        assertThat(text).contains("concurrencyPolicy: Forbid");
        assertThatThrownBy(() -> Manifests.parse(text.replace("concurrencyPolicy: Forbid", mistake)))
                .hasMessageContaining(mistake.substring(0, mistake.indexOf(':')));
    }

    @Test
    void a_misspelt_field_deep_inside_is_found() {
        String text = Manifests.text(FOLDER.resolve("cronjob.yaml"));
        assertThatThrownBy(() -> Manifests.parse(text.replace("readOnlyRootFilesystem", "readOnlyRootFileSystem")))
                .hasMessageContaining("readOnlyRootFileSystem");
    }

    @Test
    void one_run_at_a_time_in_a_stated_zone_and_late_starts_have_an_end() {
        assertThat(CRON.getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(CRON.getSuspend()).isNull();
        assertThat(ZoneId.getAvailableZoneIds()).contains(CRON.getTimeZone());
        assertThat(CRON.getStartingDeadlineSeconds())
                .as("ten seconds is how often the controller looks")
                .isGreaterThan(10);
        assertThat(CRON.getFailedJobsHistoryLimit()).isPositive();
    }

    @Test
    void a_late_start_or_a_retry_has_the_same_posting_date() {
        assertThat(container(NIGHTLY).getArgs())
                .containsExactly(
                        "post", "--all-companies", "--posting-date", "yesterday", "--time-zone", CRON.getTimeZone());
        String[] schedule = CRON.getSchedule().split(" ", -1);
        Duration start = Duration.ofHours(Long.parseLong(schedule[1])).plusMinutes(Long.parseLong(schedule[0]));
        assertThat(start.plusSeconds(CRON.getStartingDeadlineSeconds()).plusSeconds(NIGHTLY.getActiveDeadlineSeconds()))
                .as("start + latest start + longest work, with an hour for a change of clocks")
                .isLessThan(Duration.ofHours(23));
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void every_exit_code_has_the_rule_that_is_written_for_it(Outcome outcome) {
        assertThat(decision(NIGHTLY, outcome.exitCode(), false))
                .isEqualTo(
                        switch (Decision.about(outcome)) {
                            case DONE -> "Complete";
                            case TELL -> "FailJob";
                            case RETRY -> "Count";
                            case STOPPED -> "Ignore";
                        });
    }

    @Test
    void a_kill_counts_unless_the_cluster_took_the_node() {
        assertThat(decision(NIGHTLY, 137, false)).isEqualTo("Count");
        assertThat(decision(NIGHTLY, 137, true)).isEqualTo("Ignore");
        assertThat(decision(NIGHTLY, 143, true)).isEqualTo("Ignore");
        assertThat(decision(NIGHTLY, Outcome.REFUSED.exitCode(), true))
                .as("refused is refused, on whatever node")
                .isEqualTo("FailJob");
    }

    @Test
    void a_migration_that_can_never_work_is_not_tried_again() {
        assertThat(decision(MIGRATION, Outcome.WRONG_USAGE.exitCode(), false)).isEqualTo("FailJob");
        assertThat(decision(MIGRATION, Outcome.REFUSED.exitCode(), false)).isEqualTo("FailJob");
        assertThat(decision(MIGRATION, Outcome.UNREACHABLE.exitCode(), false)).isEqualTo("Count");
        assertThat(container(MIGRATION).getArgs()).containsExactly("migrate");
        assertThat(MIGRATION.getActiveDeadlineSeconds()).isNull();
    }

    /** How the Job controller decides about a failed pod: the first rule that fits, else Count. */
    private static String decision(JobSpec job, int exitCode, boolean disrupted) {
        if (exitCode == 0) {
            return "Complete";
        }
        return job.getPodFailurePolicy().getRules().stream()
                .filter(rule -> fits(rule, exitCode, disrupted))
                .map(PodFailurePolicyRule::getAction)
                .findFirst()
                .orElse("Count");
    }

    private static boolean fits(PodFailurePolicyRule rule, int exitCode, boolean disrupted) {
        if (rule.getOnExitCodes() == null) {
            return disrupted
                    && rule.getOnPodConditions().stream()
                            .anyMatch(condition -> "DisruptionTarget".equals(condition.getType())
                                    && "True".equals(condition.getStatus()));
        }
        return rule.getOnExitCodes().getValues().contains(exitCode);
    }

    private static List<JobSpec> jobs() {
        return List.of(NIGHTLY, MIGRATION);
    }

    private static List<PodSpec> pods() {
        return List.of(
                NIGHTLY.getTemplate().getSpec(),
                MIGRATION.getTemplate().getSpec(),
                WORKERS.getTemplate().getSpec(),
                CONSOLE.getTemplate().getSpec());
    }

    /** What the API server checks beyond the fields. */
    @ParameterizedTest
    @MethodSource("jobs")
    void the_api_server_accepts_the_failure_policy(JobSpec job) {
        assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(job.getPodReplacementPolicy())
                .as("the only one that goes with podFailurePolicy")
                .isEqualTo("Failed");
        assertThat(job.getBackoffLimit()).isPositive();
        assertThat(job.getPodFailurePolicy().getRules())
                .hasSizeLessThanOrEqualTo(20)
                .allSatisfy(rule -> {
                    assertThat(rule.getAction()).isIn("FailJob", "Ignore", "Count");
                    assertThat(rule.getOnExitCodes() == null)
                            .as("exit codes or conditions, not both")
                            .isNotEqualTo(rule.getOnPodConditions().isEmpty());
                    if (rule.getOnExitCodes() != null) {
                        assertThat(rule.getOnExitCodes().getOperator()).isEqualTo("In");
                        assertThat(rule.getOnExitCodes().getContainerName())
                                .isEqualTo(container(job).getName());
                        assertThat(rule.getOnExitCodes().getValues())
                                .doesNotContain(0)
                                .doesNotHaveDuplicates()
                                .isSorted();
                    }
                });
    }

    /** The "restricted" level of the Pod Security Standards, and a root file system that cannot be written. */
    @ParameterizedTest
    @MethodSource("pods")
    void a_pod_has_no_more_rights_than_it_needs(PodSpec pod) {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks())
                .as("they would look like options of the program")
                .isFalse();
        assertThat(pod.getHostNetwork()).isNull();
        Container container = container(pod);
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(container.getCommand()).as("the image's own entry point").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void a_pod_says_what_it_takes_and_has_the_time_to_stop(PodSpec pod) {
        Map<String, Quantity> requests = container(pod).getResources().getRequests();
        Map<String, Quantity> limits = container(pod).getResources().getLimits();
        assertThat(requests).containsKeys("cpu", "memory", "ephemeral-storage");
        assertThat(limits).containsKeys("memory", "ephemeral-storage").doesNotContainKey("cpu");
        assertThat(requests.get("memory")).isEqualTo(limits.get("memory"));
        assertThat(pod.getTerminationGracePeriodSeconds())
                .as("the program stops within 10 s")
                .isGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void only_tmp_can_be_written_and_secrets_are_files(PodSpec pod) {
        Set<String> writable = new HashSet<>();
        container(pod).getVolumeMounts().forEach(mount -> {
            if (!Boolean.TRUE.equals(mount.getReadOnly())) {
                writable.add(mount.getMountPath());
                assertThat(volume(pod, mount.getName()).getEmptyDir().getSizeLimit())
                        .isNotNull();
            }
        });
        assertThat(writable).containsExactly("/tmp");

        assertThat(container(pod).getEnv())
                .as("no secret in the environment")
                .extracting(EnvVar::getName)
                .startsWith("PERIOD_CLOSE_SECRETS")
                .isSubsetOf("PERIOD_CLOSE_SECRETS", "PERIOD_CLOSE_WORKER", "PERIOD_CLOSE_THREADS");
        assertThat(container(pod).getEnv().get(0).getValue()).isEqualTo(SECRETS);
        assertThat(container(pod).getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().equals(SECRETS))
                .singleElement()
                .satisfies(mount -> assertThat(
                                volume(pod, mount.getName()).getSecret().getDefaultMode())
                        .as("for the program's group, not for the world")
                        .isEqualTo(0440));
        assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(10001);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void what_a_pod_refers_to_is_among_the_examples(PodSpec pod) {
        Set<String> secrets = names(Secret.class);
        Set<String> configMaps = names(ConfigMap.class);
        container(pod)
                .getEnvFrom()
                .forEach(source ->
                        assertThat(configMaps).contains(source.getConfigMapRef().getName()));
        pod.getVolumes().forEach(volume -> {
            if (volume.getSecret() != null) {
                assertThat(secrets).contains(volume.getSecret().getSecretName());
            }
            if (volume.getConfigMap() != null) {
                assertThat(configMaps).contains(volume.getConfigMap().getName());
            }
        });
    }

    @Test
    void the_migration_runs_as_owner_and_the_posting_as_operator() {
        assertThat(secretOf(MIGRATION.getTemplate().getSpec())).isEqualTo("period-close-owner");
        assertThat(secretOf(NIGHTLY.getTemplate().getSpec())).isEqualTo("period-close-operator");
        assertThat(container(MIGRATION).getImage()).isEqualTo(container(NIGHTLY).getImage());
    }

    // Workers

    @Test
    void workers_are_of_the_version_and_the_user_of_the_posting() {
        PodSpec pod = WORKERS.getTemplate().getSpec();
        assertThat(container(pod).getImage()).isEqualTo(container(NIGHTLY).getImage());
        assertThat(secretOf(pod)).isEqualTo("period-close-operator");
        assertThat(WORKERS.getStrategy().getType())
                .as("never two versions at the same time")
                .isEqualTo("Recreate");
    }

    @Test
    void a_worker_runs_until_it_is_told_to_end_and_has_a_name_of_its_own() {
        PodSpec pod = WORKERS.getTemplate().getSpec();
        assertThat(container(pod).getArgs()).containsExactly("work");
        assertThat(pod.getRestartPolicy()).as("what a Deployment takes").isIn(null, "Always");
        assertThat(container(pod).getEnv())
                .filteredOn(variable -> variable.getName().equals("PERIOD_CLOSE_WORKER"))
                .singleElement()
                .satisfies(name -> assertThat(name.getValueFrom().getFieldRef().getFieldPath())
                        .isEqualTo("metadata.name"));
        assertThat(container(pod).getReadinessProbe())
                .as("nobody connects to it")
                .isNull();
    }

    @Test
    void the_probe_of_a_worker_finds_a_process_that_was_stopped() throws Exception {
        List<String> probe = container(WORKERS.getTemplate().getSpec())
                .getLivenessProbe()
                .getExec()
                .getCommand();
        assumeThat(Files.exists(Path.of("/proc/self/status"))).isTrue();
        Process sleeping = new ProcessBuilder("sleep", "600").start();
        try {
            String own = "/proc/" + sleeping.pid() + "/status";
            List<String> here = probe.stream()
                    .map(word -> word.replace("/proc/1/status", own))
                    .toList();
            assertThat(here).isNotEqualTo(probe);
            assertThat(new ProcessBuilder(here).start().waitFor()).isZero();
            assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(sleeping.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            await().until(() -> new ProcessBuilder(here).start().waitFor() != 0);
        } finally {
            sleeping.destroyForcibly();
        }
    }

    @Test
    void labels_find_the_workers_and_no_other_pod() {
        Map<String, String> labels = WORKERS.getTemplate().getMetadata().getLabels();
        assertThat(WORKERS.getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(labels).containsEntry("app.kubernetes.io/component", "worker");
        assertThat(NIGHTLY.getTemplate().getMetadata().getLabels()).doesNotContainKey("app.kubernetes.io/component");
        PodDisruptionBudgetSpec budget = only(PodDisruptionBudget.class).getSpec();
        assertThat(budget.getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(budget.getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(WORKERS.getTemplate()
                        .getSpec()
                        .getAffinity()
                        .getPodAntiAffinity()
                        .getPreferredDuringSchedulingIgnoredDuringExecution())
                .singleElement()
                .satisfies(term -> {
                    assertThat(term.getPodAffinityTerm().getTopologyKey()).isEqualTo("kubernetes.io/hostname");
                    assertThat(term.getPodAffinityTerm().getLabelSelector().getMatchLabels())
                            .isEqualTo(labels);
                });
    }

    // The console

    @Test
    void the_console_is_one_process_with_its_own_login_in_the_zone_of_the_posting() {
        PodSpec pod = CONSOLE.getTemplate().getSpec();
        assertThat(CONSOLE.getReplicas()).as("sessions are in the process").isEqualTo(1);
        assertThat(CONSOLE.getStrategy().getType()).as("never two").isEqualTo("Recreate");
        assertThat(container(pod).getImage()).isEqualTo(container(NIGHTLY).getImage());
        assertThat(secretOf(pod)).isEqualTo("period-close-console");
        assertThat(only("period-close-console", Secret.class).getStringData())
                .containsEntry("spring.datasource.username", "period_close_console");
        assertThat(container(pod).getArgs())
                .containsExactly("serve", "--address", "0.0.0.0", "--port", "8080", "--time-zone", CRON.getTimeZone());
    }

    @Test
    void the_probes_ask_the_console_where_it_listens_and_only_readiness_asks_the_database() {
        Container container = container(CONSOLE.getTemplate().getSpec());
        assertThat(container.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("http");
            assertThat(port.getContainerPort()).hasToString(container.getArgs().get(4));
        });
        Map<String, Probe> probes = Map.of(
                "/health/liveness", container.getLivenessProbe(), "/health/readiness", container.getReadinessProbe());
        probes.forEach((path, probe) -> {
            assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        });
        Probe startup = container.getStartupProbe();
        assertThat(startup.getHttpGet()).isEqualTo(container.getLivenessProbe().getHttpGet());
        assertThat(startup.getPeriodSeconds() * startup.getFailureThreshold())
                .as("a slow node")
                .isGreaterThanOrEqualTo(60);
        assertThat(container.getReadinessProbe().getTimeoutSeconds())
                .as("the console waits ten seconds for the database")
                .isBetween(11, container.getReadinessProbe().getPeriodSeconds());
    }

    @Test
    void the_service_finds_the_console_and_no_other_pod() {
        Map<String, String> labels = CONSOLE.getTemplate().getMetadata().getLabels();
        assertThat(labels).containsEntry("app.kubernetes.io/component", "console");
        assertThat(CONSOLE.getSelector().getMatchLabels()).isEqualTo(labels);
        var service = only(Service.class).getSpec();
        assertThat(service.getSelector()).isEqualTo(labels);
        assertThat(service.getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
        Map<String, String> annotations = CONSOLE.getTemplate().getMetadata().getAnnotations();
        assertThat(annotations)
                .containsEntry("prometheus.io/path", "/prometheus")
                .containsEntry(
                        "prometheus.io/port",
                        container(CONSOLE.getTemplate().getSpec()).getArgs().get(4));
    }

    // Several databases

    @Test
    void the_list_of_databases_and_its_passwords_are_read_as_they_are_mounted(@TempDir Path mounted) throws Exception {
        Map<String, String> files = only("period-close-databases", Secret.class).getStringData();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(mounted.resolve(file.getKey()), file.getValue());
        }
        assertThat(NamedDatabase.list(mounted.resolve("databases.csv")))
                .extracting(NamedDatabase::name)
                .containsExactly("north", "south");
        assertThat(files).hasSize(3);
        files.forEach((name, value) -> assertThat(name.equals("databases.csv") || value.equals("replace-me"))
                .as(name)
                .isTrue());
        String text = Manifests.text(FOLDER.resolve("cronjob.yaml"));
        assertThat(text)
                .contains("secretName: period-close-databases", "mountPath: /run/secrets/period-close-databases");
    }

    @Test
    void the_secrets_are_placeholders_under_the_names_of_the_properties() {
        assertThat(RESOURCES.stream()
                        .filter(Secret.class::isInstance)
                        .map(Secret.class::cast)
                        .filter(secret -> !secret.getMetadata().getName().equals("period-close-databases")))
                .hasSize(3)
                .allSatisfy(secret -> {
                    assertThat(secret.getStringData())
                            .containsOnlyKeys("spring.datasource.username", "spring.datasource.password")
                            .containsEntry("spring.datasource.password", "replace-me");
                    assertThat(secret.getData()).isEmpty();
                });
    }

    @Test
    void the_program_looks_for_its_secrets_where_the_manifests_put_them() throws Exception {
        var settings = new YamlPropertySourceLoader()
                .load("application", new FileSystemResource("config/application.yaml"))
                .get(0);
        assertThat(settings.getProperty("spring.config.import"))
                .isEqualTo("optional:configtree:${PERIOD_CLOSE_SECRETS:" + SECRETS + "}/");
    }

    @Test
    void the_server_releases_a_failed_node_within_about_a_minute() {
        Map<String, String> settings = only("period-close", ConfigMap.class).getData();
        assertKeepalives(settings.getOrDefault("SPRING_DATASOURCE_URL", "none"));
    }

    /** The program with the parameters of the address as it is written; the server is the tests' and knows no TLS. */
    static void assertKeepalives(String address) {
        assertThat(address)
                .startsWith("jdbc:postgresql://")
                .contains("sslmode=verify-full")
                .as("the program's own name tells its statements from those of others")
                .doesNotContain("ApplicationName");
        String parameters = address.substring(address.indexOf('?') + 1).replaceAll("ssl\\w+=[^&]*&?", "");
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withUserConfiguration(DatabaseConfiguration.class)
                .withPropertyValues("spring.datasource.url=" + TestDatabase.freshUrl() + "&" + parameters)
                .run(started -> assertThat(DatabaseConfigurationTest.toldToTheServer(started.getBean(DataSource.class)))
                        .isEqualTo("10 5 3 30000 5s off"));
    }

    private static Container container(JobSpec job) {
        return container(job.getTemplate().getSpec());
    }

    private static Container container(PodSpec pod) {
        List<Container> containers = pod.getContainers();
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private static Volume volume(PodSpec pod, String name) {
        return pod.getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String secretOf(PodSpec pod) {
        return pod.getVolumes().stream()
                .map(Volume::getSecret)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow()
                .getSecretName();
    }

    private static <T extends HasMetadata> T only(Class<T> type) {
        List<T> found =
                RESOURCES.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static <T extends HasMetadata> T only(String name, Class<T> type) {
        return RESOURCES.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(resource -> resource.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(Class<? extends HasMetadata> type) {
        return RESOURCES.stream()
                .filter(type::isInstance)
                .map(resource -> resource.getMetadata().getName())
                .collect(Collectors.toSet());
    }
}
