package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.core.fault.Fault;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody, or a mistake of the program, changes one value that a close has written, before its laws are asked. */
class LawsOfACloseTest {
    private static final List<String> TABLES =
            List.of("settlement", "match", "carry_over", "cost_layer", "circle", "circle_remainder", "run_left_out");
    private static final PostingContext BOOKS = new PostingContext().withSmallCompany();
    private static final JdbcClient JDBC = BOOKS.jdbc;

    @BeforeAll
    static void a_close_is_verified() {
        ClosedBooks.close(BOOKS, LocalDate.of(2025, 10, 31));
        JDBC.sql("create schema kept").update();
        TABLES.forEach(table ->
                JDBC.sql("create table kept." + table + " as table " + table).update());
        JDBC.sql("""
                        select format('alter table posting_run drop constraint %I', conname)
                          from pg_constraint
                         where contype = 'c' and conrelid = 'posting_run'::regclass
                        """).query(String.class).list().forEach(drop -> JDBC.sql(drop).update());
        tamper("update posting_run set status = 'RUNNING'");
    }

    @AfterAll
    static void close() {
        BOOKS.close();
    }

    private static int tamper(String sql) {
        return JDBC.sql("set session_replication_role = replica; " + sql + "; set session_replication_role = origin")
                .update();
    }

    private static List<String> violations() {
        return BOOKS.bean(Laws.class).violations(1).stream().map(Fault::message).toList();
    }

    @Test
    void all_laws_hold() {
        assertThat(violations()).isEmpty();
        for (String table : TABLES) {
            assertThat(JDBC.sql("select count(*) from " + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isPositive();
        }
    }

    /** {@code [NAME]} is the id of a transaction. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "match set quantity = quantity + 1           | issue_id = [S1]                          | no layer hands out more than its quantity",
                "carry_over set matched = matched - 1        | id = [D-R]                               | no layer hands out more than its quantity",
                "match set amount = amount + 0.01            | issue_id = [D-S]                         | what a layer that is in no solved circle hands out",
                "settlement set amount = amount + 0.01       | inventory_transaction_id = [D-S]         | an issue costs what it takes from layers",
                "settlement set amount = amount + 0.01       | inventory_transaction_id = [SALE]        | an issue costs what it takes from layers",
                "settlement set amount = amount + 0.01       | inventory_transaction_id = [THERE-2]     | what the issues of a flow cost more or less",
                "settlement set amount = amount + 0.01       | inventory_transaction_id = [THERE-1]     | what the issues of a flow cost more or less",
                "settlement set part = 'ROUNDING'            | inventory_transaction_id = [D-X]         | what the issues of a flow cost more or less",
                "settlement set amount = amount + 0.01       | inventory_transaction_id = [D-T]         | a return costs its share of what its sale costs",
                "settlement set amount = amount + 1.00       | inventory_transaction_id = [D-S]         | a return costs its share of what its sale costs",
                "match set amount = amount + 0.01            | layer_id = [THERE-3]                     | all parts that a layer of a circle hands out",
                "match set amount = amount - 0.50            | issue_id = [SALE]                        | all parts that a layer of a circle hands out",
                "match set from_quantity = from_quantity + 1 | issue_id = [SALE]                        | all parts that a layer of a circle hands out",
                "circle_remainder set units = units - 1.00   | true                                     | all parts that a layer of a circle hands out",
                "run_left_out set inventory_transaction_id = [P1] | inventory_transaction_id = [IN-1]   | a transfer that is left out",
                "settlement set inventory_transaction_id = [IN-2] | inventory_transaction_id = [BACK-2] | a transfer that is left out",
                "settlement set credit_account_id = 2         | inventory_transaction_id = [D-S] | each settlement moves the inventory account of its transaction",
                "settlement set storno = not storno          | inventory_transaction_id = [SALE]        | each settlement moves the inventory account of its transaction",
                "settlement set debit_account_id = null, credit_account_id = null, storno = null | inventory_transaction_id = [SALE]        | each settlement moves the inventory account of its transaction"
            })
    void a_changed_value_breaks_its_law(String change, String where, String law) {
        String table = change.substring(0, change.indexOf(' '));
        int changed = tamper(named("update " + change + " where " + where));
        List<String> violations = violations();
        tamper("delete from " + table + "; insert into " + table + " select * from kept." + table);
        assertThat(violations)
                .as("%s", changed)
                .anyMatch(violation -> violation.contains("breaks the law that " + law));
    }

    private static String named(String sql) {
        return sql.replaceAll(
                "\\[([^]]+)]", "(select t.id from inventory_transaction t where t.transaction_id = '$1')");
    }
}
