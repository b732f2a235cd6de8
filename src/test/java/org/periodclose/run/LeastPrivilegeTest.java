package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.database.TestDatabase;
import org.periodclose.desk.Posting;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the operator and the reader of the database may do, and what not. */
class LeastPrivilegeTest {
    private static final PostingContext CONTEXT = contextOfTheOperator();

    private static PostingContext contextOfTheOperator() {
        PostingContext context = new PostingContext("operator", List.of()).withSmallCompany();
        context.jdbc
                .sql("create role operator login in role period_close_operator")
                .update();
        context.jdbc.sql("create role reader login in role period_close_reader").update();
        return context;
    }

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    private static JdbcClient as(String user) {
        return JdbcClient.create(TestDatabase.dataSource(CONTEXT.url.replace("user=postgres", "user=" + user)));
    }

    @Test
    void the_operator_posts_a_journal() {
        assertThat(CONTEXT.bean(Posting.class)
                        .post(PostingContext.request("C", "J"), new StopRequest(), (journal, done, lines) -> {}))
                .hasOnlyElementsOfType(RunResult.Posted.class);
    }

    @Test
    void the_operator_closes_inventory_and_cancels_the_close() {
        Posting posting = CONTEXT.bean(Posting.class);
        ValuationRequest close = ValuationRequest.of(
                RunType.CLOSE, "C", CurrencyLayer.ACCOUNTING, LocalDate.of(2025, 10, 31), Set.of(), Set.of());
        List<RunResult> closed = posting.value(close, null, new StopRequest(), (subject, done, lines) -> {});
        assertThat(closed).hasOnlyElementsOfType(RunResult.Posted.class);
        long run = ((RunResult.Posted) closed.get(0)).run();
        assertThat(posting.cancel(
                        new CancelRequest(run, null, null, null, null, false),
                        new StopRequest(),
                        (subject, done, lines) -> {}))
                .hasOnlyElementsOfType(RunResult.Posted.class);
    }

    @Test
    void the_operator_hears_who_holds_the_lock_though_the_server_hides_since_when() throws SQLException {
        try (Connection holder = TestDatabase.dataSource(CONTEXT.url).getConnection();
                Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(x'50434c4f'::int, 2)");
            List<RunResult> results = CONTEXT.bean(Posting.class)
                    .post(PostingContext.request("C", "J"), new StopRequest(), (journal, done, lines) -> {});
            assertThat(((RunResult.NotPosted) results.get(0)).faults().get(0).message())
                    .matches(
                            "a command is at work on company \"C\", ACCOUNTING layer, and still checks its journal: server process"
                                    + " [0-9]+ of user \"postgres\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update settlement set amount = 1",
                "delete from settlement",
                "truncate settlement",
                "update voucher_line set amount = 1",
                "delete from voucher_line",
                "update voucher set number = 7",
                "update manifest set hash = 'x'",
                "delete from manifest",
                "update match set amount = 1",
                "delete from carry_over",
                "delete from manifest_chain",
                "delete from posting_run",
                "delete from inventory_transaction",
                "alter table settlement disable trigger all",
                "drop table settlement",
                "create table period_close.other (id integer)",
                "update databasechangelog set id = 'x'"
            })
    void the_operator_changes_nothing_that_is_posted_and_no_table(String statement) {
        assertThatThrownBy(() -> as("operator").sql(statement).update())
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void the_reader_sees_the_views() {
        assertThat(as("reader")
                        .sql("select count(*) from period_close_view.inventory_value")
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from period_close.settlement",
                "select count(*) from batch.batch_job_execution",
                "insert into period_close.company default values",
                "select period_close.journal_item(1)"
            })
    void the_reader_sees_nothing_else(String statement) {
        assertThatThrownBy(() -> as("reader").sql(statement).query().listOfRows())
                .rootCause()
                .hasMessageContaining("permission denied");
    }
}
