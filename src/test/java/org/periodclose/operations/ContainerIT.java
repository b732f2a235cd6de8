package org.periodclose.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.core.fault.Outcome;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The container image, without a container engine: its layout, and its entry point run the way {@code config/kubernetes} runs it. */
class ContainerIT {
    private static final Path SCRIPT =
            Path.of("src/test/resources/container.sh").toAbsolutePath();

    private static ContainerImage image;

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    /** No test changes it. */
    @BeforeAll
    static void build(@TempDir Path stages) throws IOException, InterruptedException {
        image = ContainerImage.build(stages);
    }

    ContainerIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectory(directory.resolve("root"));
        Files.createDirectory(directory.resolve("secrets"));
        environment.put("PATH", System.getProperty("java.home") + "/bin:/usr/sbin:/usr/bin:/bin");
        environment.put("PERIOD_CLOSE_SECRETS", "/run/secrets/period-close");
    }

    @Test
    void the_program_and_its_libraries_are_apart_so_that_an_update_is_small() throws IOException {
        String home = image.workDirectory().substring(1);
        assertThat(image.files())
                .contains(Path.of(home, "period-close.jar"))
                .anyMatch(file -> file.toString().matches(home + "/lib/postgresql-.*\\.jar"));
        assertThat(Files.size(image.root().resolve(home + "/period-close.jar"))).isLessThan(5_000_000);
        List<String> copies = ContainerImage.lines().stream()
                .filter(line -> line.startsWith("COPY --from"))
                .toList();
        assertThat(copies.get(copies.size() - 1))
                .as("what changes most comes last")
                .contains("/application/");
    }

    @Test
    void the_user_is_a_number_and_the_one_of_the_manifests() {
        assertThat(image.user()).isEqualTo("10001:10001");
    }

    @Test
    void only_the_jar_goes_into_the_build() throws IOException {
        List<String> rules = Files.readAllLines(Path.of("config/container/Dockerfile.dockerignore")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(rules).containsExactly("*", "!target/period-close.jar");
        assertThat(ContainerImage.lines()).contains("COPY target/period-close.jar period-close.jar");
    }

    @Test
    void out_of_memory_does_not_look_like_posted_with_skipped_lines() throws Exception {
        List<String> words = new ArrayList<>(image.entryPoint());
        words.subList(words.indexOf("-jar"), words.size()).clear();
        words.addAll(List.of(
                "-Xmx16m",
                "-XX:ErrorFile=" + directory.resolve("java-error.log"),
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                OutOfMemory.class.getName()));
        assertThat(Command.run(directory, environment, words).exitCode()).isEqualTo(Outcome.FAILED.exitCode());
    }

    /** Takes more than there is. */
    static final class OutOfMemory {
        private OutOfMemory() {}

        public static void main(String[] args) {
            System.out.println(new byte[1 << 30].length);
        }
    }

    @Test
    void it_starts_without_rights_and_with_nothing_to_write_to_but_tmp() throws Exception {
        Command ended = run("--version");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isNotBlank();
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void the_room_it_is_tested_in_is_as_narrow_as_a_container() throws Exception {
        Command ended = contained(List.of("sh", "-c", """
                echo "$$ $(id -u):$(id -g) $(pwd)"
                grep -E '^(CapEff|CapBnd|NoNewPrivs):' /proc/self/status | tr -d '\\t'
                for file in /x /etc/x "$PWD/x" "$PWD/period-close.jar" "$PERIOD_CLOSE_SECRETS/x"; do
                    (: >>"$file") 2>/dev/null && echo "wrote $file"
                done
                : >/tmp/x && echo /tmp"""));
        assertThat(ended.out().lines())
                .containsExactly(
                        "1 10001:10001 /opt/period-close",
                        "CapEff:0000000000000000",
                        "CapBnd:0000000000000000",
                        "NoNewPrivs:1",
                        "/tmp");
    }

    @Test
    void it_reads_its_secrets_from_files_as_kubernetes_lays_them() throws Exception {
        environment.put("SPRING_DATASOURCE_URL", address());
        secret("postgres");
        assertThat(run("journals", "--output", "json").exitCode()).isZero();

        secret("nobody_of_that_name");
        Command ended = run("journals");
        assertThat(ended.exitCode()).isEqualTo(Outcome.UNREACHABLE.exitCode());
    }

    @Test
    void a_run_shows_who_started_it_although_the_user_has_no_name() throws Exception {
        String url = TestDatabase.freshUrl();
        JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        environment.put("SPRING_DATASOURCE_URL", url.replaceFirst("[?].*", ""));
        secret("postgres");
        Command posted = run("post", "--company", "C", "--posting-date", "2025-10-31");
        assertThat(posted.exitCode()).as(posted.err()).isZero();
        assertThat(jdbc.sql("select distinct started_by from posting_run")
                        .query(String.class)
                        .single())
                .matches("10001@\\S+");
    }

    @Test
    void without_a_database_it_does_not_make_one_of_its_own() throws Exception {
        assertThat(run("journals").exitCode()).isEqualTo(Outcome.UNREACHABLE.exitCode());
    }

    /** The tests' server without the user: that is the secret's business. */
    private static String address() {
        String url = TestDatabase.freshUrl();
        int options = url.indexOf('?');
        return options < 0 ? url : url.substring(0, options);
    }

    /** A new version of the secret as the kubelet puts it there: a folder with a time, two links to it. */
    private void secret(String user) throws IOException {
        Path secrets = directory.resolve("secrets");
        Path version = Files.createDirectory(secrets.resolve("..2025_10_31_" + user));
        Files.writeString(version.resolve("spring.datasource.username"), user);
        Files.writeString(version.resolve("spring.datasource.password"), "secret\n");
        Files.deleteIfExists(secrets.resolve("..data"));
        Files.createSymbolicLink(secrets.resolve("..data"), version.getFileName());
        for (String name : List.of("spring.datasource.username", "spring.datasource.password")) {
            Files.setAttribute(version.resolve(name), "unix:mode", 0100440);
            Files.setAttribute(version.resolve(name), "unix:gid", 10001);
            Files.deleteIfExists(secrets.resolve(name));
            Files.createSymbolicLink(secrets.resolve(name), Path.of("..data", name));
        }
    }

    private Command run(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(image.entryPoint());
        words.addAll(List.of(arguments));
        return contained(words);
    }

    private Command contained(List<String> command) throws IOException, InterruptedException {
        List<String> namespaces = List.of("unshare", "--mount", "--pid", "--fork", "--kill-child");
        List<String> words = new ArrayList<>(namespaces);
        words.add("true");
        assumeTrue(
                Command.run(directory, environment, words).exitCode() == 0,
                "namespaces need root: the entry point is not run here");
        words.remove("true");
        words.addAll(List.of(
                "sh",
                SCRIPT.toString(),
                directory.resolve("root").toString(),
                image.root().toString(),
                directory.resolve("secrets").toString(),
                image.user(),
                image.workDirectory(),
                System.getProperty("java.home")));
        words.addAll(command);
        return Command.run(directory, environment, words);
    }
}
