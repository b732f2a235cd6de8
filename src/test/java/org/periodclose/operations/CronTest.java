package org.periodclose.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.NamedDatabase;
import org.periodclose.embedded.IgnoredSignals;

/** {@code config/cron/period-close-cron}, with a small script in the place of Java. The real program: {@code CronIT}. */
class CronTest {
    static final Path SCRIPT = Path.of("config/cron/period-close-cron").toAbsolutePath();

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    CronTest(@TempDir Path directory) {
        this.directory = directory;
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://nowhere/none");
        environment.put("PERIOD_CLOSE_LOGS", directory.resolve("logs").toString());
        environment.put("PERIOD_CLOSE_JAVA", directory.resolve("java").toString());
    }

    @Test
    void success_is_silent_and_what_was_printed_is_kept() throws Exception {
        program("echo AWC-000001; echo working >&2; exit 0");
        assertThat(run("post", "--company", "AWC")).isEqualTo(new Command(0, "", ""));
        assertThat(logs(".out"))
                .singleElement()
                .satisfies(log -> assertThat(log).hasContent("AWC-000001"));
        assertThat(logs(".log"))
                .singleElement()
                .satisfies(log -> assertThat(log).hasContent("working"));
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = "DONE", mode = EnumSource.Mode.EXCLUDE)
    void everything_else_is_one_line_with_the_exit_code_and_the_first_fault(Outcome outcome) throws Exception {
        program("""
                echo 2025-10-31T22:00:00.000Z  INFO 1 --- [main] o.p.Posting : started >&2
                echo 'PERIOD_NOT_OPEN  period 2025-10 of AWC is CLOSED: open it' >&2
                echo 'NO_ACCOUNT  item BK-R93R has no LOSS account: add one' >&2
                echo AWC-2025-10  OPEN  5890
                exit %d""".formatted(outcome.exitCode()));
        Command ended = run("post", "--company", "AWC");
        assertThat(ended.exitCode()).isEqualTo(outcome.exitCode());
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .matches("period-close: post: exit " + outcome.exitCode()
                        + ", [a-z ,]+: PERIOD_NOT_OPEN  period 2025-10 of AWC is CLOSED: open it \\(.*\\.log\\)\n");
    }

    @Test
    void without_a_fault_the_last_words_are_the_reason() throws Exception {
        program("echo first >&2; echo 'Error: Unable to access jarfile' >&2; echo >&2; exit 1");
        assertThat(run("post").err()).contains("exit 1").contains(": Error: Unable to access jarfile (");
    }

    @Test
    void among_several_journals_the_line_names_the_first_that_was_not_posted() throws Exception {
        program("""
                echo 'Journal A-1 of company AWC was not posted: 2 faults' >&2
                echo '  NOTE_REQUIRED  no note: give one' >&2
                echo '  NO_ACCOUNT  item X has no LOSS account: add one' >&2
                echo 'Journal A-2 of company AWC was not posted:' >&2
                echo '  NOTE_REQUIRED  no note: give one' >&2
                exit 4""");
        assertThat(run("post").err())
                .contains("exit 4, refused: Journal A-1 of company AWC: NOTE_REQUIRED  no note: give one (")
                .hasLineCount(1);
    }

    @Test
    void of_a_refused_file_the_line_names_the_first_place() throws Exception {
        program(
                "echo 'BAD_VALUE  items.csv:7: cost_price: x is no number: correct it' >&2; echo 'items.csv:9: y' >&2; exit 4");
        assertThat(run("import", "books").err())
                .contains(": BAD_VALUE  items.csv:7: cost_price: x is no number: correct it (");
    }

    @Test
    void a_killed_program_is_also_reported() throws Exception {
        program("kill -9 $$");
        Command ended = run("post");
        assertThat(ended.exitCode()).isEqualTo(137);
        assertThat(ended.err()).contains("exit 137, killed or crashed").hasLineCount(1);
    }

    @Test
    void arguments_arrive_as_they_are() throws Exception {
        program("while [ \"$1\" != -jar ]; do shift; done; shift 2; for word; do echo \"$word\"; done");
        assertThat(run("post", "--note", "October's \"price\" $HOME *").exitCode())
                .isZero();
        assertThat(logs(".out"))
                .singleElement()
                .satisfies(log -> assertThat(log).hasContent("post\n--note\nOctober's \"price\" $HOME *"));
    }

    @Test
    void without_a_database_it_does_not_even_start() throws Exception {
        program("touch started");
        environment.remove("SPRING_DATASOURCE_URL");
        Command ended = run("post");
        assertThat(ended.exitCode()).isEqualTo(Outcome.UNREACHABLE.exitCode());
        assertThat(ended.err()).contains("SPRING_DATASOURCE_URL").hasLineCount(1);
        assertThat(directory.resolve("started")).doesNotExist();
    }

    @Test
    void a_list_of_databases_is_enough() throws Exception {
        program("exit 0");
        environment.remove("SPRING_DATASOURCE_URL");
        assertThat(run("post", "--databases", "list.csv")).isEqualTo(new Command(0, "", ""));
        assertThat(run("post", "--databases=list.csv")).isEqualTo(new Command(0, "", ""));
        environment.put("PERIOD_CLOSE_DATABASES", "list.csv");
        assertThat(run("post")).isEqualTo(new Command(0, "", ""));
    }

    @Test
    void among_several_databases_the_line_names_the_first_with_a_fault() throws Exception {
        program("""
                echo 'Database north, exit code 0:' >&2
                echo 'Nothing to post: there is no OPEN journal.' >&2
                echo 'Database south, exit code 4:' >&2
                echo 'Journal "A-1" of company "AWC" was not posted:' >&2
                echo '  NOTE_REQUIRED  no note: give one' >&2
                exit 4""");
        assertThat(run("post").err())
                .contains(
                        "exit 4, refused: Database south: Journal \"A-1\" of company \"AWC\": NOTE_REQUIRED  no note: give one (")
                .hasLineCount(1);
    }

    @Test
    void the_list_of_databases_is_one_as_the_program_reads_it() throws Exception {
        String list = Files.readString(Path.of("config/cron/databases.csv"));
        assertThat(list).contains(",/run/credentials/period-close.service/north.password\n");
        for (String name : List.of("north", "south")) {
            Files.writeString(directory.resolve(name + ".password"), "secret\n");
        }
        Path copy = Files.writeString(
                directory.resolve("databases.csv"), list.replace("/run/credentials/period-close.service/", ""));
        assertThat(NamedDatabase.list(copy)).extracting(NamedDatabase::name).containsExactly("north", "south");
        assertThat(Files.readString(Path.of("config/cron/period-close.service")))
                .contains("#LoadCredential=north.password:", "#LoadCredential=south.password:");
    }

    @Test
    void the_address_may_be_among_the_secrets() throws Exception {
        program("exit 0");
        environment.remove("SPRING_DATASOURCE_URL");
        environment.put("PERIOD_CLOSE_SECRETS", directory.toString());
        Files.writeString(directory.resolve("spring.datasource.url"), "jdbc:postgresql://nowhere/none\n");
        assertThat(run("post")).isEqualTo(new Command(0, "", ""));
    }

    @Test
    void settings_come_from_a_file_if_one_is_named() throws Exception {
        program("echo \"$SPRING_DATASOURCE_URL $PERIOD_CLOSE_TIME_ZONE\"");
        environment.remove("SPRING_DATASOURCE_URL");
        environment.put(
                "PERIOD_CLOSE_ENV",
                Path.of("config/cron/period-close.env").toAbsolutePath().toString());
        assertThat(run("post")).isEqualTo(new Command(0, "", ""));
        assertThat(logs(".out"))
                .singleElement()
                .satisfies(log -> assertThat(log)
                        .content()
                        .startsWith("jdbc:postgresql://")
                        .endsWith("?sslmode=verify-full Europe/Vienna\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void a_signal_reaches_the_program_and_its_clean_end_is_waited_for(String signal) throws Exception {
        assumeThat(IgnoredSignals.has(signal)).isFalse();
        program("""
                trap 'echo checkpoint >&2; exit 143' TERM
                echo $$ >ready
                while :; do sleep 1; done""");
        assertThat(Command.run(directory, environment, List.of("mkfifo", "ready"))
                        .exitCode())
                .isZero();
        Process script = Command.start(directory, environment, List.of(SCRIPT.toString(), "post"));
        assertThat(Files.readString(directory.resolve("ready"))).isNotBlank();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(script.pid()))
                        .start()
                        .waitFor())
                .isZero();
        Command ended = Command.end(directory, script);
        assertThat(ended.exitCode()).isEqualTo(143);
        assertThat(ended.err()).contains("stopped at a clean checkpoint, run it again to continue: checkpoint");
    }

    @Test
    void a_signal_before_the_program_has_started_is_not_lost() throws Exception {
        program("touch started");
        executable("find", "kill -TERM $PPID");
        environment.put("PATH", directory + ":/usr/bin:/bin");
        Command ended = run("post");
        assertThat(ended.exitCode()).isEqualTo(143);
        assertThat(ended.err()).isEqualTo("period-close: post: exit 143, stopped before it began, run it again\n");
        assertThat(directory.resolve("started")).doesNotExist();
    }

    @Test
    void for_a_log_in_json_the_line_has_the_message() throws Exception {
        program("""
                cat >&2 <<'END'
                {"@timestamp":"2025-10-31T22:00:01Z","log":{"level":"INFO"},"message":"checked and frozen","event":{"code":"RUN_STARTED"}}
                {"@timestamp":"2025-10-31T22:00:01Z","message":"Journal A-1 of company AWC was not posted: 2 faults","event":{"code":"MESSAGE"}}
                {"@timestamp":"2025-10-31T22:00:02Z","message":"  NO_ACCOUNT  item \\"X\\" (10\\/20, C:\\\\x): add one","event":{"code":"MESSAGE"}}
                {"@timestamp":"2025-10-31T22:00:02Z","message":"  NOTE_REQUIRED  no note: give one","event":{"code":"MESSAGE"}}
                END
                exit 4""");
        assertThat(run("post").err())
                .contains(
                        "exit 4, refused: Journal A-1 of company AWC: NO_ACCOUNT  item \"X\" (10/20, C:\\x): add one (")
                .hasLineCount(1);
    }

    @Test
    void of_a_log_in_json_without_a_fault_the_last_message_is_the_reason() throws Exception {
        program(
                "echo '{\"@timestamp\":\"1\",\"message\":\"out of luck\",\"event\":{\"code\":\"RUN_FAILED\"}}' >&2; exit 1");
        assertThat(run("post").err())
                .contains("run it again to continue: out of luck (")
                .hasLineCount(1);
    }

    @Test
    void old_logs_are_removed_and_nothing_else() throws Exception {
        program("exit 0");
        Path logs = Files.createDirectory(directory.resolve("logs"));
        for (String name : List.of("post-old.log", "post-old.out", "post-new.log", "voucher-old.pdf")) {
            Files.createFile(logs.resolve(name));
            int days = name.contains("-old.") ? 62 : 58;
            Files.setLastModifiedTime(
                    logs.resolve(name), FileTime.from(Instant.now().minus(days, ChronoUnit.DAYS)));
        }
        assertThat(run("post").exitCode()).isZero();
        assertThat(logs.resolve("post-old.log")).doesNotExist();
        assertThat(logs.resolve("post-old.out")).doesNotExist();
        assertThat(logs.resolve("post-new.log")).exists();
        assertThat(logs.resolve("voucher-old.pdf")).exists();
    }

    @Test
    void the_crontab_has_a_posting_date_that_does_not_change_during_the_night() throws Exception {
        List<String> jobs = Files.readAllLines(Path.of("config/cron/crontab")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.matches("[A-Z_]+=.*"))
                .toList();
        assertThat(jobs).isNotEmpty().allSatisfy(line -> {
            List<String> fields = List.of(line.trim().split("\\s+"));
            assertThat(fields.subList(0, 5)).allMatch(field -> field.matches("[0-9*/,-]+"));
            assertThat(fields.get(5)).as("not root").isEqualTo("period-close");
            assertThat(fields.subList(6, fields.size()))
                    .containsExactly(
                            "/opt/period-close/bin/period-close-cron",
                            "post",
                            "--all-companies",
                            "--posting-date",
                            "yesterday");
            assertThat(line).as("cron makes line ends of them").doesNotContain("%");
        });
    }

    @Test
    void the_server_releases_a_failed_machine_within_about_a_minute() throws Exception {
        String address = Files.readAllLines(Path.of("config/cron/period-close.env")).stream()
                .filter(line -> line.startsWith("SPRING_DATASOURCE_URL=\""))
                .map(line -> line.substring(line.indexOf('"') + 1, line.length() - 1))
                .findFirst()
                .orElseThrow();
        KubernetesTest.assertKeepalives(address);
    }

    private void program(String body) throws IOException {
        executable("java", body);
    }

    private void executable(String name, String body) throws IOException {
        Path program = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private Command run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(words));
        return Command.run(directory, environment, command);
    }

    private List<Path> logs(String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("logs"))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
