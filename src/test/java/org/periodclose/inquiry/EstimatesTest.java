package org.periodclose.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Company C has an OPEN journal J of 600 lines, and runs of the past that each test makes up. */
class EstimatesTest {
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final Estimates estimates = new Estimates(jdbc, new Inquiry(jdbc));

    @BeforeEach
    void company() {
        jdbc.sql("""
                        insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                        values ('C', 'Company', 'USD', 2, true), ('D', 'Other', 'USD', 2, true);
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'J', 'ACCOUNTING'), (1, 'EMPTY', 'ACCOUNTING');
                        insert into adjustment select 1, 1, n, 1 from generate_series(1, 600) n;
                        """).update();
    }

    private void finished(long lines, double seconds, @Nullable Double estimated, int interruptions) {
        jdbc.sql("""
                        with journal as (
                            insert into adjustment_journal (company_id, journal, currency_layer, status)
                            select 1, 'PAST-' || count(*), 'ACCOUNTING', 'POSTED' from adjustment_journal
                            returning id
                        )
                        insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date,
                               specification, update_ledger, storno, skip_invalid, planned, settlements, settled_amount, lines, checksum,
                               started_by, started_at, ended_at, estimated_seconds, interruptions)
                        select 'TRANSACTION_ADJUSTMENT', 'POSTED', 1, id, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL', true, true, false,
                               :lines, :lines, 1, 1, 'abc', 'ann', now(), now() + make_interval(secs => :seconds), :estimated, :interruptions
                          from journal
                        """)
                .param("lines", lines)
                .param("seconds", seconds)
                .param("estimated", estimated == null ? null : BigDecimal.valueOf(estimated))
                .param("interruptions", interruptions)
                .update();
    }

    @Test
    void a_journal_over_the_layers_of_a_close_takes_as_long_as_others_of_its_kind() {
        finished(100, 2, null, 0);
        finished(1_100, 12, null, 0);
        jdbc.sql("update adjustment_journal set close_run_id = 7 where journal = 'J'")
                .update();
        assertThat(expected()).isNull();
        jdbc.sql("update posting_run set type = 'ON_HAND_ADJUSTMENT' where planned = 1100")
                .update();
        assertThat(expected()).isEqualByComparingTo("12.0");
        assertThat(estimates.of("C", List.of()).basedOn()).isEqualTo(2);
    }

    private @Nullable BigDecimal expected() {
        List<Estimate.Journal> journals = estimates.of("C", List.of()).journals();
        assertThat(journals).singleElement().satisfies(journal -> {
            assertThat(journal.journal()).isEqualTo("J");
            assertThat(journal.lines()).isEqualTo(600);
        });
        return journals.get(0).seconds();
    }

    @Test
    void without_past_runs_there_is_no_estimate() {
        assertThat(expected()).isNull();
        assertThat(estimates.of("C", List.of()).seconds()).isNull();
    }

    @Test
    void so_much_a_run_and_so_much_a_line() {
        finished(100, 2, null, 0);
        finished(1_100, 12, null, 0);
        assertThat(expected()).isEqualByComparingTo("7.0");
    }

    @Test
    void of_runs_of_one_size_a_larger_one_takes_longer_in_proportion_and_a_smaller_one_the_same() {
        finished(300, 4, null, 0);
        finished(300, 6, null, 0);
        assertThat(expected()).isEqualByComparingTo("10.0");
        finished(300, 5, null, 0);
        jdbc.sql("delete from adjustment where inventory_transaction_id > 50").update();
        assertThat(estimates.of("C", List.of()).seconds()).isEqualByComparingTo("5.0");
    }

    @Test
    void an_interrupted_run_does_not_count_for_estimates() {
        finished(100, 2, null, 0);
        finished(1_100, 12, null, 0);
        finished(1_100, 9_999, null, 1);
        assertThat(expected()).isEqualByComparingTo("7.0");
    }

    @Test
    void the_error_of_past_estimates_is_reported() {
        finished(100, 2, null, 0);
        finished(100, 10, 9.0, 0);
        finished(100, 10, 12.0, 0);
        finished(100, 10, 14.0, 0);
        Estimate estimate = estimates.of(null, List.of());
        assertThat(estimate.basedOn()).isEqualTo(4);
        assertThat(estimate.judged()).isEqualTo(3);
        assertThat(estimate.medianErrorPercent()).isEqualByComparingTo("20");
        assertThat(estimate.largestErrorPercent()).isEqualByComparingTo("40");
    }

    @Test
    void of_an_interrupted_run_only_what_is_left_counts() {
        finished(100, 2, null, 0);
        finished(1_100, 12, null, 0);
        jdbc.sql("""
                        update adjustment_journal set status = 'POSTING' where journal = 'J';
                        insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date,
                               specification, update_ledger, storno, skip_invalid, planned, started_by, started_at)
                        values ('TRANSACTION_ADJUSTMENT', 'RUNNING', 1, 1, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL', true, true, false, 600, 'ann', now());
                        insert into run_partition (run_id, partition, after_item_id, after_transaction, last_item_id, last_transaction, lines,
                               done_item_id, done_transaction, lines_done)
                        select max(id), 0, 0, 0, 1, 600, 600, 1, 500, 500 from posting_run
                        """).update();
        assertThat(estimates.of("C", List.of("J")).journals())
                .containsExactly(new Estimate.Journal("C", "J", 100, new BigDecimal("2.0")));
    }

    @Test
    void what_is_not_there_is_refused() {
        assertThatThrownBy(() -> estimates.of("X", List.of())).hasMessageContaining("there is no company \"X\"");
        assertThatThrownBy(() -> estimates.of("D", List.of("J")))
                .hasMessageContaining("company \"D\" has no adjustment journal \"J\"");
        assertThatThrownBy(() -> estimates.of(null, List.of("Y")))
                .hasMessageContaining("no company has an adjustment journal \"Y\"");
        assertThat(estimates.of("C", List.of("EMPTY")).journals()).isEmpty();
    }
}
