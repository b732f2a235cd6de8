package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.Specification;
import org.periodclose.effect.Effect;
import org.periodclose.effect.Effects;

/**
 * What a dry run tells besides the voucher. Company C of the fixture: A1 has T1 +100 and T2 -30, A2 has T3 -20, B1 has T4 +50 and T5 -50; each
 * receipt cost 1000.00 in January, the journal is posted on 31 October.
 */
class PlanTest {
    private static final String EFFECT_OF_THE_JOURNAL = """
            A: 3000.00 + 100.00 - 50.00 = 3050.00, 3 settlements
            B: 2000.00 + 50.00 - 50.00 = 2000.00, 2 settlements
            A1 of A: 2000.00, 70.00, 3.50 %
            A2 of A: 1000.00, -20.00, -2.00 %
            B1 of B: 2000.00, 0.00, 0.00 %
            """;

    private static PostRequest dryRun(String journal, boolean skipInvalid) {
        return request(journal, LocalDate.of(2025, 10, 31), true, skipInvalid);
    }

    private static PostRequest request(String journal, LocalDate date, boolean dryRun, boolean skipInvalid) {
        return new PostRequest(
                "C",
                List.of(journal),
                date,
                Specification.TOTAL,
                null,
                null,
                null,
                dryRun,
                null,
                skipInvalid,
                LocalDate.of(2025, 11, 1));
    }

    private static Plan plan(PostingContext context, boolean skipInvalid) {
        return plan(context.post(dryRun("J", skipInvalid)));
    }

    private static Plan plan(List<RunResult> results) {
        return ((RunResult.Planned) results.get(0)).plan();
    }

    private static String text(Effect effect) {
        String groups = effect.itemGroups().stream()
                .map(group -> group.itemGroup() + ": "
                        + Objects.requireNonNull(group.before()).toPlainString() + " + "
                        + group.increase().toPlainString() + " - "
                        + group.decrease().negated().toPlainString() + " = "
                        + Objects.requireNonNull(group.after()).toPlainString() + ", " + group.settlements()
                        + " settlements\n")
                .collect(Collectors.joining());
        return groups
                + effect.movers().stream()
                        .map(mover -> mover.itemNumber() + " of " + mover.itemGroup() + ": "
                                + Objects.requireNonNull(mover.before()).toPlainString() + ", "
                                + mover.change().toPlainString() + ", " + mover.percent() + " %\n")
                        .collect(Collectors.joining());
    }

    @Test
    void a_plan_tells_the_value_of_item_groups_before_and_after_and_the_biggest_movers() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            assertThat(text(plan(context, false).effect())).isEqualTo(EFFECT_OF_THE_JOURNAL);
        }
    }

    @Test
    void a_posted_run_has_the_effect_that_its_plan_told_whatever_is_posted_after_it() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.post(PostingContext.request("C", "J"));
            context.jdbc.sql("""
                    insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'K', 'ACCOUNTING');
                    insert into adjustment values (2, 1, 1, -0.01)
                    """).update();
            Effect second = ((RunResult.Planned)
                            context.post(dryRun("K", false)).get(0))
                    .plan()
                    .effect();
            assertThat(text(second)).isEqualTo("""
                    A: 3050.00 + 0.00 - 0.01 = 3049.99, 1 settlements
                    A1 of A: 2070.00, -0.01, 0.00 %
                    """);
            context.post(PostingContext.request("C", "K"));
            Effects effects = new Effects(context.jdbc);
            assertThat(text(effects.of(1))).isEqualTo(EFFECT_OF_THE_JOURNAL);
            assertThat(text(effects.of(2))).isEqualTo(text(second));
        }
    }

    @Test
    void the_value_before_is_that_of_all_transactions_and_runs_up_to_the_posting_date() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.jdbc.sql("""
                    insert into item (company_id, item_number, name, item_group_id, inventory_model) values (1, 'A9', 'A9', 1, 'FIFO');
                    insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                    values (1, 'an item that is not in the journal', 4, 'RECEIPT', 1, '2025-10-31', 400.00, true),
                           (1, 'an issue', 1, 'ISSUE', -1, '2025-03-31', -70.00, true),
                           (1, 'closed', 1, 'RECEIPT', 1, '2025-03-31', 7.00, false),
                           (1, 'only physical', 1, 'RECEIPT', 1, null, 10000.00, true),
                           (1, 'later', 1, 'RECEIPT', 1, '2025-11-01', 10000.00, true);
                    insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'December', 'ACCOUNTING');
                    insert into adjustment values (2, 1, 1, 9)
                    """).update();
            context.post(request("December", LocalDate.of(2025, 12, 31), false, false));
            assertThat(text(plan(context, false).effect()))
                    .contains("A: 3337.00 + 100.00 - 50.00 = 3387.00, 3 settlements\n", "A1 of A: 1937.00, 70.00");
        }
    }

    @Test
    void each_currency_layer_has_its_own_values() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.post(PostingContext.request("C", "J"));
            context.jdbc.sql("""
                    update company set reporting_currency = 'JPY', reporting_decimals = 0;
                    update inventory_transaction set reporting_cost_amount = case id when 3 then 70 else 150000 end where id <= 3;
                    insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'R', 'REPORTING');
                    insert into adjustment values (2, 1, 1, 1500), (2, 2, 3, 7)
                    """).update();
            assertThat(text(((RunResult.Planned)
                                    context.post(dryRun("R", false)).get(0))
                            .plan()
                            .effect()))
                    .isEqualTo("""
                            A: 300070 + 1507 - 0 = 301577, 2 settlements
                            A1 of A: 300000, 1500, 0.50 %
                            A2 of A: 70, 7, 10.00 %
                            """);
        }
    }

    @Test
    void a_group_with_a_transaction_without_cost_in_the_layer_has_no_known_value() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.jdbc.sql("""
                    update company set reporting_currency = 'JPY', reporting_decimals = 0;
                    update inventory_transaction set reporting_cost_amount = 150000 where id <= 2;
                    insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'R', 'REPORTING');
                    insert into adjustment values (2, 1, 1, 1500)
                    """).update();
            Effect effect = plan(context.post(dryRun("R", false))).effect();
            assertThat(effect.itemGroups()).singleElement().satisfies(group -> {
                assertThat(group.before()).as("T3 has no cost").isNull();
                assertThat(group.after()).isNull();
                assertThat(group.change().toPlainString()).isEqualTo("1500");
            });
            assertThat(effect.movers())
                    .singleElement()
                    .satisfies(mover -> assertThat(String.valueOf(mover.before()))
                            .as("T1 and T2")
                            .isEqualTo("300000 JPY"));
        }
    }

    @Test
    void with_skip_invalid_a_plan_lists_what_would_be_left_out_and_tells_the_effect_of_the_rest() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.jdbc
                    .sql("update inventory_transaction set open = false, financial_date = null where id = 1")
                    .update();
            RunResult result = context.post(dryRun("J", true)).get(0);
            assertThat(result.outcome()).isEqualTo(Outcome.POSTED_WITHOUT_SOME_LINES);
            Plan plan = ((RunResult.Planned) result).plan();
            assertThat(plan.leftOut().stream().map(Fault::toString))
                    .containsExactly(
                            "TRANSACTION_NOT_OPEN  transaction \"T1\" of item \"A1\" is not open:"
                                    + " remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid",
                            "NOT_FINANCIALLY_UPDATED  transaction \"T1\" of item \"A1\" is only physically updated:"
                                    + " import it again with its financial date, or remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid");
            assertThat(text(plan.effect())).contains("A: 2000.00 + 0.00 - 50.00 = 1950.00, 2 settlements\n");

            RunResult refused = context.post(dryRun("J", false)).get(0);
            assertThat(((RunResult.NotPosted) refused).faults())
                    .extracting(Fault::transactionId)
                    .containsExactly("T1", "T1");
        }
    }

    @Test
    void only_the_ten_biggest_movers_are_told_the_largest_first_up_or_down() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.jdbc.sql("""
                    insert into item (company_id, item_number, name, item_group_id, inventory_model)
                    select 1, 'M' || lpad(n::text, 2, '0'), 'M', 2, 'FIFO' from generate_series(1, 12) n;
                    insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                    select 1, 'M' || n, 3 + n, 'RECEIPT', 1, '2025-01-31', 1000.00, true from generate_series(1, 12) n;
                    insert into adjustment select 1, 3 + n, 5 + n, case when n % 2 = 0 then -500 - n / 3 else 500 + n / 3 end from generate_series(1, 12) n
                    """).update();
            assertThat(plan(context, false).effect().movers())
                    .extracting(Effect.Mover::itemNumber)
                    .containsExactly("M12", "M09", "M10", "M11", "M06", "M07", "M08", "M03", "M04", "M05");
        }
    }
}
