package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code work}, {@code post --workers} and {@code runs --workers} as they are typed. */
class WorkCommandTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";
    private static final String NAME = "period-close.worker";

    private String url = "";
    private JdbcClient jdbc;

    @BeforeEach
    void company() {
        url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        System.setProperty(URL, url.replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
        System.setProperty(NAME, "host-1");
    }

    @AfterEach
    void leave() {
        System.clearProperty(URL);
        System.clearProperty(USER);
        System.clearProperty(NAME);
    }

    private static Capture run(int exitCode, String... line) {
        Capture capture = new Capture(Map.of());
        assertThat(capture.execute(line)).as(capture.err()).isEqualTo(exitCode);
        return capture;
    }

    @Test
    void a_worker_without_work_ends_and_says_what_it_did() {
        assertThat(run(0, "work", "--idle-exit", "1s", "--quiet").out())
                .isEqualTo("Worker host-1 has ended; partitions done: 0.\n");
        assertThat(run(0, "work", "--idle-exit", "1s", "--quiet", "--output", "json")
                        .out())
                .isEqualToIgnoringWhitespace("{\"worker\": \"host-1\", \"partitions\": 0}");
        assertThat(run(0, "runs", "--workers").err())
                .contains("There are no workers: start one with `period-close work`.");
    }

    @Test
    void a_time_without_a_unit_is_refused() {
        assertThat(run(2, "work", "--idle-exit", "5").err())
                .contains(
                        "WRONG_USAGE  --idle-exit \"5\" is not a length of time: give a number above zero with its unit");
    }

    @Test
    void as_many_partitions_at_a_time_as_the_command_says() {
        run(0, "work", "--threads", "3", "--idle-exit", "1s", "--quiet");
        assertThat(run(8, "work", "--threads", "65", "--idle-exit", "1s", "--quiet")
                        .err())
                .contains("WRONG_CONFIGURATION  --threads is 65: give 1 to 64");
    }

    @Test
    void a_posting_that_is_spread_works_alone_if_there_is_no_worker() {
        assertThat(run(
                                0,
                                "post",
                                "--company",
                                "C",
                                "--posting-date",
                                "2025-10-31",
                                "--workers",
                                "--quiet",
                                "--output",
                                "json")
                        .out())
                .contains("C-000001");
        assertThat(jdbc.sql("select distinct worker from partition_worker")
                        .query(String.class)
                        .list())
                .containsExactly("host-1");
        assertThat(run(0, "cancel", "--run", "1", "--note", "n", "--workers", "--quiet", "--output", "json")
                        .out())
                .contains("C-000002");
    }

    /** The leader and host-2 are at work on a run of three partitions; host-3 has not reported for an hour. */
    private void runAtWork() {
        run(0, "post", "--company", "C", "--posting-date", "2025-10-31", "--quiet");
        jdbc.sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer, status) values (1, 'K', 'ACCOUNTING', 'POSTING');
                        insert into posting_run (id, type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                               update_ledger, storno, skip_invalid, planned, started_by, started_at)
                        select 2, type, 'RUNNING', company_id, 2, currency_layer, currency, decimals, posting_date, specification,
                               update_ledger, storno, skip_invalid, 300, 'night', clock_timestamp()
                          from posting_run where id = 1;
                        insert into run_partition (run_id, partition, after_item_id, after_transaction, last_item_id, last_transaction, lines,
                               done_item_id, done_transaction, lines_done)
                        values (2, 0, 0, 0, 1, 1, 100, 1, 1, 100), (2, 1, 1, 1, 2, 2, 100, 1, 1, 60), (2, 2, 2, 2, 3, 3, 100, 2, 2, 10);
                        update run_lock set run_id = 2, queue = '1.0+11223344';
                        insert into worker (worker, version, threads, seen_at)
                        values ('host-1', '1.0+11223344', 2, clock_timestamp()), ('host-2', '1.0+11223344', 1, clock_timestamp()),
                               ('host-3', '1.0+11223344', 1, clock_timestamp() - interval '1 hour');
                        insert into partition_worker (run_id, step, partition, worker, term, taken_at, given_back_at, lines)
                        select 2, 'settlePartition', p, w, term, clock_timestamp() - ago, back, lines
                          from run_lock, (values (0, 'host-1', interval '20 s', clock_timestamp(), 100),
                                                 (1, 'host-3', interval '1 h', null, 20),
                                                 (1, 'host-1', interval '10 s', null, 40),
                                                 (2, 'host-2', interval '10 s', null, 10)) t (p, w, ago, back, lines)
                        """).update();
    }

    @Test
    void the_runs_show_which_worker_does_what() throws Exception {
        runAtWork();
        try (var holder = TestDatabase.dataSource(url).getConnection();
                var lock = holder.createStatement()) {
            lock.execute("select pg_advisory_lock(1346587727, 2)");
            assertThat(run(0, "runs", "--workers").out())
                    .containsPattern("host-1 +1\\.0\\+11223344 +\\S.* ago +2 +C +1 +140 +[234]\n")
                    .containsPattern("host-2 +1\\.0\\+11223344 +\\S.* ago +2 +C +2 +10 +[01]\n")
                    .containsPattern("host-3 +1\\.0\\+11223344 +lost, 1 h\\S* .*ago +2 +C +20 *\n");
            assertThat(run(0, "runs", "--workers", "--output", "json").out())
                    .containsSubsequence("\"runs\": [", "\"run\": 2", "\"workers\": [")
                    .containsSubsequence(
                            "\"worker\": \"host-1\"",
                            "\"lost\": false",
                            "\"run\": 2",
                            "\"partitions\": [",
                            "1",
                            "\"partitionsDone\": 1",
                            "\"linesDone\": 140",
                            "\"worker\": \"host-3\"",
                            "\"lost\": true",
                            "\"partitions\": [",
                            "\"linesDone\": 20");
            assertThat(run(0, "runs", "--workers", "--output", "csv").out())
                    .startsWith(
                            "worker,version,threads,started_at,seen_at,lost,run,company,partitions_done,lines_done,lines_per_second\n");
        }
        assertThat(run(0, "runs", "--workers", "--company", "C").err())
                .as("without the lock the run is interrupted, and nobody works for it")
                .contains("There are no workers");
    }
}
