package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code abandon} as it is typed: the voucher of the small company's run 1 could not be written. */
class AbandonCommandTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";
    private static final String RETRIES = "period-close.retries";

    private JdbcClient jdbc;

    @BeforeEach
    void interrupted() {
        String url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        jdbc.sql("""
                        create function broken() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
                        create trigger broken before insert on voucher for each row execute function broken();
                        """).update();
        System.setProperty(URL, url.replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
        System.setProperty(RETRIES, "0");
        run(1, "post", "--company", "C", "--posting-date", "2025-10-31", "--quiet");
        jdbc.sql("drop trigger broken on voucher").update();
    }

    @AfterEach
    void leave() {
        System.clearProperty(URL);
        System.clearProperty(USER);
        System.clearProperty(RETRIES);
    }

    private static Capture run(int exitCode, String... line) {
        return run(Map.of(), exitCode, line);
    }

    private static Capture run(Map<String, String> environment, int exitCode, String... line) {
        Capture capture = new Capture(environment);
        assertThat(capture.execute(line)).as(capture.err()).isEqualTo(exitCode);
        return capture;
    }

    @Test
    void who_ended_it_and_why_is_told_in_every_form_and_its_journal_is_posted_anew() {
        Capture json = run(0, "abandon", "--run", "1", "--note", "period stays closed", "--output", "json");
        assertThat(json.out())
                .containsSubsequence("\"runs\": [", "\"run\": 1", "\"status\": \"FAILED\"", "\"endedAt\": \"20")
                .containsSubsequence("\"failure\": \"abandoned by ", ": period stays closed\"", "\"abandonedBy\": \"");
        assertThat(json.err()).contains("Run 1 is ended; journal \"J\" is OPEN again.");
        assertThat(run(0, "abandon", "--run", "1", "--output", "csv").err())
                .contains("Run 1 was ended before; nothing was changed.");
        assertThat(run(0, "runs", "--output", "csv").out()).contains("failure,abandoned_by", ": period stays closed,");
        assertThat(run(0, "runs").out()).contains("Run 1: abandoned by ");
        assertThat(run(4, "delete-journal", "--company", "C", "--journal", "J").err())
                .contains(
                        "JOURNAL_NOT_OPEN  journal \"J\" belongs to run 1, which failed and is kept as evidence: leave it empty instead");
        assertThat(run(0, "post", "--company", "C", "--posting-date", "2025-10-31")
                        .out())
                .contains("C-000001");
        assertThat(run(4, "abandon", "--run", "2").err())
                .contains("RUN_NOT_UNFINISHED", "cancel it with cancel --run 2");
        run(0, "verify", "--company", "C");
    }

    @Test
    void a_note_that_is_too_long_is_wrong_usage_and_options_may_come_from_the_environment() {
        assertThat(run(2, "abandon", "--run", "1", "--note", "x".repeat(1_001)).err())
                .contains("--note has 1,001 characters, at most 1,000");
        assertThat(run(2, "abandon", "--run", "1", "--note", "two\nlines").err())
                .startsWith("WRONG_USAGE");
        run(2, "abandon");
        run(Map.of("PERIOD_CLOSE_RUN", "1", "PERIOD_CLOSE_NOTE", "x".repeat(1_000)), 0, "abandon");
        assertThat(jdbc.sql("select status from posting_run")
                        .query(String.class)
                        .single())
                .isEqualTo("FAILED");
        assertThat(run(0, "abandon", "--help").out()).contains("period-close abandon --run 7");
    }
}
