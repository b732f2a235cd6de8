package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Posting;
import org.periodclose.evidence.Audit;
import org.periodclose.inquiry.Inquiry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Company C closes October with four eyes; postgres runs it, anna and boris may, too. */
class FourEyesOnPlansTest {
    private static final LocalDate OCTOBER = LocalDate.of(2025, 10, 31);
    private static final String OTHER_PLAN = "0".repeat(64);
    private static final String REMEDY =
            ", and company \"C\" posts only a plan that another database user has released:"
                    + " look at the plan with close --dry-run, let another database user run release --company C --plan with its checksum,"
                    + " then run close with --expect and that checksum";
    /** A close as somebody would write it who does not use the program. */
    private static final String RUN_OF_A_LIAR = """
            insert into posting_run (id, type, status, company_id, currency_layer, currency, decimals, posting_date, specification, update_ledger, storno,
                                     skip_invalid, planned, expected_checksum, started_by, started_at, minimum_throughput, max_iterations)
            values (7, 'CLOSE', 'RUNNING', 1, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL', true, true, false, 0, '%s', 'anna', now(), 0, 1)
            """;

    private final PostingContext context =
            new PostingContext("period-close.chunk-size=1", "period-close.threads=1").withSmallCompany();

    @BeforeEach
    void fourEyes() {
        FourEyesTest.wantedIn(context);
        context.jdbc.sql("""
                insert into main_account (company_id, main_account, name, type) values (1, '90', 'Cost of sales', 'PROFIT_AND_LOSS');
                insert into posting_profile (company_id, account_type, item_code, main_account_id)
                select 1, 'ISSUE', 'ALL', id from main_account where main_account = '90';
                insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open, cost_object_id)
                values (1, 'S1', 1, 'ISSUE', -1, '2025-02-01', -990.00, true, 1), (1, 'S3', 3, 'ISSUE', -1, '2025-02-01', -990.00, true, 3)
                """).update();
    }

    @AfterEach
    void close() {
        context.close();
    }

    private static ValuationRequest request(RunType type, boolean dryRun, @Nullable String expect) {
        return new ValuationRequest(
                type,
                "C",
                CurrencyLayer.ACCOUNTING,
                OCTOBER,
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                null,
                null,
                dryRun,
                expect,
                Set.of());
    }

    private static List<RunResult> value(PostingContext by, ValuationRequest request, StopRequest stop) {
        return by.bean(Posting.class).value(request, null, stop, (subject, done, lines) -> {});
    }

    private List<RunResult> closeWith(@Nullable String plan) {
        return value(context, request(RunType.CLOSE, false, plan), new StopRequest());
    }

    private String plan() {
        RunResult planned = value(context, request(RunType.CLOSE, true, null), new StopRequest())
                .get(0);
        return Objects.requireNonNull(
                ((RunResult.Planned) planned).plan().voucher().run().checksum());
    }

    private PlanRelease releasedBy(String user, String plan) {
        try (PostingContext other = context.anotherOf(user)) {
            return other.bean(PlanReleases.class).release("C", plan);
        }
    }

    private JdbcClient as(String user) {
        return FourEyesTest.as(user, context);
    }

    private static String refusal(List<RunResult> results) {
        assertThat(results).singleElement().isInstanceOf(RunResult.NotPosted.class);
        List<Fault> faults = ((RunResult.NotPosted) results.get(0)).faults();
        assertThat(faults).hasSize(1);
        return faults.get(0).toString();
    }

    private List<String> runs() {
        return context.rows("select concat_ws(' ', id, type, status) from posting_run order by id");
    }

    @Test
    void close_posts_only_a_plan_that_another_database_user_has_released() {
        String plan = plan();
        assertThat(refusal(closeWith(null)))
                .isEqualTo("NOT_RELEASED  the close of 2025-10-31 expects no plan" + REMEDY);
        assertThat(refusal(closeWith(plan)))
                .isEqualTo("NOT_RELEASED  plan " + plan
                        + " of the close of 2025-10-31 is not released by another database user than \"postgres\""
                        + REMEDY);
        assertThat(refusal(closeWith(OTHER_PLAN))).startsWith("NOT_RELEASED  plan " + OTHER_PLAN);
        releasedBy("postgres", plan);
        releasedBy("anna", OTHER_PLAN);
        assertThat(refusal(closeWith(plan))).startsWith("NOT_RELEASED  plan " + plan);
        assertThat(refusal(closeWith(OTHER_PLAN))).startsWith("CHECKSUM_DIFFERS  the close of 2025-10-31");
        assertThat(runs()).isEmpty();

        PlanRelease release = releasedBy("anna", plan);
        assertThat(release.fourEyes()).isTrue();
        assertThat(releasedBy("anna", plan)).as("once is enough").isEqualTo(release);
        assertThat(closeWith(plan)).containsExactly(new RunResult.Posted(1, false, 0));
        assertThat(closeWith(null)).as("it is posted").containsExactly(new RunResult.Posted(1, true, 0));
        RunProgress run = new Inquiry(context.jdbc).run(1);
        assertThat(run.releasedBy()).isEqualTo("anna");
        assertThat(run.releasedAt()).isEqualTo(release.releasedAt());
    }

    @Test
    void recalculations_and_cancellations_need_no_release() {
        assertThat(value(context, request(RunType.RECALCULATION, false, null), new StopRequest()))
                .containsExactly(new RunResult.Posted(1, false, 0));
        assertThat(context.cancel(new CancelRequest(1, null, null, null, null, false)))
                .containsExactly(new RunResult.Posted(2, false, 0));
    }

    @Test
    void a_close_that_is_refused_leaves_the_recalculations_after_it_as_they_are() {
        ValuationRequest later = ValuationRequest.of(
                RunType.RECALCULATION, "C", CurrencyLayer.ACCOUNTING, OCTOBER.plusDays(1), Set.of(), Set.of());
        value(context, later, new StopRequest());
        String plan = plan();
        assertThat(refusal(closeWith(plan))).startsWith("NOT_RELEASED");
        releasedBy("anna", OTHER_PLAN);
        assertThat(refusal(closeWith(OTHER_PLAN))).startsWith("CHECKSUM_DIFFERS");
        assertThat(runs()).containsExactly("1 RECALCULATION POSTED");
        releasedBy("anna", plan);
        assertThat(closeWith(plan)).hasSize(2).hasOnlyElementsOfType(RunResult.Posted.class);
        assertThat(runs()).containsExactly("1 RECALCULATION POSTED", "2 CANCELLATION POSTED", "3 CLOSE POSTED");
    }

    @Test
    void a_release_is_used_once() {
        String plan = plan();
        releasedBy("anna", plan);
        closeWith(plan);
        context.cancel(new CancelRequest(1, null, null, null, null, false));
        assertThat(plan()).as("the same books, the same plan").isEqualTo(plan);
        assertThat(refusal(closeWith(plan)))
                .isEqualTo("NOT_RELEASED  plan " + plan
                        + " of the close of 2025-10-31 is not released by another database user than \"postgres\""
                        + " since run 1 used its release" + REMEDY);
        releasedBy("anna", plan);
        assertThat(closeWith(plan)).containsExactly(new RunResult.Posted(3, false, 0));
    }

    @Test
    void what_pays_for_an_issue_belongs_to_the_plan_though_no_amount_changes() {
        String plan = plan();
        releasedBy("anna", plan);
        context.jdbc.sql("""
                        insert into marking (company_id, item_id, issue_id, receipt_id, quantity)
                        select 1, 1, i.id, r.id, 1 from inventory_transaction i, inventory_transaction r where i.transaction_id = 'S1' and r.transaction_id = 'T2'
                        """).update();
        assertThat(refusal(closeWith(plan)))
                .contains(", not " + plan
                        + "; changed since: which receipts pay for which issues: look at the plan again");
    }

    @Test
    void an_interrupted_close_goes_on_with_the_same_command_but_not_by_who_has_released_it() {
        String plan = interrupted();
        try (PostingContext anna = context.anotherOf("anna")) {
            assertThat(refusal(value(anna, request(RunType.CLOSE, false, plan), new StopRequest())))
                    .isEqualTo("NOT_RELEASED  plan " + plan
                            + " of the close of 2025-10-31 is not released by another database user than \"anna\""
                            + REMEDY.replace(
                                    ":", "; run 1 stays interrupted: end the run with abandon --run 1, then:"));
        }
        assertThat(closeWith(plan)).containsExactly(new RunResult.Posted(1, false, 0));
        assertThat(context.rows("select interruptions || ' ' || (checksum = expected_checksum) from posting_run"))
                .containsExactly("1 true");
    }

    @Test
    void who_has_released_may_go_on_with_a_close_after_a_third_user_has_released_it_too() {
        String plan = interrupted();
        releasedBy("boris", plan);
        try (PostingContext anna = context.anotherOf("anna")) {
            assertThat(value(anna, request(RunType.CLOSE, false, null), new StopRequest()))
                    .containsExactly(new RunResult.Posted(1, false, 0));
        }
        assertThat(new Inquiry(context.jdbc).run(1).releasedBy()).isEqualTo("boris");
    }

    /** The checksum of a close that postgres has begun and anna has released. */
    private String interrupted() {
        String plan = plan();
        releasedBy("anna", plan);
        StopRequest stop = new StopRequest();
        assertThat(context.bean(Posting.class)
                        .value(request(RunType.CLOSE, false, plan), null, stop, (subject, done, lines) -> {
                            if (done > 0) {
                                stop.request(Outcome.TERMINATED);
                            }
                        }))
                .singleElement()
                .isInstanceOf(RunResult.Stopped.class);
        assertThat(runs()).containsExactly("1 CLOSE RUNNING");
        return plan;
    }

    @Test
    void a_release_serves_again_after_its_run_was_abandoned() {
        String plan = interrupted();
        context.bean(Abandon.class).run(1, null);
        assertThat(closeWith(plan)).containsExactly(new RunResult.Posted(2, false, 0));
    }

    @Test
    void a_close_that_began_before_four_eyes_were_wanted_is_not_posted() {
        context.jdbc.sql("update company set four_eyes = false").update();
        StopRequest stop = new StopRequest();
        context.bean(Posting.class).value(request(RunType.CLOSE, false, null), null, stop, (subject, done, lines) -> {
            if (done > 0) {
                stop.request(Outcome.TERMINATED);
            }
        });
        context.jdbc.sql("update company set four_eyes = true").update();
        assertThat(refusal(closeWith(null)))
                .startsWith("NOT_RELEASED  the close of 2025-10-31 expects no plan")
                .contains("abandon --run 1, then: look at the plan");
        assertThatThrownBy(() -> context.jdbc.sql("""
                                update posting_run set status = 'POSTED', ended_at = now(), checksum = 'x', settlements = 0, settled_amount = 0, lines = 0
                                """).update())
                .hasMessageContaining("run 1 posts a plan that no other database user than postgres has released");
    }

    @Test
    void the_database_itself_refuses_a_run_of_an_unreleased_plan() {
        String plan = plan();
        String lie = RUN_OF_A_LIAR.formatted(plan);
        String refused = "run 7 posts a plan that no other database user than anna has released";
        for (String status : List.of("RUNNING", "POSTED")) {
            assertThatThrownBy(
                            () -> as("anna").sql(lie.replace("RUNNING", status)).update())
                    .hasMessageContaining(refused);
        }
        as("anna")
                .sql("insert into plan_release (company_id, checksum, released_by, released_at) values (1, '" + plan
                        + "', 'boris', '2020-01-01')")
                .update();
        assertThat(context.rows(
                        "select released_by || ' ' || (released_at > now() - interval '1 hour') from plan_release"))
                .as("nobody releases in the name of another")
                .containsExactly("anna true");
        assertThatThrownBy(() -> as("anna").sql(lie).update()).hasMessageContaining(refused);
        as("anna").sql(lie.replace("'CLOSE'", "'RECALCULATION'")).update();
        assertThatThrownBy(() ->
                        as("anna").sql("update posting_run set type = 'CLOSE'").update())
                .hasMessageContaining(refused);
    }

    @Test
    void the_database_itself_lets_a_run_post_nothing_but_its_plan_and_use_no_other_release() {
        String plan = plan();
        releasedBy("boris", plan);
        as("anna").sql(RUN_OF_A_LIAR.formatted(plan)).update();
        assertThat(context.rows("select plan_release_id from posting_run")).containsExactly("1");
        String posted =
                "update posting_run set status = 'POSTED', ended_at = now(), settlements = 0, settled_amount = 0, lines = 0, checksum = '%s'";
        assertThatThrownBy(() -> as("anna").sql(posted.formatted(OTHER_PLAN)).update())
                .hasMessageContaining("the_released_plan_is_posted");
        assertThatThrownBy(() -> as("anna")
                        .sql("update posting_run set expected_checksum = '" + OTHER_PLAN + "'")
                        .update())
                .hasMessageContaining("has released");
        assertThatThrownBy(() -> as("boris").sql(posted.formatted(plan)).update())
                .hasMessageContaining("no other database user than boris");
        as("anna").sql("update posting_run set plan_release_id = null").update();
        assertThat(context.rows("select plan_release_id from posting_run"))
                .as("it stays in use")
                .containsExactly("1");
        assertThatThrownBy(() -> as("anna")
                        .sql(RUN_OF_A_LIAR.formatted(plan).replace("(7,", "(8,").replace("10-31", "11-30"))
                        .update())
                .hasMessageContaining("run 8 posts a plan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update plan_release set released_by = 'boris'", "delete from plan_release"})
    void a_release_is_never_changed(String change) {
        releasedBy("anna", plan());
        assertThatThrownBy(() -> as("anna").sql(change).update()).rootCause().hasMessageContaining("permission denied");
        assertThatThrownBy(() -> context.jdbc.sql(change).update()).hasMessageContaining("plan_release is append-only");
    }

    @Test
    void a_changed_release_is_found_in_the_manifest() {
        String plan = plan();
        releasedBy("anna", plan);
        closeWith(plan);
        Audit audit = new Audit(
                context.bean(PlatformTransactionManager.class),
                context.jdbc,
                context.bean(Laws.class),
                context.bean(RunRecords.class));
        context.jdbc.sql("""
                alter table plan_release disable trigger append_only;
                update plan_release set released_by = 'boris';
                alter table plan_release enable trigger append_only
                """).update();
        assertThatThrownBy(() -> audit.of("C", null)).hasMessageContaining("planReleasedBy");
    }

    @Test
    void without_four_eyes_a_release_is_noted_and_nothing_is_required() {
        context.jdbc.sql("update company set four_eyes = false").update();
        String plan = plan();
        assertThat(releasedBy("anna", plan).fourEyes()).isFalse();
        assertThat(closeWith(plan)).containsExactly(new RunResult.Posted(1, false, 0));
        assertThat(new Inquiry(context.jdbc).run(1).releasedBy()).isEqualTo("anna");
    }

    @Test
    void a_plan_of_a_company_that_is_not_there_is_not_released() {
        assertThatThrownBy(() -> context.bean(PlanReleases.class).release("X", OTHER_PLAN))
                .hasMessage(FaultCode.UNKNOWN_COMPANY + "  there is no company \"X\": import it, or correct --company");
    }
}
