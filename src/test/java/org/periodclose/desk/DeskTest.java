package org.periodclose.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.Run;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The desk as a surface with users of its own calls it. */
class DeskTest {
    private static final Watcher NOBODY_WATCHES = new Watcher() {
        @Override
        public void begins(String journal, long linesDone, long lines) {}

        @Override
        public void settled(long linesDone, long lines) {}
    };

    @Test
    void a_run_keeps_who_started_it_and_callers_stop_only_their_own() {
        String url = TestDatabase.freshUrl();
        SmallCompany.into(JdbcClient.create(TestDatabase.dataSource(url)));
        LocalDate date = LocalDate.of(2025, 10, 31);
        PostRequest request =
                new PostRequest("C", List.of("J"), date, null, null, null, null, false, null, false, date);
        PostRequest plan = new PostRequest("C", List.of("J"), date, null, null, null, null, true, null, false, date);
        try (Desk desk = Desk.open(
                Map.of(
                        "spring.datasource.url",
                        url.replaceFirst("[?].*", ""),
                        "spring.datasource.username",
                        "postgres"),
                null)) {
            Execution stopped = desk.execution("ben");
            Execution anna = desk.execution(" anna ");
            stopped.stop(Outcome.INTERRUPTED);
            assertThat(stopped.post(request, NOBODY_WATCHES).outcome()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(anna.post(plan, NOBODY_WATCHES).planned())
                    .singleElement()
                    .extracting(planned -> planned.document().voucher().run().startedBy())
                    .isEqualTo("anna");
            assertThat(anna.post(request, NOBODY_WATCHES).runs())
                    .singleElement()
                    .extracting(Run::startedBy)
                    .isEqualTo("anna");
            CancelRequest cancel = new CancelRequest(1, null, null, null, null, false, true);
            assertThat(desk.execution().cancel(cancel, NOBODY_WATCHES).runs())
                    .singleElement()
                    .satisfies(run -> assertThat(run.startedBy()).isNotEqualTo("anna"))
                    .extracting(Run::cancels)
                    .isEqualTo(1L);
        }
    }
}
