package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.ledger.Specification;

/** A plan was looked at; what is posted with its checksum is that plan, or it is said what has changed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExpectTest {
    private static final LocalDate DATE = LocalDate.of(2025, 10, 31);
    private static final String ARGUMENTS =
            "the arguments of the run (posting date, specification, ledger update, storno)";
    private static final String LINES =
            "the lines (transactions, amounts, offset accounts and charges codes of their own)";
    private static final String ACCOUNTS = "the accounts or signs of settlements";
    private static final String GROUPING = "how settlements are summed by item group and item";

    private static final PostingContext CONTEXT = context();
    private static final String PLANNED = checksum(CONTEXT.post(request(DATE, null, null, null)));

    private static PostingContext context() {
        PostingContext context = new PostingContext().withSmallCompany();
        context.jdbc.sql("""
                insert into main_account (company_id, main_account, name, type) values (1, '91.3', 'Else', 'PROFIT_AND_LOSS');
                insert into charges_code (company_id, charges_code, name, offset_account_id) values (1, 'GAIN', 'Gain', 2);
                insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                values (1, 'T6', 3, 'RECEIPT', 1, '2025-01-31', 500.00, true)
                """).update();
        return context;
    }

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    private static PostRequest request(
            LocalDate date, @Nullable Specification level, @Nullable Boolean storno, @Nullable String expect) {
        return new PostRequest("C", List.of("J"), date, level, null, storno, null, expect == null, expect, false, DATE);
    }

    private static String checksum(List<RunResult> planned) {
        return Objects.requireNonNull(
                ((RunResult.Planned) planned.get(0)).plan().voucher().run().checksum());
    }

    /** Message and remedy, without the checksum that would be. */
    private static String refusal(List<RunResult> results) {
        Fault fault = ((RunResult.NotPosted) results.get(0)).faults().get(0);
        return fault.toString().replaceFirst("checksum [0-9a-f]{64},", "checksum …,");
    }

    private static String refusalNaming(String changed) {
        return "CHECKSUM_DIFFERS  journal \"J\" would post a voucher with checksum …, not " + PLANNED
                + "; changed since: " + changed
                + ": look at the plan again with post --dry-run, then post with its checksum";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "an amount           | update adjustment set amount = 101 where inventory_transaction_id = 1 | update adjustment set amount = 100.00 where inventory_transaction_id = 1 | L",
                "its charges code    | update adjustment set charges_code_id = 1 where inventory_transaction_id = 1 | update adjustment set charges_code_id = null | L",
                "an account          | update posting_profile set main_account_id = 4 where account_type = 'PROFIT' | update posting_profile set main_account_id = 2 where account_type = 'PROFIT' | A",
                "an account of its own | update inventory_transaction set inventory_account = '91.3' where id = 1 | update inventory_transaction set inventory_account = null where id = 1 | A",
                "the group of an item | update item set item_group_id = 2 where id = 2 | update item set item_group_id = 1 where id = 2 | G",
                "a sign              | update adjustment set amount = -100 where inventory_transaction_id = 1 | update adjustment set amount = 100.00 where inventory_transaction_id = 1 | L A",
                "a line is added     | insert into adjustment values (1, 3, 6, 1.00) | delete from adjustment where inventory_transaction_id = 6 | L A G",
            })
    void what_has_changed_in_the_books_since_the_plan_is_said(String what, String change, String back, String changed) {
        CONTEXT.jdbc.sql(change).update();
        String refusal = refusal(CONTEXT.post(request(DATE, null, null, PLANNED)));
        CONTEXT.jdbc.sql(back).update();
        assertThat(refusal)
                .as(what)
                .isEqualTo(refusalNaming(changed.replace("L", LINES)
                        .replace(" A", "; " + ACCOUNTS)
                        .replace(" G", "; " + GROUPING)
                        .replaceFirst("^A$", ACCOUNTS)
                        .replaceFirst("^G$", GROUPING)));
    }

    @Test
    void other_arguments_than_those_of_the_plan_are_said() {
        assertThat(refusal(CONTEXT.post(request(DATE.minusDays(1), null, null, PLANNED))))
                .isEqualTo(refusalNaming(ARGUMENTS));
        assertThat(refusal(CONTEXT.post(request(DATE, null, false, PLANNED))))
                .isEqualTo(refusalNaming(ARGUMENTS + "; " + ACCOUNTS));
        assertThat(refusal(CONTEXT.post(request(DATE, Specification.TOTAL, null, PLANNED))))
                .isEqualTo(refusalNaming(ARGUMENTS + "; " + GROUPING));
    }

    @Test
    void what_is_no_checksum_is_said_to_be_none() {
        assertThat(refusal(CONTEXT.post(request(DATE, null, null, "0123"))))
                .isEqualTo(
                        "CHECKSUM_DIFFERS  journal \"J\" would post a voucher with checksum …, not 0123, which is no checksum:"
                                + " look at the plan again with post --dry-run, then post with its checksum");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void the_plan_is_posted_when_nothing_has_changed_and_so_is_that_of_its_cancellation() {
        assertThat(CONTEXT.post(request(DATE, null, null, PLANNED)).get(0)).isInstanceOf(RunResult.Posted.class);
        long run = ((RunResult.Posted)
                        CONTEXT.post(request(DATE, null, null, PLANNED)).get(0))
                .run();
        String cancellation = checksum(CONTEXT.cancel(new CancelRequest(run, null, null, null, null, true)));
        assertThat(refusal(CONTEXT.cancel(
                        new CancelRequest(run, DATE.plusDays(1), DATE.plusDays(1), null, cancellation, false))))
                .isEqualTo("CHECKSUM_DIFFERS  the cancellation of run " + run
                        + " would post a voucher with checksum …, not " + cancellation + "; changed since: " + ARGUMENTS
                        + ": look at the plan again with cancel --dry-run, then cancel with its checksum");
        assertThat(CONTEXT.cancel(new CancelRequest(run, null, null, null, cancellation, false))
                        .get(0))
                .isInstanceOf(RunResult.Posted.class);
    }
}
