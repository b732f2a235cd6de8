package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.core.fault.Refused;
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
        ClosedBooks.close(BOOKS, LocalDate.of(2025, 10, 31), LocalDate.of(2025, 11, 30));
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
