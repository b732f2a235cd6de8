package org.periodclose.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Company C with four journals: run 1 posted J with a voucher, run 2 posted K without ledger update, run 3 is at work on L. */
class InquiryTest {
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final Inquiry inquiry = new Inquiry(jdbc);

    @BeforeEach
    void company() {
        jdbc.sql("""
                        insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                        values ('C', 'Company', 'USD', 2, true), ('D', 'Other', 'JPY', 0, false);
                        insert into main_account (company_id, main_account, name, type)
                        values (1, '41', 'Goods', 'BALANCE_SHEET'), (1, '91', 'Profit', 'PROFIT_AND_LOSS'), (2, '41', 'Else', 'BALANCE_SHEET');
                        insert into item_group (company_id, item_group, name) values (1, 'G', 'Group');
                        insert into item (company_id, item_number, name, item_group_id, inventory_model) values (1, 'I', 'Item', 1, 'FIFO');
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, cost_amount, open)
                        values (1, 'T1', 1, 'RECEIPT', 1, 10, true), (1, 'T2', 1, 'RECEIPT', 1, 10, true);
                        insert into adjustment_journal (company_id, journal, currency_layer, description)
                        values (1, 'J', 'ACCOUNTING', 'First'), (1, 'K', 'ACCOUNTING', ''), (1, 'L', 'ACCOUNTING', ''), (1, 'R', 'REPORTING', '');
                        insert into adjustment values (1, 1, 1, 5), (1, 1, 2, -1.5), (4, 1, 1, 7.125);
                        insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date,
                               specification, update_ledger, storno, skip_invalid, note, planned, exceptions, settlements, settled_amount, lines,
                               checksum, started_by, started_at, ended_at)
                        values ('TRANSACTION_ADJUSTMENT', 'POSTED', 1, 1, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'ITEM_GROUP', true, true, true,
                                null, 1, 1, 1, 5, 1, 'abc', 'ann', '2025-11-01 00:00:00+01', '2025-11-01 00:00:05+01'),
                               ('TRANSACTION_ADJUSTMENT', 'POSTED', 1, 2, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL', false, true, false,
                                'why', 1, 0, 1, 5, 0, 'abc', 'ann', '2025-11-01', '2025-11-01'),
                               ('TRANSACTION_ADJUSTMENT', 'RUNNING', 1, 3, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL', true, true, false,
                                null, 100, 0, null, null, null, null, 'ann', '2025-11-01', null);
                        insert into run_partition values (3, 1, 0, 0, 1, 1, 60, 0, 0, 40), (3, 2, 1, 1, 1, 2, 40, 0, 0, 2);
                        insert into voucher values (1, 1, 1, 'C-000001', '2025-10-31');
                        insert into voucher_line values (1, 1, 1, 2, 5, false, 1, null, 1);
                        insert into posting_exception (run_id, ordinal, inventory_transaction_id, code, message, remedy)
                        values (1, 2, 2, 'NO_ACCOUNT', 'no account', 'add one'), (1, 1, 2, 'NOT_A_RECEIPT', 'an issue', 'take it out');
                        """).update();
    }

    @Test
    void journals_come_in_order_of_import_with_lines_and_sum() {
        assertThat(inquiry.journals("C"))
                .startsWith(new JournalSummary(
                        "C", "J", "First", CurrencyLayer.ACCOUNTING, "USD", "OPEN", 2, new BigDecimal("3.50")))
                .extracting(JournalSummary::journal)
                .containsExactly("J", "K", "L", "R");
        assertThat(inquiry.journals("D")).isEmpty();
        assertThat(inquiry.journals(null)).hasSize(4);
    }

    @Test
    void a_reporting_journal_without_reporting_currency_is_shown_without_currency() {
        assertThat(inquiry.journals("C").get(3))
                .extracting(JournalSummary::currency, JournalSummary::sum)
                .containsExactly(null, new BigDecimal("7.125"));
    }

    @Test
    void a_run_at_work_shows_its_progress() {
        RunProgress atWork = inquiry.run(3);
        assertThat(atWork.run().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(atWork.run().endedAt()).isNull();
        assertThat(atWork.linesDone()).isEqualTo(42);
        assertThat(atWork.linesPlanned()).isEqualTo(100);
    }

    @Test
    void runs_are_those_of_the_company_the_oldest_first() {
        assertThat(inquiry.runs("C")).extracting(run -> run.run().run()).containsExactly(1L, 2L, 3L);
        assertThat(inquiry.runs("D")).isEmpty();
    }

    @Test
    void a_voucher_has_its_run_and_its_lines() {
        Voucher voucher = inquiry.voucher(1);
        assertThat(voucher.run().voucher()).isEqualTo("C-000001");
        assertThat(voucher.run().startedAt()).hasToString("2025-10-31T23:00:00Z");
        assertThat(voucher.lines())
                .containsExactly(
                        new VoucherLine(1, "41", "91", Money.of("USD", new BigDecimal("5")), false, "G", null, 1));
    }

    @Test
    void names_are_those_of_the_company() {
        assertThat(inquiry.names("C", "J"))
                .isEqualTo(new Names("Company", "First", Map.of("41", "Goods", "91", "Profit")));
    }

    @Test
    void exceptions_come_with_all_their_faults_in_order() {
        assertThat(inquiry.exceptions(1))
                .containsExactly(
                        new Fault(FaultCode.NOT_A_RECEIPT, "an issue", "take it out", "J", "T2"),
                        new Fault(FaultCode.NO_ACCOUNT, "no account", "add one", "J", "T2"));
        assertThat(inquiry.exceptions(2)).isEmpty();
    }

    @Test
    void an_unknown_run_is_refused() {
        List.<Runnable>of(() -> inquiry.run(9), () -> inquiry.voucher(9), () -> inquiry.exceptions(9))
                .forEach(question -> assertThatThrownBy(question::run)
                        .hasMessage("UNKNOWN_RUN  there is no run 9: look up its number with `period-close runs`"));
    }

    @Test
    void an_unknown_company_is_refused_and_the_known_ones_are_named() {
        List.<Runnable>of(() -> inquiry.journals("X"), () -> inquiry.runs("X"))
                .forEach(question -> assertThatThrownBy(question::run)
                        .hasMessage(
                                "UNKNOWN_COMPANY  there is no company \"X\": import it, or give one of: \"C\", \"D\""));
    }

    @Test
    void a_run_without_ledger_update_has_a_voucher_without_lines() {
        assertThat(inquiry.voucher(2).lines()).isEmpty();
    }

    @Test
    void for_an_unfinished_run_the_refusal_says_why_there_is_no_voucher() {
        assertThatThrownBy(() -> inquiry.voucher(3))
                .hasMessageStartingWith("NO_VOUCHER  run 3 has no voucher: it is not finished: finish it with post ")
                .hasMessageEndingWith(", then run the same command again");
    }
}
