package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code cancel} as it is typed, on the small company. */
class CancelCommandTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";

    private JdbcClient jdbc;

    @BeforeEach
    void company() {
        String url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        jdbc.sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'J2', 'ACCOUNTING');
                        insert into adjustment values (2, 1, 2, 5.00);
                        """).update();
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
    void what_stands_in_the_way_is_told_and_listed() {
        assertThat(run(4, "cancel", "--run", "1").err())
                .contains(
                        "The cancellation of run 1 of company \"C\" was not done:",
                        "RUN_IN_THE_WAY  run 2 of journal \"J2\" (voucher \"C-000002\") was posted later and touches 1 transaction of run 1:"
                                + " cancel run 2 first, or see the whole plan with cancel --run 1 --chain");
        Capture plan = run(0, "cancel", "--run", "1", "--chain");
        assertThat(plan.out()).containsSubsequence("2  J2", "C-000002", "5.00", "1  J ", "C-000001", "50.00");
        assertThat(plan.err()).contains("Nothing is cancelled yet: give --chain --confirm 1 to cancel these runs");
        assertThat(run(0, "cancel", "--run", "1", "--chain", "--output", "json").out())
                .containsSubsequence("\"cancel\": 1", "\"chain\": [", "\"run\": 2", "\"run\": 1");
        assertThat(run(0, "cancel", "--run", "1", "--chain", "--output", "csv")
                        .out()
                        .lines())
                .hasSize(3);
        assertThat(jdbc.sql("select count(*) from posting_run")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void a_slip_confirms_nothing() {
        assertThat(run(2, "cancel", "--run", "1", "--chain", "--confirm", "2").err())
                .contains("--confirm 2 is not the run of --run 1");
        assertThat(run(2, "cancel", "--run", "1", "--confirm", "1").err())
                .contains("there is nothing to confirm without --chain");
        assertThat(run(2, "cancel", "--run", "1", "--chain", "--expect", "0".repeat(64))
                        .err())
                .contains("--expect is the checksum of one run, --chain takes several back");
    }

    @Test
    void a_dry_run_prints_the_voucher() {
        assertThat(run(0, "cancel", "--run", "2", "--dry-run", "--output", "json")
                        .out())
                .contains(
                        "\"run\": null",
                        "\"type\": \"CANCELLATION\"",
                        "\"status\": \"DRY_RUN\"",
                        "\"cancels\": 2",
                        "\"amount\": \"-5.00\"");
        assertThat(run(0, "cancel", "--run", "2", "--dry-run").out())
                .containsSubsequence("Dry run: nothing was posted", "Cancels", "run 2", "-5.00", "storno")
                .containsSubsequence("Item group", "A", "3,055.00", "-5.00", "-5.00", "3,050.00");
    }

    @Test
    void a_confirmed_chain_is_cancelled_and_every_list_shows_it() {
        assertThat(run(0, "cancel", "--run", "1", "--chain", "--confirm", "1", "--note", "wrong prices")
                        .out())
                .containsSubsequence("J2", "cancels run 2", "C-000003", "-5.00", "J ", "cancels run 1", "C-000004");
        assertThat(run(0, "runs").out())
                .contains("POSTED, cancelled by 4", "POSTED, cancelled by 3", "POSTED, cancels 2", "POSTED, cancels 1");
        assertThat(run(0, "runs", "--output", "json").out())
                .containsSubsequence("\"run\": 1", "\"cancels\": null", "\"cancelledBy\": 4", "\"run\": 2");
        assertThat(run(0, "voucher", "--run", "1").out()).contains("Cancelled by");
        assertThat(run(0, "post", "--company", "C", "--journal", "J").out())
                .contains("was posted before, cancelled by 4");
        assertThat(run(4, "cancel", "--run", "1", "--output", "json").out())
                .contains("\"code\": \"ALREADY_CANCELLED\"");
        assertThat(run(4, "cancel", "--run", "99", "--output", "json").out()).contains("\"code\": \"UNKNOWN_RUN\"");
    }

    @Test
    void what_an_earlier_night_left_half_done_is_told_with_the_command_that_goes_on() {
        jdbc.sql("""
                        insert into posting_run (type, status, company_id, journal_id, cancels_run_id, currency_layer, currency,
                               decimals, posting_date, specification, update_ledger, storno, skip_invalid, planned, started_by, started_at)
                        select 'CANCELLATION', 'RUNNING', company_id, journal_id, id, currency_layer, currency, decimals, posting_date,
                               specification, update_ledger, storno, skip_invalid, planned, started_by, started_at
                          from posting_run where id = 2
                        """).update();
        assertThat(run(0, "runs").out()).contains("INTERRUPTED, cancels 2", "run cancel again to continue");
    }
}
