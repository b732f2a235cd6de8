package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.Patience.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.Ended;
import org.periodclose.Patience;
import org.periodclose.UnpackedJar;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A list of databases and the program as it is shipped: a signal in the middle. */
class DatabasesIT {
    private static final String NIGHT = "post --all-companies --posting-date 2025-10-31 --output json";

    @TempDir
    private Path folder;

    private final Map<String, String> urls = new LinkedHashMap<>();

    private JdbcClient jdbc(String name) {
        return JdbcClient.create(TestDatabase.dataSource(urls.getOrDefault(name, "")));
    }

    private Process start(String... more) throws Exception {
        List<String> words = new ArrayList<>(UnpackedJar.start(List.of()));
        words.addAll(List.of(NIGHT.split(" ", -1)));
        words.addAll(List.of("--databases", "databases.csv"));
        words.addAll(List.of(more));
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private Ended ended(Process process, int exitCode) throws Exception {
        assertThat(process.waitFor(Patience.MINUTES, TimeUnit.MINUTES)).isTrue();
        return new Ended(
                        List.of(NIGHT),
                        process.exitValue(),
                        Files.readString(folder.resolve("out")),
                        Files.readString(folder.resolve("err")))
                .exited(exitCode);
    }

    private void companies() throws Exception {
        StringBuilder list = new StringBuilder("name,url,username,password_file\n");
        for (String name : List.of("east", "north", "west")) {
            urls.put(name, TestDatabase.freshUrl());
            SmallCompany.into(jdbc(name));
            list.append(name).append(',').append(urls.get(name)).append(",,\n");
        }
        Files.writeString(folder.resolve("databases.csv"), list);
    }

    private List<String> runs(String name) {
        return jdbc(name)
                .sql("select status from posting_run")
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_signal_stops_all_that_are_at_work_within_ten_seconds_and_begins_no_other(int sideBySide) throws Exception {
        companies();
        List<String> blocked = List.of("east", "north").subList(0, sideBySide);
        List<Connection> blockers = new ArrayList<>();
        try {
            for (String name : blocked) {
                Connection blocker =
                        TestDatabase.dataSource(urls.getOrDefault(name, "")).getConnection();
                blockers.add(blocker);
                blocker.setAutoCommit(false);
                try (Statement statement = blocker.createStatement()) {
                    statement.execute("lock table settlement_sum in exclusive mode");
                }
            }
            Process night = start("--side-by-side", Integer.toString(sideBySide));
            await().until(() -> blocked.stream().allMatch(name -> waits(name)));
            Instant signal = Instant.now();
            night.destroy();
            Ended ended = ended(night, 143);
            assertThat(Duration.between(signal, Instant.now())).isLessThan(Patience.IN_TIME);
            assertThat(Files.readString(folder.resolve("err"))).contains("[STOP_WANTED] a signal asks to stop");
            JsonNode databases = ended.json().get("databases");
            assertThat(databases)
                    .hasSize(3)
                    .allMatch(each -> each.get("exitCode").asInt() == 143);
            assertThat(databases
                            .get(2)
                            .get("result")
                            .get("error")
                            .get("message")
                            .asString())
                    .isEqualTo("not started, because a signal stopped the command before");
        } finally {
            for (Connection blocker : blockers) {
                blocker.close();
            }
        }
        assertThat(runs("west")).isEmpty();
        for (String name : blocked) {
            assertThat(runs(name)).containsExactly("RUNNING");
        }
        ended(start(), 0);
        for (String name : urls.keySet()) {
            assertThat(runs(name)).as(name).containsExactly("POSTED");
        }
    }

    private boolean waits(String name) {
        return jdbc(name)
                .sql(
                        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single();
    }

    @Test
    void two_empty_databases_are_migrated_side_by_side() throws Exception {
        StringBuilder list = new StringBuilder("name,url,username,password_file\n");
        for (String name : List.of("a", "b")) {
            urls.put(name, TestDatabase.emptyUrl());
            list.append(name).append(',').append(urls.get(name)).append(",,\n");
        }
        Files.writeString(folder.resolve("databases.csv"), list);
        ended(start("--side-by-side", "2"), 0);
        for (String name : urls.keySet()) {
            assertThat(runs(name)).isEmpty();
        }
    }
}
