package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code verify} and {@code explain} as they are typed, on the small company. */
class VerifyCommandTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";

    private JdbcClient jdbc;

    @BeforeEach
    void company() {
        String url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        System.setProperty(URL, url.replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
        run(0, "post", "--company", "C", "--posting-date", "2025-10-31", "--quiet");
    }

    @AfterEach
    void leave() {
        System.clearProperty(URL);
        System.clearProperty(USER);
    }

    private static Capture run(int exitCode, String... line) {
        Capture capture = new Capture();
        assertThat(capture.execute(line)).as(capture.err()).isEqualTo(exitCode);
        return capture;
    }

    @Test
    void verify_ends_with_6_when_a_row_was_changed_and_explain_still_tells_what_there_is() {
        String hash = jdbc.sql("select hash from manifest").query(String.class).single();
        assertThat(run(0, "verify", "--company", "C").out())
                .contains("C-000001", hash.substring(0, 12))
                .endsWith("1 run is what was posted, and all laws hold.\nThe chain ends with " + hash + "\n");
        assertThat(run(0, "verify", "--company", "C", "--head", hash, "--output", "json")
                        .out())
                .contains("\"manifest\": \"" + hash + "\"", "\"manifests\": 1,", "\"head\": \"" + hash + "\"");
        run(6, "verify", "--company", "C", "--head", "0".repeat(64));

        jdbc.sql(
                        "set session_replication_role = replica; update posting_run set note = 'x'; set session_replication_role = origin")
                .update();
        assertThat(run(6, "verify", "--company", "C").err())
                .isEqualTo(
                        "MANIFEST_BROKEN  run 1 is not what was posted: note is \"x\" and was null: keep the database as it is and find out who"
                                + " changed it, see \"The books were changed\" in operations.md\n");
        assertThat(run(6, "verify", "--company", "C", "--output", "json").out())
                .contains("\"code\": \"MANIFEST_BROKEN\"");
        assertThat(run(0, "explain", "--run", "1", "--line", "2", "--limit", "1")
                        .out())
                .contains("Line 2 of voucher C-000001: D 41 K 91.2 -50.00 USD storno", "and 1 more (--limit)");
        assertThat(run(0, "explain", "--company", "C", "--transaction", "T2").out())
                .contains("run 1, journal J", "970.00");
    }
}
