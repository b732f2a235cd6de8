package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.database.TestDatabase;
import org.periodclose.intake.ImportSource;
import org.periodclose.intake.Importer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The journal room at work on a database of its own. */
final class ProposingFixture {
    /**
     * Company C: A1 at 12.00 and A2 without cost price in group A, B1 at 0.335 in group B, M1 is valued by moving average. A posted run
     * took 5.00 off T2 with storno; a run that is not posted took 99.00 off T1.
     */
    private static final String COMPANY = """
            insert into company (company, name, accounting_currency, accounting_decimals, reporting_currency, reporting_decimals,
                                 storno_for_inventory_adjustments)
            values ('C', 'Company', 'USD', 2, 'JPY', 0, true), ('D', 'No reporting currency', 'USD', 2, null, null, true);
            insert into main_account (company_id, main_account, name, type)
            values (1, '41', 'Goods', 'BALANCE_SHEET'), (1, '91.1', 'Profit', 'PROFIT_AND_LOSS'), (1, '91.2', 'Loss', 'PROFIT_AND_LOSS'),
                   (1, '44.01', 'Freight', 'PROFIT_AND_LOSS');
            insert into item_group (company_id, item_group, name) values (1, 'A', 'A'), (1, 'B', 'B');
            insert into item (company_id, item_number, name, item_group_id, inventory_model, cost_price, reporting_cost_price)
            values (1, 'A1', 'A1', 1, 'FIFO', 12.00, 1500), (1, 'A2', 'A2', 1, 'FIFO', null, null), (1, 'B1', 'B1', 2, 'LIFO', 0.335, null),
                   (1, 'M1', 'M1', 2, 'MOVING_AVERAGE', 1.00, null);
            insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount,
                                               reporting_cost_amount, open, site, warehouse, batch_number, serial_number)
            values (1, 'T1', 1, 'RECEIPT', 10, '2025-01-10', 100.00, 14000, true, 'S1', 'W1', 'L1', null),
                   (1, 'T2', 1, 'RECEIPT', 5, '2025-02-10', 60.00, null, true, 'S1', 'W2', null, 'N1'),
                   (1, 'T3', 2, 'RECEIPT', 3, '2025-03-10', 30.00, null, true, 'S2', 'W1', null, null),
                   (1, 'T4', 3, 'RECEIPT', 1, '2025-03-31', 0.34, null, true, null, null, null, null),
                   (1, 'X1', 1, 'RECEIPT', 1, '2025-01-10', 10.00, null, false, null, null, null, null),
                   (1, 'X2', 1, 'RECEIPT', 1, null, 10.00, null, true, null, null, null, null),
                   (1, 'X3', 1, 'ISSUE', -1, '2025-01-10', -10.00, null, true, null, null, null, null),
                   (1, 'X4', 4, 'RECEIPT', 1, '2025-01-10', 10.00, null, true, null, null, null, null);
            insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'EARLIER', 'ACCOUNTING'), (1, 'AT-WORK', 'ACCOUNTING');
            insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                                     update_ledger, storno, skip_invalid, planned, settlements, settled_amount, lines, checksum,
                                     started_by, started_at, ended_at)
            values ('TRANSACTION_ADJUSTMENT', 'POSTED', 1, 1, 'ACCOUNTING', 'USD', 2, '2025-04-30', 'TOTAL', true, true, false,
                    1, 1, -5.00, 1, 'x', 'me', now(), now()),
                   ('TRANSACTION_ADJUSTMENT', 'RUNNING', 1, 2, 'ACCOUNTING', 'USD', 2, '2025-04-30', 'TOTAL', true, true, false,
                    1, null, null, null, null, 'me', now(), null);
            update adjustment_journal set status = 'POSTED' where id = 1;
            update adjustment_journal set status = 'POSTING' where id = 2;
            insert into settlement (run_id, item_id, inventory_transaction_id, amount, debit_account_id, credit_account_id, storno)
            values (1, 1, 2, -5.00, 1, 4, true), (2, 1, 1, -99.00, 1, 3, true);
            insert into voucher (run_id, company_id, number, voucher, posting_date) values (1, 1, 1, 'C-000001', '2025-04-30');
            insert into voucher_line (run_id, line, debit_account_id, credit_account_id, amount, storno, settlements)
            values (1, 1, 1, 4, -5.00, true, 1);
            """;

    final String url = TestDatabase.freshUrl();
    final JdbcClient jdbc;
    final Proposing proposing;
    final JournalDesk desk;

    ProposingFixture() {
        DataSource dataSource = TestDatabase.dataSource(url);
        jdbc = JdbcClient.create(dataSource);
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        proposing = new Proposing(transactions, new JdbcTemplate(dataSource));
        desk = new JournalDesk(transactions, jdbc);
    }

    ProposingFixture withCompany() {
        jdbc.sql(COMPANY).update();
        return this;
    }

    ProposingFixture withSampleCompany() {
        DataSource dataSource = TestDatabase.dataSource(url);
        new Importer(dataSource, new JdbcTransactionManager(dataSource)).importFrom(ImportSource.classpath("db/demo"));
        return this;
    }

    Proposal propose(AdjustmentMethod method) {
        return propose(method, Selection.everything());
    }

    Proposal propose(AdjustmentMethod method, Selection selection) {
        return proposing.propose(request("NEW", method, selection, null, null, false));
    }

    static ProposalRequest request(
            String journal,
            AdjustmentMethod method,
            Selection selection,
            @Nullable String offsetAccount,
            @Nullable String chargesCode,
            boolean dryRun) {
        return new ProposalRequest(
                "C",
                journal,
                CurrencyLayer.ACCOUNTING,
                method,
                selection,
                false,
                offsetAccount,
                chargesCode,
                null,
                dryRun);
    }

    /** The lines of journal NEW: {@code T1 +20.00 T2 -3.00}. */
    String lines() {
        return jdbc.sql("""
                        select t.transaction_id || ' ' || case when a.amount > 0 then '+' else '' end || a.amount
                          from adjustment a
                          join adjustment_journal j on j.id = a.journal_id
                          join inventory_transaction t on t.id = a.inventory_transaction_id
                         where j.journal = 'NEW'
                         order by t.transaction_id
                        """).query(String.class).stream().collect(Collectors.joining(" "));
    }

    Map<String, BigDecimal> amounts(String journal) {
        return jdbc
                .sql("""
                        select t.transaction_id, a.amount
                          from adjustment a
                          join adjustment_journal j on j.id = a.journal_id
                          join inventory_transaction t on t.id = a.inventory_transaction_id
                         where j.journal = :journal
                        """)
                .param("journal", journal)
                .query((row, number) -> Map.entry(row.getString(1), row.getBigDecimal(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What is refused, fault by fault. */
    static List<String> faults(Runnable action) {
        try {
            action.run();
            return List.of();
        } catch (Refused refused) {
            return refused.faults().stream().map(Fault::toString).toList();
        }
    }
}
