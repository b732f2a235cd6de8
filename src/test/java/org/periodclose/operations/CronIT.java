package org.periodclose.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.UnpackedJar;
import org.periodclose.database.TestDatabase;
import org.periodclose.intake.ImportSource;
import org.periodclose.intake.Importer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** {@code config/cron/period-close-cron} with the real program and the sample company. */
class CronIT {
    private static final String[] POST = {"post", "--all-companies", "--posting-date", "2025-10-31"};

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final String url = TestDatabase.freshUrl();
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource(url));

    CronIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("SPRING_DATASOURCE_URL", url);
        environment.put("PERIOD_CLOSE_LOGS", directory.resolve("logs").toString());
        environment.put("PERIOD_CLOSE_JAVA", quickJava(directory).toString());
        environment.put("PERIOD_CLOSE_JAR", UnpackedJar.jar().toString());
    }

    /** A Java that starts quickly; the script gives it the jar and its options. */
    private static Path quickJava(Path directory) throws IOException {
        Path java = directory.resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' "
                        + String.join(" ", UnpackedJar.options()) + " \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java;
    }

    @Test
    void a_posting_prints_nothing_and_neither_does_the_next_without_work() throws Exception {
        loadSampleCompany();
        assertThat(run(POST)).isEqualTo(new Command(0, "", ""));
        assertThat(vouchers()).isEqualTo(1);
        assertThat(run(POST)).isEqualTo(new Command(0, "", ""));
        assertThat(vouchers()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "ecs"})
    void a_refused_journal_is_one_line_that_names_it(String logFormat) throws Exception {
        environment.put("PERIOD_CLOSE_LOG_FORMAT", logFormat);
        loadSampleCompany();
        Command ended = run("post", "--company", "AWC", "--posting-date", "2022-01-31");
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err())
                .startsWith(
                        "period-close: post: exit 4, refused: Journal \"AWC-2025-10\" of company \"AWC\": PERIOD_NOT_OPEN  ")
                .hasLineCount(1);
        assertThat(vouchers()).isZero();
    }

    @Test
    void skipped_lines_are_reported_although_a_retry_would_hide_them() throws Exception {
        loadSampleCompany();
        jdbc.sql("update inventory_transaction set open = false where transaction_id = 'PO2-2'")
                .update();
        Command ended = run("post", "--company", "AWC", "--posting-date", "2025-10-31", "--skip-invalid");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err())
                .contains("exit 3, posted, but some lines were skipped")
                .hasLineCount(1);
        assertThat(vouchers()).isEqualTo(1);
        assertThat(run("post", "--company", "AWC", "--posting-date", "2025-10-31", "--skip-invalid"))
                .as("why no scheduler may try 3 again")
                .isEqualTo(new Command(0, "", ""));
    }

    @Test
    void wrong_usage_and_a_database_that_is_away_are_one_line_each() throws Exception {
        Command usage = run("post", "--posting-dat", "2025-10-31");
        assertThat(usage.exitCode()).isEqualTo(2);
        assertThat(usage.err()).contains("exit 2, wrong usage").hasLineCount(1);

        environment.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:1/nowhere");
        Command away = run(POST);
        assertThat(away.exitCode()).isEqualTo(8);
        assertThat(away.err())
                .contains("exit 8, database unreachable or configuration wrong: DATABASE_UNREACHABLE  ")
                .hasLineCount(1);
    }

    private void loadSampleCompany() {
        var dataSource = TestDatabase.dataSource(url);
        new Importer(dataSource, new JdbcTransactionManager(dataSource))
                .importFrom(ImportSource.directory(Path.of("db/demo")));
    }

    private int vouchers() {
        return jdbc.sql("select count(*) from voucher").query(Integer.class).single();
    }

    private Command run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(CronTest.SCRIPT.toString()));
        command.addAll(List.of(words));
        return Command.run(Files.createDirectories(directory.resolve("work")), environment, command);
    }
}
