package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What other programs read, against ledgers worked out by hand. */
class ViewsTest {
    /**
     * Run 1 posts T1 +10 and T2 -5 with storno; run 2 moves T1 +3 without ledger update; run 3 is still at work on T2;
     * run 4 takes 2.5 off T2 in the reporting currency, without storno.
     */
    private static final String LEDGERS = """
            insert into company (company, name, accounting_currency, accounting_decimals, reporting_currency, reporting_decimals,
                                 storno_for_inventory_adjustments)
            values ('C', 'Company', 'USD', 2, 'KWD', 3, true), ('D', 'Without reporting currency', 'JPY', 0, null, null, false);
            insert into main_account (company_id, main_account, name, type)
            values (1, '41', 'Goods', 'BALANCE_SHEET'), (1, '91.1', 'Profit', 'PROFIT_AND_LOSS'), (1, '91.2', 'Loss', 'PROFIT_AND_LOSS');
            insert into item_group (company_id, item_group, name) values (1, 'A', 'Group A'), (2, 'Z', 'Group Z');
            insert into item (company_id, item_number, name, item_group_id, inventory_model)
            values (1, 'A1', 'Item A1', 1, 'FIFO'), (1, 'A2', 'Item A2', 1, 'FIFO'), (2, 'Z1', 'Item Z1', 2, 'FIFO');
            insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount,
                                               reporting_cost_amount, open)
            values (1, 'T1', 1, 'RECEIPT', 10, '2025-01-02', 100.00, null, true),
                   (1, 'T2', 2, 'RECEIPT', 5, '2025-01-03', 50.00, 20.000, true),
                   (1, 'T3', 1, 'ISSUE', -3, '2025-01-04', -30.00, -12.000, false),
                   (2, 'T1', 3, 'RECEIPT', 1, null, 700, null, true);
            insert into adjustment_journal (company_id, journal, currency_layer)
            values (1, 'J1', 'ACCOUNTING'), (1, 'J2', 'ACCOUNTING'), (1, 'J3', 'ACCOUNTING'), (1, 'J4', 'REPORTING');
            insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                                     update_ledger, storno, skip_invalid, note, planned, settlements, settled_amount, lines, checksum,
                                     started_by, started_at, ended_at)
            values ('TRANSACTION_ADJUSTMENT', 'POSTED', 1, 1, 'ACCOUNTING', 'USD', 2, '2025-01-31', 'ITEM_NUMBER', true, true, false,
                    null, 2, 2, 5.00, 2, 'x', 'me', now(), now()),
                   ('TRANSACTION_ADJUSTMENT', 'POSTED', 1, 2, 'ACCOUNTING', 'USD', 2, '2025-01-31', 'ITEM_GROUP', false, true, false,
                    'the ledger has it already', 1, 1, 3.00, 0, 'x', 'me', now(), now()),
                   ('TRANSACTION_ADJUSTMENT', 'RUNNING', 1, 3, 'ACCOUNTING', 'USD', 2, '2025-01-31', 'TOTAL', true, true, false,
                    null, 1, null, null, null, null, 'me', now(), null),
                   ('TRANSACTION_ADJUSTMENT', 'POSTED', 1, 4, 'REPORTING', 'KWD', 3, '2025-01-31', 'TOTAL', true, false, false,
                    null, 1, 1, -2.500, 1, 'x', 'me', now(), now());
            insert into settlement (run_id, item_id, inventory_transaction_id, amount, debit_account_id, credit_account_id, storno)
            values (1, 1, 1, 10.00, 1, 2, false), (1, 2, 2, -5.00, 1, 3, true), (2, 1, 1, 3.00, 1, 2, false),
                   (3, 2, 2, 7.00, 1, 2, false), (4, 2, 2, -2.500, 3, 1, false);
            insert into voucher (run_id, company_id, number, voucher, posting_date)
            values (1, 1, 1, 'C-000001', '2025-01-31'), (4, 1, 2, 'C-000002', '2025-01-31');
            insert into voucher_line (run_id, line, debit_account_id, credit_account_id, amount, storno, item_group_id, item_id, settlements)
            values (1, 1, 1, 2, 10.00, false, 1, 1, 1), (1, 2, 1, 3, -5.00, true, 1, 2, 1), (4, 1, 3, 1, 2.500, false, null, null, 1);
            """;

    private static DataSource dataSource;

    @BeforeAll
    static void ledgers() {
        dataSource = TestDatabase.fresh();
        jdbc().sql(LEDGERS).update();
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    private static String rows(String query) {
        return jdbc().sql(query).query().listOfRows().stream()
                .map(row -> row.values().stream()
                        .map(value -> value instanceof BigDecimal amount
                                ? amount.toPlainString()
                                : value == null ? "-" : value.toString())
                        .collect(Collectors.joining(" | ")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void the_value_of_a_transaction_is_its_cost_and_what_posted_runs_settled_in_that_layer() {
        assertThat(rows("""
                                select company, transaction_id, item_number, item_group, kind, currency_layer, currency, cost, settled, value, open
                                  from period_close_view.inventory_value
                                 order by company, transaction_id, currency_layer
                                """)).isEqualTo("""
                        C | T1 | A1 | A | RECEIPT | ACCOUNTING | USD | 100.00 | 13.00 | 113.00 | true
                        C | T1 | A1 | A | RECEIPT | REPORTING | KWD | - | 0 | - | true
                        C | T2 | A2 | A | RECEIPT | ACCOUNTING | USD | 50.00 | -5.00 | 45.00 | true
                        C | T2 | A2 | A | RECEIPT | REPORTING | KWD | 20.000 | -2.500 | 17.500 | true
                        C | T3 | A1 | A | ISSUE | ACCOUNTING | USD | -30.00 | 0 | -30.00 | false
                        C | T3 | A1 | A | ISSUE | REPORTING | KWD | -12.000 | 0 | -12.000 | false
                        D | T1 | Z1 | Z | RECEIPT | ACCOUNTING | JPY | 700 | 0 | 700 | true
                        """);
    }

    @Test
    void a_voucher_line_is_a_debit_and_a_credit_row_and_storno_is_negative_in_its_own_column() {
        assertThat(rows("""
                                select voucher, line, side, main_account, corresponding_account, debit, credit, storno, item_group, item_number
                                  from period_close_view.general_ledger_entry
                                 order by voucher, line, side desc
                                """)).isEqualTo("""
                        C-000001 | 1 | DEBIT | 41 | 91.1 | 10.00 | - | false | A | A1
                        C-000001 | 1 | CREDIT | 91.1 | 41 | - | 10.00 | false | A | A1
                        C-000001 | 2 | DEBIT | 41 | 91.2 | -5.00 | - | true | A | A2
                        C-000001 | 2 | CREDIT | 91.2 | 41 | - | -5.00 | true | A | A2
                        C-000002 | 1 | DEBIT | 91.2 | 41 | 2.500 | - | false | - | -
                        C-000002 | 1 | CREDIT | 41 | 91.2 | - | 2.500 | false | - | -
                        """);
    }

    @Test
    void every_voucher_balances_in_its_currency() {
        assertThat(rows("""
                                select voucher, currency_layer, currency, sum(debit) as debit, sum(credit) as credit
                                  from period_close_view.general_ledger_entry
                                 group by voucher, currency_layer, currency
                                 order by voucher
                                """)).isEqualTo("""
                        C-000001 | ACCOUNTING | USD | 5.00 | 5.00
                        C-000002 | REPORTING | KWD | 2.500 | 2.500
                        """);
    }

    @Test
    void the_reconciliation_shows_a_run_without_ledger_update_as_the_difference_it_is() {
        assertThat(rows("""
                                select run, journal, voucher, main_account, settlements, voucher_lines, difference, cause
                                  from period_close_view.reconciliation
                                 order by run, main_account
                                """)).isEqualTo("""
                        1 | J1 | C-000001 | 41 | 5.00 | 5.00 | 0.00 | -
                        1 | J1 | C-000001 | 91.1 | -10.00 | -10.00 | 0.00 | -
                        1 | J1 | C-000001 | 91.2 | 5.00 | 5.00 | 0.00 | -
                        2 | J2 | - | 41 | 3.00 | 0 | 3.00 | posted without ledger update: the ledger has it already
                        2 | J2 | - | 91.1 | -3.00 | 0 | -3.00 | posted without ledger update: the ledger has it already
                        4 | J4 | C-000002 | 41 | -2.500 | -2.500 | 0.000 | -
                        4 | J4 | C-000002 | 91.2 | 2.500 | 2.500 | 0.000 | -
                        """);
    }

    @Test
    void a_run_that_is_not_posted_is_in_no_view() {
        assertThat(jdbc().sql("""
                                select (select count(*) from period_close_view.general_ledger_entry where run = 3)
                                     + (select count(*) from period_close_view.reconciliation where run = 3)
                                """).query(Long.class).single()).isZero();
    }

    @Test
    void every_view_and_every_column_that_does_not_explain_itself_has_a_comment() {
        List<String> bare = jdbc().sql("""
                        select c.relname || coalesce('.' || a.attname, '')
                          from pg_class c
                          join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'period_close_view'
                          left join lateral (
                               select a.attname, a.attnum
                                 from pg_attribute a
                                where a.attrelid = c.oid and a.attnum > 0
                                union all
                               select null, 0) a on true
                         where c.relkind = 'v'
                           and coalesce(a.attname::text, '') not in ('company', 'transaction_id', 'item_number', 'item_group', 'kind', 'quantity',
                               'financial_date', 'open', 'currency_layer', 'currency', 'voucher', 'posting_date', 'run', 'line', 'journal',
                               'main_account')
                           and col_description(c.oid, a.attnum) is null
                           and (a.attnum > 0 or obj_description(c.oid, 'pg_class') is null)
                         order by 1
                        """).query(String.class).list();
        assertThat(bare).isEmpty();
    }
}
