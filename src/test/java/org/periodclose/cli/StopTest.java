package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.Patience.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.Patience;
import org.periodclose.TestClock;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.database.TestDatabase;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Execution;
import org.periodclose.desk.PostReport;
import org.periodclose.desk.PostRequest;
import org.periodclose.desk.Watcher;
import org.periodclose.run.SmallCompany;
import org.periodclose.telemetry.Listener;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What ends a posting before it is done: the clock, and statements that take too long. */
class StopTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "spring.datasource.username", "postgres", "period-close.chunk-size", "1", "period-close.threads", "1");
    private static final String URL = "spring.datasource.url";

    private String url = "";
    private JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource(TestDatabase.freshUrl()));
    private final TestClock clock = new TestClock(Capture.NOW);

    @BeforeEach
    void company() {
        url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        System.setProperty(URL, url.replaceFirst("[?].*", ""));
        SETTINGS.forEach(System::setProperty);
    }

    @AfterEach
    void leave() {
        System.clearProperty(URL);
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    private static String[] post(String... options) {
        String[] line = new String[options.length + 5];
        System.arraycopy(new String[] {"post", "--company", "C", "--posting-date", "2025-10-31"}, 0, line, 0, 5);
        System.arraycopy(options, 0, line, 5, options.length);
        return line;
    }

    // The clock

    @Test
    void when_the_time_is_up_a_run_stops_at_a_checkpoint_with_success_and_the_next_one_goes_on() throws Exception {
        Capture night = new Capture(Map.of(), clock);
        Logger log = (Logger) LoggerFactory.getLogger(Signals.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        try (Listener listener = Listener.answering(200);
                Connection blocker = TestDatabase.dataSource(url).getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table settlement_sum in exclusive mode");
            CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> night.execute(post(
                    "--until",
                    "23:31",
                    "--time-zone",
                    "UTC",
                    "--ping-url",
                    listener.url(),
                    "--metrics-pushgateway",
                    listener.url())));
            await().until(this::somebodyWaitsForALock);
            lines.start();
            log.addAppender(lines);
            clock.pass(Duration.ofSeconds(60));
            await().until(() -> !lines.list.isEmpty());
            blocker.rollback();
            assertThat(exitCode.get(Patience.MINUTES, TimeUnit.MINUTES))
                    .as(night.err())
                    .isZero();
            assertThat(listener.heard("/"))
                    .as("an end that was wanted is a success")
                    .hasSize(1);
            assertThat(listener.heard().stream().map(Listener.Heard::text).reduce("", String::concat))
                    .containsPattern("period_close_post_journals\\{[^}]*status=\"stopped\"} 1.0")
                    .contains("period_close_last_success_timestamp_seconds");
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list).singleElement().asString().contains("--until asks to stop");
        assertThat(night.err()).contains("Journal \"J\" of company \"C\" stopped at a checkpoint");
        assertThat(run()).isEqualTo("RUNNING 1 0 0");
        assertThat(new Capture(Map.of(), clock).execute(post())).isZero();
        assertThat(run()).isEqualTo("POSTED 5 1 1 t");
    }

    @Test
    void a_time_that_came_while_the_program_started_is_up() {
        clock.pass(Duration.ofSeconds(61));
        Capture late = new Capture(Map.of(), clock);
        assertThat(late.execute(post("--until", "23:31", "--time-zone", "UTC")))
                .as(late.err())
                .isZero();
        assertThat(late.err()).contains("Journal \"J\" of company \"C\" stopped at a checkpoint");
        assertThat(jdbc.sql("select count(*) from posting_run")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private String run() {
        return jdbc.sql(
                        "select concat_ws(' ', status, (select sum(lines_done) from run_partition), interruptions, (select concat_ws(' ', sum(lines_at_resume), bool_and(p.resumed_at > posting_run.started_at)) from run_partition p)) from posting_run")
                .query(String.class)
                .single();
    }

    private boolean somebodyWaitsForALock() {
        return jdbc.sql(
                        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single();
    }

    // Statements

    @Test
    void statements_are_broken_off_while_the_posting_works_and_not_when_its_results_are_asked_for() throws Exception {
        try (Desk desk = Desk.open(Map.of(), null);
                Connection blocker = TestDatabase.dataSource(url).getConnection();
                Statement statement = blocker.createStatement()) {
            Execution execution = desk.execution();
            try (Signals signals = new Signals(1)) {
                blocker.setAutoCommit(false);
                statement.execute("lock table company in access exclusive mode");
                CompletableFuture<List<String>> asked = CompletableFuture.supplyAsync(desk::companies);
                await().until(this::somebodyWaitsForALock);
                signals.breakOff();
                blocker.rollback();
                assertThat(asked.get(Patience.MINUTES, TimeUnit.MINUTES)).containsExactly("C");

                statement.execute("lock table settlement_sum in exclusive mode");
                CompletableFuture<PostReport> work = CompletableFuture.supplyAsync(
                        () -> signals.during(execution, () -> execution.post(night(), NOBODY_WATCHES)));
                await().until(this::somebodyWaitsForALock);
                signals.breakOff();
                assertThat(work.get(Patience.MINUTES, TimeUnit.MINUTES).toString())
                        .contains("canceling statement due to user request");
            }
        }
    }

    private static final Watcher NOBODY_WATCHES = new Watcher() {
        @Override
        public void begins(String journal, long linesDone, long lines) {}

        @Override
        public void settled(long linesDone, long lines) {}
    };

    private static PostRequest night() {
        LocalDate date = LocalDate.of(2025, 10, 31);
        return new PostRequest("C", List.of("J"), date, null, null, null, null, false, null, false, date);
    }

    @Test
    void a_refusal_stays_one() throws Exception {
        try (Desk desk = Desk.open(Map.of(), null);
                Signals signals = new Signals(1)) {
            assertThat(signals.timeLeft()).isEmpty();
            assertThatThrownBy(() -> signals.during(desk.execution(), () -> {
                        throw new Refused(FaultCode.UNKNOWN_COMPANY, "there is no company \"X\"", "import it");
                    }))
                    .isInstanceOf(Refused.class);
        }
        assertThat(Ending.outcome(new Signals.Stopped(Outcome.TERMINATED, new IllegalStateException("broken off"))))
                .isEqualTo(Outcome.TERMINATED);
    }
}
