package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Ended;
import org.periodclose.Patience;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.periodclose.telemetry.Listener;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** One command for a list of databases. */
class DatabasesTest {
    private static final String NIGHT = "post --all-companies --posting-date 2025-10-31";
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/nowhere?password=secret";

    @TempDir
    private Path folder;

    private final Map<String, String> urls = new LinkedHashMap<>();
    private InProcess program = new InProcess(Map.of());

    @BeforeEach
    void list() throws IOException {
        for (String name : List.of("east", "away", "west")) {
            String url = name.equals("away") ? NOWHERE : TestDatabase.freshUrl();
            urls.put(name, url);
            if (!name.equals("away")) {
                SmallCompany.into(jdbc(name));
            }
        }
        write();
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder("name,url,username,password_file\n");
        urls.forEach((name, url) -> text.append(name).append(",\"").append(url).append("\",postgres,\n"));
        Path file = Files.writeString(folder.resolve("databases.csv"), text);
        program = new InProcess(Map.of("PERIOD_CLOSE_DATABASES", file.toString()));
    }

    private JdbcClient jdbc(String name) {
        return JdbcClient.create(TestDatabase.dataSource(urls.getOrDefault(name, "")));
    }

    private List<String> runs(String name) {
        return jdbc(name)
                .sql("select status from posting_run")
                .query(String.class)
                .list();
    }

    // What is shown

    @Test
    void people_see_each_database_under_its_name_and_one_that_is_away_does_not_stop_the_others() {
        Ended night = program.line(NIGHT + " --no-color").exited(8);
        assertThat(night.out())
                .startsWith("Database east, exit code 0:\nCompany  Journal  Result")
                .contains("\n\nDatabase west, exit code 0:\nCompany  Journal  Result")
                .doesNotContain("away");
        assertThat(night.err())
                .contains(
                        "Database away, exit code 8:\nDATABASE_UNREACHABLE  the database at 127.0.0.1:1/nowhere cannot be"
                                + " reached: ")
                .contains(": start the server, or check its line in the list of databases\n")
                .doesNotContain("secret", "Database east");
        assertThat(night.err().lines().filter(line -> line.contains("[RUN_POSTED]")))
                .hasSize(2)
                .anyMatch(line -> line.contains("[RUN_POSTED] database=east run=1 company=C journal=J"))
                .anyMatch(line -> line.contains("[RUN_POSTED] database=west run=1 company=C journal=J"));
        assertThat(runs("east")).containsExactly("POSTED");
        assertThat(runs("west")).containsExactly("POSTED");

        Ended again = program.line(NIGHT + " --quiet").exited(8);
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).startsWith("Database away, exit code 8:\n").hasLineCount(2);
    }

    @Test
    void a_run_that_is_spread_over_workers_also_logs_its_database() throws Exception {
        urls.remove("away");
        write();
        Ended night = program.line(NIGHT + " --workers").exited(0);
        assertThat(night.err().lines().filter(line -> line.contains("[PARTITION_")))
                .isNotEmpty()
                .allMatch(line -> line.contains("] database=east ") || line.contains("] database=west "));
        assertThat(runs("west")).containsExactly("POSTED");
    }

    @Test
    void programs_get_one_document_with_the_result_of_each_database() {
        JsonNode document = program.line(NIGHT + " --output json").exited(8).json();
        assertThat(document.properties()).hasSize(1);
        JsonNode databases = document.get("databases");
        assertThat(databases).hasSize(3);
        assertThat(databases.get(0).get("database").asString()).isEqualTo("east");
        assertThat(databases.get(0).get("exitCode").asInt()).isZero();
        assertThat(databases
                        .get(0)
                        .get("result")
                        .get("runs")
                        .get(0)
                        .get("voucher")
                        .asString())
                .isEqualTo("C-000001");
        assertThat(databases.get(1).get("exitCode").asInt()).isEqualTo(8);
        assertThat(databases.get(1).get("result").get("error").get("code").asString())
                .isEqualTo("DATABASE_UNREACHABLE");
        assertThat(databases.get(2).get("database").asString()).isEqualTo("west");

        JsonNode alone = InProcess.on(urls.getOrDefault("west", ""))
                .line("runs --output json")
                .exited(0)
                .json();
        JsonNode listed = program.line("runs --output json").exited(8).json();
        assertThat(listed.get("databases").get(2).get("result"))
                .as("the result is that of the command alone")
                .isEqualTo(alone);
        assertThat(program.line("migrate --output json")
                        .exited(8)
                        .json()
                        .get("databases")
                        .get(0)
                        .get("result")
                        .isNull())
                .as("a command without data")
                .isTrue();
    }

    @Test
    void spreadsheets_get_a_column_with_the_database() throws Exception {
        urls.remove("away");
        write();
        Ended dry = program.line(NIGHT + " --dry-run --output csv").exited(0);
        assertThat(dry.out().lines().toList().get(0)).startsWith("database,company,journal,line,debit_account,");
        assertThat(dry.out().lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("east,C,J,") || line.startsWith("west,C,J,"));
        program.line(NIGHT).exited(0);
        Ended runs = program.line("runs --output csv").exited(0);
        assertThat(runs.out())
                .hasLineCount(3)
                .startsWith("database,run,type,status,")
                .contains("\neast,1,", "\nwest,1,");
        assertThat(runs.out().lines().toList().get(1)).startsWith("east,");
    }

    @Test
    void every_company_of_every_database_is_verified() throws Exception {
        urls.remove("away");
        write();
        program.line(NIGHT).exited(0);
        jdbc("west")
                .sql(
                        "set session_replication_role = replica; update posting_run set note = 'x'; set session_replication_role = origin")
                .update();
        JsonNode databases = program.line("verify --all-companies --output json")
                .exited(6)
                .json()
                .get("databases");
        assertThat(databases
                        .get(0)
                        .get("result")
                        .get("companies")
                        .get(0)
                        .get("company")
                        .asString())
                .isEqualTo("C");
        assertThat(databases.get(1).get("result").get("error").get("code").asString())
                .isEqualTo("MANIFEST_BROKEN");
        assertThat(program.line("verify --all-companies --no-color").exited(6).out())
                .contains("Database east, exit code 0:\nCompany C\n", "1 run is what was posted, and all laws hold.\n");
    }

    @Test
    void a_password_in_the_settings_and_the_settings_of_another_database_are_no_matter() throws Exception {
        urls.remove("away");
        write();
        Map<String, String> environment = new LinkedHashMap<>(program.environment());
        environment.put("SPRING_DATASOURCE_URL", "no address at all");
        environment.put("SPRING_DATASOURCE_USERNAME", "nobody");
        new InProcess(environment).line(NIGHT).exited(0);
        assertThat(runs("east")).containsExactly("POSTED");
    }

    // Order

    @Test
    void one_database_follows_the_other_unless_several_may_be_at_work() throws Exception {
        urls.remove("away");
        write();
        try (Connection blocker =
                        TestDatabase.dataSource(urls.getOrDefault("east", "")).getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table settlement_sum in exclusive mode");
            CompletableFuture<Ended> night =
                    CompletableFuture.supplyAsync(() -> program.line(NIGHT + " --side-by-side 2 --no-color"));
            await().until(() -> runs("west").equals(List.of("POSTED")));
            assertThat(runs("east")).isNotEqualTo(List.of("POSTED"));
            blocker.rollback();
            Ended ended = night.get(Patience.MINUTES, TimeUnit.MINUTES).exited(0);
            assertThat(ended.out())
                    .as("in the order of the list")
                    .containsSubsequence("Database east", "Database west");
        }

        more();
        try (Connection blocker =
                        TestDatabase.dataSource(urls.getOrDefault("east", "")).getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table settlement_sum in exclusive mode");
            CompletableFuture<Ended> night = CompletableFuture.supplyAsync(() -> program.line(NIGHT));
            await().until(() -> runs("east").contains("RUNNING"));
            assertThat(runs("west")).containsExactly("POSTED");
            blocker.rollback();
            night.get(Patience.MINUTES, TimeUnit.MINUTES).exited(0);
            assertThat(runs("west")).containsExactly("POSTED", "POSTED");
        }
    }

    private void more() {
        List.of("east", "west").forEach(name -> jdbc(name).sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'K', 'ACCOUNTING');
                        insert into adjustment values (2, 1, 1, 5.00);
                        """).update());
    }

    @Test
    void the_end_of_the_time_is_that_of_all() throws Exception {
        urls.remove("away");
        write();
        Capture late = new Capture(
                program.environment(), java.time.Clock.fixed(Capture.NOW.plusSeconds(61), java.time.ZoneOffset.UTC));
        assertThat(late.execute((NIGHT + " --until 23:31 --time-zone UTC").split(" ", -1)))
                .as(late.err())
                .isZero();
        assertThat(late.err())
                .contains(
                        "Database east, exit code 0:\nJournal \"J\" of company \"C\" stopped at a checkpoint",
                        "Database west, exit code 0:\nJournal \"J\" of company \"C\" stopped at a checkpoint");
        assertThat(runs("east")).isEmpty();
        assertThat(runs("west")).isEmpty();
    }

    // Refusals

    @Test
    void what_is_wrong_with_the_list_is_found_before_anything_is_started() throws Exception {
        urls.put("south", "jdbc:postgresql://app:secret@db/pc");
        write();
        Ended refused = program.line(NIGHT).exited(4);
        assertThat(refused.err())
                .isEqualTo(
                        "databases.csv:5: url: the address cannot be parsed; it is not shown because it may contain a password:"
                                + " give one like jdbc:postgresql://HOST:5432/DATABASE [BAD_VALUE]\n");
        assertThat(runs("east")).isEmpty();
        assertThat(program.line("runs --databases none.csv").exited(8).err())
                .isEqualTo(
                        "WRONG_CONFIGURATION  the list of databases \"none.csv\" does not exist: give --databases a CSV file with"
                                + " the columns name,url,username,password_file\n");
    }

    @Test
    void what_is_wrong_with_the_options_is_said_once() {
        assertThat(program.line("post --posting-date 2025-10-31").exited(2).err())
                .startsWith("WRONG_USAGE  the company to post for is not given: ")
                .hasLineCount(1);
        assertThat(program.line(NIGHT + " --ping-url none").exited(2).err())
                .startsWith("WRONG_USAGE  --ping-url is not a valid address: ")
                .hasLineCount(1);
        assertThat(program.line("verify").exited(2).err())
                .startsWith("WRONG_USAGE  the company to verify is not given: ")
                .hasLineCount(1);
        assertThat(program.line("verify --all-companies --head " + "0".repeat(64))
                        .exited(2)
                        .err())
                .isEqualTo(
                        "WRONG_USAGE  --head is the hash of one company, --all-companies verifies several: verify the companies one"
                                + " by one, or leave --head out\n");
        assertThat(new InProcess(Map.of())
                        .line("runs --side-by-side 2")
                        .exited(2)
                        .err())
                .isEqualTo("WRONG_USAGE  --side-by-side is given, but no list of databases: give --databases FILE (or"
                        + " PERIOD_CLOSE_DATABASES), or leave --side-by-side out\n");
        assertThat(runs("east")).isEmpty();
    }

    // Listeners

    @Test
    void listeners_hear_of_one_beginning_and_one_end_and_of_each_database() {
        try (Listener listener = Listener.answering(200)) {
            program.line(NIGHT + " --ping-url " + listener.url() + "/key --metrics-pushgateway " + listener.url())
                    .exited(8);
            assertThat(listener.heard())
                    .extracting(Listener.Heard::path)
                    .filteredOn(path -> path.startsWith("/key"))
                    .containsExactly("/key/start", "/key/8");
            String group = "/metrics/job/period_close";
            assertThat(listener.heard(group + "/database/east").get(0).text())
                    .contains(
                            "period_close_runs_total{company=\"C\",currency=\"USD\",database=\"east\",layer=\"accounting\","
                                    + "status=\"posted\"} 1.0");
            assertThat(listener.heard(group + "/scope/(all)/database/east")
                            .get(0)
                            .text())
                    .contains("period_close_post_exit_code{database=\"east\",scope=\"(all)\"} 0.0")
                    .contains("period_close_last_success_timestamp_seconds{database=\"east\",scope=\"(all)\"}");
            assertThat(listener.heard(group + "/scope/(all)/database/away")
                            .get(0)
                            .text())
                    .contains("period_close_post_exit_code{database=\"away\",scope=\"(all)\"} 8.0")
                    .doesNotContain("last_success");
            assertThat(listener.heard(group + "/scope/(all)"))
                    .singleElement()
                    .satisfies(whole -> assertThat(whole.text())
                            .contains("period_close_post_exit_code{scope=\"(all)\"} 8.0")
                            .contains("period_close_post_journals{scope=\"(all)\",status=\"posted\"} 2.0"));
        }
    }
}
