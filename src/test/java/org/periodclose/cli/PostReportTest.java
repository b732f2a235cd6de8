package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.inquiry.Inquiry;
import org.periodclose.run.RunResult;
import org.periodclose.run.Subject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is told when the database goes away in the middle of a night. */
class PostReportTest {
    private static final Fault AWAY = new Fault(
            FaultCode.UNEXPECTED,
            "journal \"J-3\" of company \"C\" failed: connection refused",
            "run it again",
            "J-3",
            null);

    private final Capture capture = new Capture();
    private final PostReport report = PostReport.of(
            false,
            List.of(
                    new RunResult.Posted(7, false, 0),
                    new RunResult.Posted(8, false, 2),
                    new RunResult.NotPosted(new Subject("C", "J-3", null), List.of(AWAY))),
            new Inquiry(JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://localhost:1/nowhere"))));

    @Test
    void what_was_posted_is_told_by_its_number_and_the_gravest_outcome_counts() {
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.unseen()).containsExactly(7L, 8L);
        new TableForm(capture.console, new Paint(false), false).posted(report);
        assertThat(capture.out()).contains("posted, details unknown").contains("J-3");
        assertThat(capture.err())
                .contains("Run 7 is posted, but its details cannot be read now: look at it later with"
                        + " `period-close runs`\n")
                .contains("Run 8 is posted, ")
                .contains("Journal \"J-3\" of company \"C\" was not posted:\n");
    }

    @Test
    void scripts_get_the_numbers_too() {
        new JsonForm(capture.console).posted(report);
        assertThat(capture.out().replaceAll("\\s", ""))
                .contains("\"runs\":[]")
                .contains("\"postedUnseen\":[7,8]")
                .contains("\"error\":{\"code\":\"UNEXPECTED\"");
    }

    @Test
    void listeners_hear_of_it() {
        assertThat(TelemetryOptions.ends(report))
                .extracting(end -> end.kind().word())
                .containsExactly("posted", "posted", "failed");
    }

    @Test
    void a_database_that_is_away_is_asked_once() {
        Away counted = new Away();
        PostReport.of(
                false,
                List.of(new RunResult.Posted(7, false, 0), new RunResult.Posted(8, false, 0)),
                new Inquiry(JdbcClient.create(counted)));
        assertThat(counted.asked).isEqualTo(1);
    }

    private static final class Away extends DriverManagerDataSource {
        private int asked;

        @Override
        public Connection getConnection() throws SQLException {
            asked++;
            throw new SQLException("nobody is there", "08001");
        }
    }
}
