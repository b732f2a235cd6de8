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

/** Somebody, or a mistake of the program, changes one value that a recalculation has written, before its laws are asked. */
class LawsOfARecalculationTest {
    private static final PostingContext BOOKS = new PostingContext().withSmallCompany();
    private static final JdbcClient JDBC = BOOKS.jdbc;

    @BeforeAll
    static void a_recalculation_is_verified() {
        ClosedBooks.recalculate(BOOKS, LocalDate.of(2025, 10, 31));
        JDBC.sql("create table kept_settlement as table settlement").update();
        tamper(
                "update posting_run set status = 'RUNNING', ended_at = null, checksum = null, settled_amount = null, lines = null, settlements = null");
    }

    @AfterAll
    static void close() {
        BOOKS.close();
    }

    private static void tamper(String sql) {
        JDBC.sql("set session_replication_role = replica; " + sql + "; set session_replication_role = origin")
                .update();
    }

    private static List<String> violations() {
        return BOOKS.bean(Laws.class).violations(1).stream().map(Fault::message).toList();
    }

    @Test
    void all_laws_hold() {
        assertThat(violations()).isEmpty();
        assertThat(JDBC.sql("select count(distinct part) from settlement")
                        .query(Long.class)
                        .single())
                .as("changes of issues, and what is carried")
                .isGreaterThan(1);
    }

    /** {@code [NAME]} is the id of a transaction. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "settlement set credit_account_id = 2                | inventory_transaction_id = [D-S]    | each settlement moves the inventory account of its transaction",
                "settlement set storno = not storno                  | inventory_transaction_id = [SALE]   | each settlement moves the inventory account of its transaction",
                "settlement set debit_account_id = null, credit_account_id = null, storno = null | inventory_transaction_id = [SALE]   | each settlement moves the inventory account of its transaction",
                "settlement set inventory_transaction_id = [IN-2]    | inventory_transaction_id = [BACK-2] | a transfer that is left out"
            })
    void a_changed_value_breaks_its_law(String change, String where, String law) {
        tamper(named("update " + change + " where " + where));
        List<String> violations = violations();
        tamper("delete from settlement; insert into settlement select * from kept_settlement");
        assertThat(violations).anyMatch(violation -> violation.contains("breaks the law that " + law));
    }

    private static String named(String sql) {
        return sql.replaceAll(
                "\\[([^]]+)]", "(select t.id from inventory_transaction t where t.transaction_id = '$1')");
    }
}
