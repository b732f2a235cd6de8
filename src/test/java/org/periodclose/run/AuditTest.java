package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Run;
import org.periodclose.evidence.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who owns the database, with triggers and checks off, changes the books; {@link PostedBooks} were posted before. */
class AuditTest {
    private static final List<String> TABLES = List.of(
            "posting_run",
            "settlement",
            "voucher",
            "voucher_line",
            "voucher_number",
            "manifest",
            "manifest_chain",
            "adjustment_journal",
            "adjustment",
            "run_item",
            "run_charges_code",
            "posting_exception");

    private static final PostingContext BOOKS = PostedBooks.open();
    private static final JdbcClient JDBC = BOOKS.jdbc;
    private static final Audit AUDIT = BOOKS.bean(Audit.class);

    @BeforeAll
    static void a_copy_is_kept_and_no_check_is_left() {
        JDBC.sql("create schema kept").update();
        for (String table : TABLES) {
            JDBC.sql("create table kept." + table + " as table " + table).update();
        }
        JDBC.sql("""
                        select format('alter table %s drop constraint %I', conrelid::regclass, conname)
                          from pg_constraint
                         where contype = 'c' and conrelid in (select oid from pg_class where relname in (:tables))
                           and connamespace = 'period_close'::regnamespace
                        """)
                .param("tables", TABLES)
                .query(String.class)
                .list()
                .forEach(drop -> JDBC.sql(drop).update());
        JDBC.sql("drop index one_run_posts_a_journal").update();
        JDBC.sql("alter table posting_run alter id drop default").update();
        JDBC.sql("alter table adjustment_journal alter id drop identity").update();
    }

    @AfterEach
    void what_was_changed_is_changed_back() {
        TABLES.forEach(AuditTest::changeBack);
    }

    private static void changeBack(String table) {
        tamper("delete from " + table + "; insert into " + table + " select * from kept." + table);
    }

    @AfterAll
    static void close() {
        BOOKS.close();
    }

    private static int tamper(String sql) {
        return JDBC.sql("set session_replication_role = replica; " + sql + "; set session_replication_role = origin")
                .update();
    }

    private static @Nullable String found() {
        Throwable thrown = catchThrowable(() -> AUDIT.of("C", null));
        if (thrown == null) {
            return null;
        }
        assertThat(thrown).isInstanceOf(Refused.class);
        assertThat(((Refused) thrown).first().code().outcome()).isEqualTo(Outcome.LAW_BROKEN);
        return thrown.getMessage();
    }

    @Test
    void what_was_posted_holds_and_its_runs_are_linked() {
        Audit.Report report = AUDIT.of("C", null);
        assertThat(report.runs()).extracting(Run::run).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(report.length()).isEqualTo(5);
        assertThat(report.head()).isEqualTo(report.runs().get(4).manifest());
        assertThat(JDBC.sql("select content ->> 'previous' from manifest order by position")
                        .query(String.class)
                        .list())
                .containsExactly(
                        null,
                        report.runs().get(0).manifest(),
                        report.runs().get(1).manifest(),
                        report.runs().get(2).manifest(),
                        report.runs().get(3).manifest());
        assertThat(AUDIT.of("C", report.runs().get(1).manifest()).length()).isEqualTo(5);
    }

    record Column(String table, String column, String type) {}

    @Test
    void any_value_of_any_row_that_is_changed_is_found() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Column> columns = JDBC.sql("""
                        select table_name as table, column_name as column, data_type as type
                          from information_schema.columns
                         where table_schema = 'period_close' and table_name in (:tables)
                           and column_name not in ('computed_from', 'changed_by') -- how an amount was found and who typed it, not what was posted
                           and column_name not in (:ofOthers) -- these kinds have none: AuditOfACloseTest, RevaluedRunsTest
                         order by table_name, ordinal_position
                        """)
                .param("tables", TABLES)
                .param(
                        "ofOthers",
                        Stream.of(
                                        AuditOfACloseTest.OF_VALUATIONS,
                                        RevaluedRunsTest.OF_REVALUATIONS,
                                        List.of("close_run_id"))
                                .flatMap(List::stream)
                                .toList())
                .query(Column.class)
                .list();
        assertThat(columns).hasSizeGreaterThan(80);
        List<String> unseen = new ArrayList<>();
        for (Column column : columns) {
            tamper("update " + column.table() + " set " + column.column() + " = " + other(column) + " where ctid = "
                    + anyRow(column.table(), random));
            if (found() == null) {
                unseen.add(column.table() + "." + column.column());
            }
            changeBack(column.table());
        }
        assertThat(unseen).as("seed %s", seed).isEmpty();
        assertThat(found()).isNull();
    }

    private static String anyRow(String table, Random random) {
        long rows = JDBC.sql("select count(*) from " + table).query(Long.class).single();
        return "(select ctid from " + table + " order by ctid offset " + random.nextLong(rows) + " limit 1)";
    }

    private static String other(Column column) {
        String name = column.column();
        return switch (column.type()) {
            case "bigint", "integer", "smallint" -> "coalesce(" + name + ", 0) + 1000";
            case "numeric" -> "coalesce(" + name + ", 0) * 2 + 1";
            case "boolean" -> "not " + name;
            case "USER-DEFINED" -> "case " + name + " when 'MANUAL' then 'NORMAL' else 'MANUAL' end::settlement_part";
            case "text" -> "coalesce(" + name + ", '') || 'x'";
            case "date" -> name + " + 1";
            case "timestamp with time zone" -> "coalesce(" + name + ", now()) + interval '1 microsecond'";
            case "ARRAY" -> name + " || '{x}'";
            case "json" -> "(" + name + "::jsonb || '{\"note\": \"x\"}')::json";
            default -> throw new IllegalStateException(column.toString());
        };
    }

    @Test
    void any_row_that_is_deleted_is_found() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> unseen = new ArrayList<>();
        for (String table : TABLES) {
            tamper("delete from " + table + " where ctid = " + anyRow(table, random));
            if (found() == null) {
                unseen.add(table);
            }
            changeBack(table);
        }
        assertThat(unseen).as("seed %s", seed).isEmpty();
    }

    @Test
    void a_row_that_is_added_is_found() {
        List<String> unseen = new ArrayList<>();
        for (String row : List.of(
                "settlement select 3, 6, 3, 2.00, 1, 2, false",
                "settlement select 3, 5, 2, 2.00, 1, 2, false",
                "adjustment select 1, 3, 6, 1.00, null, null",
                "voucher_line select run_id, 5, debit_account_id, credit_account_id, amount, storno, item_group_id, item_id, 1 from voucher_line where run_id = 1 and line = 1",
                "voucher select 4, 1, 5, 'C-000005', '2025-10-31'",
                "posting_run select 9, r.type, r.status, r.company_id, r.journal_id, r.currency_layer, r.currency, r.decimals,"
                        + " r.posting_date, r.specification, r.update_ledger, r.storno, r.skip_invalid, r.note, r.expected_checksum, r.planned, r.exceptions,"
                        + " r.settlements, r.settled_amount, r.lines, r.checksum, r.started_by, r.started_at, r.ended_at, r.failure, r.retries, r.cancels_run_id, r.interruptions, r.estimated_seconds, r.voucher_digest"
                        + " from posting_run r where r.id = 1",
                "manifest select 9, 1, 6, content, hash from manifest where run_id = 4",
                "run_item select 2, 3, 2, null, null, null, null, null, null",
                "run_charges_code select 2, 9, 1",
                "posting_exception select 1, 1, 1, 'X', 'x', 'x'")) {
            tamper("insert into " + row);
            if (found() == null) {
                unseen.add(row);
            }
            changeBack(row.substring(0, row.indexOf(' ')));
        }
        assertThat(unseen).isEmpty();
    }

    /** Whose it is, what kind it is and what it is called: settlements hang on that. What it costs is the ERP's. */
    @Test
    void a_transaction_or_an_account_that_becomes_another_one_is_found() {
        for (String change : List.of(
                "inventory_transaction set transaction_id = 'X' where id = 1",
                "inventory_transaction set item_id = 3 where id = 1",
                "inventory_transaction set company_id = 2 where id = 1",
                "inventory_transaction set kind = 'ISSUE', quantity = -1, cost_amount = -1000 where id = 1",
                "inventory_transaction set inventory_account = '44' where id = 1",
                "main_account set main_account = '41.9' where id = 1")) {
            assertThat(change).satisfies(each -> assertThat(foundAfter(each)).isNotNull());
        }
        assertThat(foundAfter("inventory_transaction set cost_amount = 1 where id = 1"))
                .isNull();
    }

    private static @Nullable String foundAfter(String change) {
        String table = change.substring(0, change.indexOf(' '));
        JDBC.sql("create table if not exists kept." + table + " as table " + table)
                .update();
        tamper("update " + change);
        String found = found();
        tamper("delete from " + table + "; insert into " + table + " overriding system value select * from kept."
                + table);
        return found;
    }

    @Test
    void the_first_run_that_does_not_hold_is_named_with_all_that_differs() {
        tamper("update posting_run set note = 'x' where id = 4");
        tamper("update settlement set amount = 11.00 where run_id = 2 and inventory_transaction_id = 1");
        tamper("update posting_run set posting_date = '2025-11-01' where id = 2");
        Refused refused = (Refused) Objects.requireNonNull(catchThrowable(() -> AUDIT.of("C", null)));
        assertThat(refused.faults().stream().map(fault -> fault.code() + "  " + fault.message()))
                .containsExactly(
                        "MANIFEST_BROKEN  run 2 is not what was posted: its settlements are not those that were posted, or not of these amounts",
                        "MANIFEST_BROKEN  run 2 is not what was posted: postingDate is 2025-11-01 and was 2025-10-31",
                        "LAW_BROKEN  run 2 breaks the law that every line of the journal that was not left out is settled exactly once, with its"
                                + " amount, on the accounts and with the sign that the rules give; transaction \"T1\": settled 11.00 on debit account id 1,"
                                + " credit 4 instead of 10.00 on debit 1, credit 4",
                        "LAW_BROKEN  run 2 breaks the law that the sums that become the voucher's lines equal the settlements, for each pair of"
                                + " accounts, plus and storno apart; debit \"41\", credit \"44\": 1 settlements of 11.00, but voucher sums of 1 settlements and"
                                + " 10.00");
        assertThat(refused.first().remedy())
                .isEqualTo(
                        "keep the database as it is and find out who changed it, see \"The books were changed\" in operations.md");
    }

    @Test
    void each_break_of_the_chain_is_told_in_its_words() {
        assertThat(afterTampering("delete from manifest where run_id = 2"))
                .startsWith("MANIFEST_BROKEN  run 2 of company \"C\" is POSTED and has no manifest: keep");
        assertThat(afterTampering("delete from manifest where run_id = 2; delete from posting_run where id = 2"))
                .startsWith("MANIFEST_BROKEN  manifest 2 of company \"C\" is missing before that of run 3: keep");
        assertThat(afterTampering("update manifest set hash = 'x' where run_id = 2"))
                .startsWith(
                        "MANIFEST_BROKEN  the manifest of run 2 of company \"C\" was changed: its hash is not that of its content: keep");
        assertThat(afterTampering("update manifest set content = '5', hash = sha256_of('5') where run_id = 1"))
                .startsWith("MANIFEST_BROKEN  the manifest of run 1 of company \"C\" was changed");
        assertThat(afterTampering(
                        "update manifest set content = '{\"runsBefore\": [\"x\"]}', hash = sha256_of('{\"runsBefore\": [\"x\"]}')"
                                + " where run_id = 1"))
                .startsWith("MANIFEST_BROKEN  run 2 is not what was posted: previous is ");
        assertThat(afterTampering("delete from posting_run where id = 3"))
                .startsWith("MANIFEST_BROKEN  run 3, which was posted, is gone: keep");
        assertThat(afterTampering("update voucher_number set last = 7"))
                .startsWith(
                        "MANIFEST_BROKEN  the vouchers of company \"C\" in the ACCOUNTING layer are not numbered from 1 to the last number given: keep");
        assertThat(afterTampering("update manifest_chain set length = 6, head = 'x'"))
                .startsWith(
                        "MANIFEST_BROKEN  the chain of company \"C\" should have 6 manifests and end with hash x, but has 5"
                                + " and ends with ");
    }

    private @Nullable String afterTampering(String sql) {
        tamper(sql);
        String found = found();
        what_was_changed_is_changed_back();
        return found;
    }

    /** Who may change everything can make everything fit; only a hash that is kept elsewhere tells. */
    @Test
    void a_last_run_that_is_taken_away_without_a_trace_is_told_by_a_hash_that_is_kept_elsewhere() {
        String head = Objects.requireNonNull(AUDIT.of("C", null).head());
        tamper("""
                delete from settlement where run_id = 5;
                delete from voucher_line where run_id = 5;
                delete from voucher where run_id = 5;
                delete from manifest where run_id = 5;
                delete from posting_run where id = 5;
                update voucher_number set last = 3;
                update manifest_chain set length = 4, head = (select hash from manifest where position = 4)
                """);
        assertThat(found()).isNull();
        assertThatThrownBy(() -> AUDIT.of("C", head))
                .hasMessageStartingWith("MANIFEST_BROKEN  the chain of company \"C\" has no manifest with hash " + head
                        + ": if it ever had one, the chain has been rewritten: keep");
    }

    @Test
    void an_unknown_company_is_refused() {
        assertThatThrownBy(() -> AUDIT.of("X", null))
                .hasMessage(
                        "UNKNOWN_COMPANY  there is no company \"X\": import it, or look at `period-close journals` for those that are there");
    }
}
