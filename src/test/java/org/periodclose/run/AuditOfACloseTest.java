package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Posting;
import org.periodclose.evidence.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who owns the database, with triggers and checks off, changes one value that a close has kept. */
class AuditOfACloseTest {
    private static final List<String> TABLES = List.of(
            "match",
            "carry_over",
            "cost_layer",
            "unsettled_issue",
            "closing_balance",
            "run_left_out",
            "circle",
            "circle_remainder");
    private static final List<String> ALL =
            Stream.concat(TABLES.stream(), Stream.of("posting_run", "run_item")).toList();
    /** Columns of posting_run and run_item that only recalculations and closes fill. */
    static final List<String> OF_VALUATIONS = List.of(
            "minimum_throughput",
            "max_iterations",
            "accepted",
            "plan_release_id",
            "first_cost_layer",
            "selected_items",
            "selected_item_groups",
            "matches",
            "unsettled",
            "circles",
            "carried",
            "written_off",
            "inventory_model",
            "include_physical_value",
            "since",
            "linked",
            "selected",
            "fixed_receipt_price",
            "issue_account_id",
            "rounding_profit_account_id",
            "rounding_loss_account_id",
            "price_difference_profit_account_id",
            "price_difference_loss_account_id");

    private static final PostingContext BOOKS = new PostingContext().withSmallCompany();
    private static final JdbcClient JDBC = BOOKS.jdbc;

    @BeforeAll
    static void two_closes_are_posted_and_a_copy_is_kept() {
        JDBC.sql("""
                        insert into main_account (company_id, main_account, name, type) values (1, '90', 'Cost of sales', 'PROFIT_AND_LOSS');
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        select 1, 'ISSUE', 'ALL', id from main_account where main_account = '90';
                        update item set inventory_model = 'WEIGHTED_AVERAGE';
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        values (1, 'B1', 3, 'RECEIPT', 3, '2025-10-02', 10.00, true), (1, 'S1', 3, 'ISSUE', -2, '2025-10-03', -8.00, true),
                               (1, 'S2', 3, 'ISSUE', -1, '2025-11-03', -8.00, true), (1, 'X1', 2, 'ISSUE', -9000, '2025-10-05', -1.00, true);
                        update inventory_transaction t set cost_object_id = o.id from cost_object o where o.item_id = t.item_id;
                        insert into fiscal_period select 1, '2025-11', '2025-11-01', '2025-11-30', 'OPEN'
                         where not exists (select from fiscal_period where company_id = 1 and '2025-11-15' between start_date and end_date)
                        """).update();
        thereAndBack();
        for (LocalDate day : List.of(LocalDate.of(2025, 10, 31), LocalDate.of(2025, 11, 30))) {
            assertThat(BOOKS.bean(Posting.class)
                            .value(
                                    ValuationRequest.of(
                                            RunType.CLOSE, "C", CurrencyLayer.ACCOUNTING, day, Set.of(), Set.of()),
                                    null,
                                    new StopRequest(),
                                    (subject, done, lines) -> {}))
                    .hasOnlyElementsOfType(RunResult.Posted.class);
        }
        JDBC.sql("create schema kept").update();
        for (String table : ALL) {
            JDBC.sql("create table kept." + table + " as table " + table).update();
        }
        JDBC.sql("""
                        select format('alter table %s drop constraint if exists %I cascade', conrelid::regclass, conname)
                          from pg_constraint
                         where contype in ('c', 'p', 'f') and conrelid in (select oid from pg_class where relname in (:tables))
                           and connamespace = 'period_close'::regnamespace
                        """)
                .param("tables", ALL)
                .query(String.class)
                .list()
                .forEach(drop -> JDBC.sql(drop).update());
    }

    /** A circle, in which the units of a receipt that is handed on whole do not come out even, and an internal transfer. */
    private static void thereAndBack() {
        JDBC.sql("""
                        insert into item (company_id, item_number, name, item_group_id, inventory_model) values (1, 'C1', 'C1', 1, 'WEIGHTED_AVERAGE');
                        insert into cost_object (company_id, item_id, warehouse) select 1, id, w from item cross join (values ('A'), ('B')) v (w)
                         where item_number = 'C1';
                        insert into cost_flow (company_id, cost_flow) values (1, 'THERE'), (1, 'BACK'), (1, 'INSIDE');
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open,
                               cost_object_id, cost_flow_id)
                        select 1, m.id, o.item_id, case when m.quantity > 0 then 'RECEIPT' else 'ISSUE' end, m.quantity, '2025-10-05', m.cost, true, o.id, f.id
                          from (values ('P1', 'A', 10, 100.00, null), ('THERE-1', 'A', -10, -100.00, 'THERE'), ('THERE-2', 'B', 5, 50.00, 'THERE'),
                                       ('THERE-3', 'B', 5, 50.00, 'THERE'), ('BACK-1', 'B', -5, -50.00, 'BACK'), ('BACK-2', 'A', 5, 50.00, 'BACK'),
                                       ('P2', 'A', 5, 70.00, null), ('SALE', 'A', -8, -80.00, null), ('IN-1', 'B', -2, -20.00, 'INSIDE'),
                                       ('IN-2', 'B', 2, 20.00, 'INSIDE')) m (id, warehouse, quantity, cost, flow)
                          join cost_object o on o.warehouse = m.warehouse
                          left join cost_flow f on f.cost_flow = m.flow
                        """).update();
    }

    @AfterAll
    static void close() {
        BOOKS.close();
    }

    private static int tamper(String sql) {
        return JDBC.sql("set session_replication_role = replica; " + sql + "; set session_replication_role = origin")
                .update();
    }

    private static void audit() {
        BOOKS.bean(Audit.class).of("C", null);
    }

    static List<String> changes() {
        return JDBC.sql("""
                        select format('%s set %I = ', table_name, column_name)
                               || case when data_type in ('numeric', 'bigint', 'integer') then format('coalesce(%I, 0) + 1', column_name)
                                       when data_type = 'boolean' then format('not %I', column_name)
                                       when data_type = 'ARRAY' then format('%I || ''{x}''', column_name)
                                       when data_type = 'date' then format('coalesce(nullif(%I, ''-infinity''), ''2000-01-01'') + 1', column_name)
                                       else format('coalesce(%I, '''') || ''X''', column_name) end
                          from information_schema.columns
                         where table_schema = 'period_close' and (table_name in (:tables) and column_name <> 'source_id'
                                or table_name in ('posting_run', 'run_item') and column_name in (:ofValuations))
                         order by table_name, ordinal_position
                        """)
                .param("tables", TABLES)
                .param("ofValuations", OF_VALUATIONS)
                .query(String.class)
                .list();
    }

    @Test
    void what_was_kept_holds() {
        audit();
        for (String table : TABLES) {
            assertThat(JDBC.sql("select count(*) from " + table)
                            .query(Long.class)
                            .single())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_changed_value_is_found(String change) {
        String table = change.substring(0, change.indexOf(' '));
        tamper("update " + change + " where ctid = (select ctid from " + table + " order by ctid limit 1)");
        try {
            assertThatThrownBy(AuditOfACloseTest::audit).isInstanceOf(Refused.class);
        } finally {
            changeBack(table);
        }
        audit();
    }

    private static void changeBack(String table) {
        tamper("delete from " + table + "; insert into " + table + " select * from kept." + table);
    }

    @Test
    void a_row_that_is_removed_or_slipped_in_is_found() {
        for (String table : TABLES) {
            tamper("delete from " + table + " where ctid = (select ctid from " + table + " order by ctid limit 1)");
            assertThatThrownBy(AuditOfACloseTest::audit).as(table).isInstanceOf(Refused.class);
            changeBack(table);
        }
        audit();
    }
}
