package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.desk.Posting;

/** Taking runs back: the small company's journal J is run 1, posted on 2025-10-31. */
class CancelTest {
    private static final String LINES = """
            select concat_ws(' ', g.item_group, i.item_number, 'D', d.main_account, 'K', c.main_account, l.amount,
                             case when l.storno then 'storno' end)
              from voucher_line l
              join main_account d on d.id = l.debit_account_id
              join main_account c on c.id = l.credit_account_id
              left join item_group g on g.id = l.item_group_id
              left join item i on i.id = l.item_id
             where l.run_id = %d
             order by l.line
            """;
    private static final String SECOND_JOURNAL = """
            insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'J2', 'ACCOUNTING');
            insert into adjustment values (2, 1, 2, 5.00), (2, 3, 5, 7.00);
            """;
    private static final String THIRD_JOURNAL = """
            insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
            values (1, 'T6', 3, 'RECEIPT', 1, '2025-01-31', 1000.00, true);
            update adjustment_journal set status = 'OPEN' where journal = 'none';
            insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'J3', 'ACCOUNTING');
            insert into adjustment values (3, 3, 5, 2.00), (3, 3, 6, 3.00);
            """;

    private PostingContext context =
            new PostingContext("period-close.chunk-size=2", "period-close.threads=2").withSmallCompany();

    @AfterEach
    void close() {
        context.close();
    }

    private void post(String journal, Specification specification, boolean storno, boolean updateLedger) {
        assertThat(context.post(new PostRequest(
                        "C",
                        List.of(journal),
                        LocalDate.of(2025, 10, 31),
                        specification,
                        updateLedger,
                        storno,
                        updateLedger ? null : "the ledger has it already",
                        false,
                        null,
                        false,
                        LocalDate.of(2025, 11, 1))))
                .singleElement()
                .isInstanceOf(RunResult.Posted.class);
    }

    private void post(String journal) {
        post(journal, Specification.ITEM_GROUP, true, true);
    }

    private static CancelRequest cancel(long run) {
        return on(run, null);
    }

    private static CancelRequest on(long run, @Nullable LocalDate date) {
        return new CancelRequest(run, date, date, null, null, false);
    }

    private List<String> lines(int run) {
        return context.rows(LINES.formatted(run));
    }

    private void change(String sql) {
        context.jdbc.sql(sql).update();
    }

    private List<Fault> faults(CancelRequest request) {
        List<RunResult> results = context.cancel(request);
        assertThat(results).singleElement().isInstanceOf(RunResult.NotPosted.class);
        return ((RunResult.NotPosted) results.get(0)).faults();
    }

    // What a cancellation posts

    @Test
    void with_storno_plus_becomes_storno_and_storno_becomes_plus_on_the_same_accounts() {
        post("J");
        assertThat(lines(1))
                .containsExactly(
                        "A D 41 K 91.1 100.00",
                        "A D 41 K 91.2 -50.00 storno",
                        "B D 41 K 91.1 50.00",
                        "B D 41 K 91.2 -50.00 storno");
        assertThat(context.cancel(cancel(1))).containsExactly(new RunResult.Posted(2, false, 0));
        assertThat(lines(2))
                .containsExactly(
                        "A D 41 K 91.1 -100.00 storno",
                        "A D 41 K 91.2 50.00",
                        "B D 41 K 91.1 -50.00 storno",
                        "B D 41 K 91.2 50.00");
    }

    @Test
    void without_storno_the_columns_are_swapped() {
        post("J", Specification.TOTAL, false, true);
        assertThat(lines(1)).containsExactly("D 41 K 91.1 150.00", "D 91.2 K 41 100.00");
        context.cancel(cancel(1));
        assertThat(lines(2)).containsExactly("D 41 K 91.2 100.00", "D 91.1 K 41 150.00");
    }

    @Test
    void at_item_number_each_item_has_its_own_lines_again() {
        post("J", Specification.ITEM_NUMBER, true, true);
        context.cancel(cancel(1));
        assertThat(lines(2))
                .containsExactly(
                        "A A1 D 41 K 91.1 -100.00 storno",
                        "A A1 D 41 K 91.2 30.00",
                        "A A2 D 41 K 91.2 20.00",
                        "B B1 D 41 K 91.1 -50.00 storno",
                        "B B1 D 41 K 91.2 50.00");
    }

    @Test
    void what_the_set_up_says_by_then_does_not_matter() {
        post("J");
        change("""
                update company set storno_for_inventory_adjustments = false;
                update posting_profile set main_account_id = 3 where account_type = 'PROFIT';
                update item set item_group_id = 1;
                update item set inventory_model = 'STANDARD_COST';
                """);
        context.cancel(cancel(1));
        assertThat(lines(2))
                .containsExactly(
                        "A D 41 K 91.1 -100.00 storno",
                        "A D 41 K 91.2 50.00",
                        "B D 41 K 91.1 -50.00 storno",
                        "B D 41 K 91.2 50.00");
    }

    @ParameterizedTest
    @EnumSource
    void with_storno_every_turnover_is_as_before(Specification specification) {
        post("J", specification, true, true);
        context.cancel(cancel(1));
        assertThat(context.rows("""
                        select concat_ws(' ', main_account, count(*))
                          from period_close_view.general_ledger_entry
                         group by main_account
                        having coalesce(sum(debit), 0) = 0 and coalesce(sum(credit), 0) = 0
                        """)).hasSize(3);
        assertThat(context.rows("select distinct settled::text from period_close_view.inventory_value"))
                .allMatch(settled -> settled.matches("0([.]00)?"));
    }

    @Test
    void a_run_without_ledger_update_is_taken_back_without_ledger_lines() {
        post("J", Specification.ITEM_GROUP, true, false);
        assertThat(context.cancel(cancel(1))).containsExactly(new RunResult.Posted(2, false, 0));
        assertThat(context.rows("select voucher from voucher")).isEmpty();
        assertThat(context.rows(
                        "select concat_ws(' ', sum(settlements), sum(settled_amount), sum(lines)) from posting_run"))
                .containsExactly("10 0.00 0");
        assertThat(context.rows("select note from posting_run where id = 2"))
                .containsExactly("the ledger has it already");
    }

    @Test
    void the_run_and_its_journal_stay_posted_and_post_does_not_post_again() {
        post("J");
        context.cancel(new CancelRequest(1, null, null, "wrong price list", null, false));
        assertThat(
                        context.rows(
                                "select concat_ws(' ', id, type, status, cancels_run_id, posting_date, note) from posting_run order by id"))
                .containsExactly(
                        "1 TRANSACTION_ADJUSTMENT POSTED 2025-10-31",
                        "2 CANCELLATION POSTED 1 2025-10-31 wrong price list");
        assertThat(context.rows("select status from adjustment_journal")).containsExactly("POSTED");
        assertThat(context.rows("select voucher from voucher order by number")).containsExactly("C-000001", "C-000002");
        assertThat(
                        context.rows(
                                "select concat_ws(' ', run, voucher, 'cancels', cancels, 'by', cancelled_by) from period_close_view.run order by run"))
                .containsExactly("1 C-000001 cancels by 2", "2 C-000002 cancels 1 by");
        assertThat(context.rows(
                        "select ledger_balance_at(id, 'ACCOUNTING', '2025-12-31')::numeric(9, 2) from main_account"))
                .containsOnly("0.00");
        assertThat(context.post(PostingContext.request("C", "J"))).containsExactly(new RunResult.Posted(1, true, 0));
        Run first = context.bean(RunRecords.class).byNumber(1);
        assertThat(first.cancelledBy()).isEqualTo(2);
        Run second = context.bean(RunRecords.class).byNumber(2);
        assertThat(second.cancels()).isEqualTo(1);
        assertThat(second.type()).isEqualTo(RunType.CANCELLATION);
    }

    @Test
    void the_dry_run_is_the_cancellation() {
        post("J");
        RunResult planned = context.cancel(new CancelRequest(1, null, null, null, null, true))
                .get(0);
        Run plan = ((RunResult.Planned) planned).plan().voucher().run();
        assertThat(plan.status()).isEqualTo(RunStatus.DRY_RUN);
        assertThat(plan.cancels()).isEqualTo(1);
        assertThat(context.rows("select id from posting_run where id <> 1")).isEmpty();
        context.cancel(cancel(1));
        assertThat(context.rows("select checksum from posting_run where id = 2"))
                .containsExactly(plan.checksum());
    }

    // What is refused

    @Test
    void an_unknown_run() {
        assertThatThrownBy(() -> context.cancel(cancel(7)))
                .hasMessage("UNKNOWN_RUN  there is no run 7: look up its number with `period-close runs`");
    }

    @Test
    void a_cancellation() {
        post("J");
        context.cancel(cancel(1));
        assertThatThrownBy(() -> context.cancel(cancel(2)))
                .hasMessage("IS_A_CANCELLATION  run 2 is itself the cancellation of run 1:"
                        + " post the adjustments again in a new journal");
    }

    @Test
    void what_is_cancelled_already() {
        post("J");
        context.cancel(cancel(1));
        assertThat(faults(cancel(1)))
                .extracting(Fault::toString)
                .containsExactly(
                        "ALREADY_CANCELLED  run 1 of journal \"J\" is cancelled already, by run 2 (voucher \"C-000002\"):"
                                + " there is nothing left to cancel");
        assertThat(context.rows("select count(*) from posting_run")).containsExactly("2");
    }

    @Test
    void a_second_cancellation_even_by_the_database() {
        post("J");
        context.cancel(cancel(1));
        assertThatThrownBy(() -> change("""
                        insert into posting_run (type, status, company_id, journal_id, cancels_run_id, currency_layer, currency, decimals,
                               posting_date, specification, update_ledger, storno, skip_invalid, planned, started_by, started_at)
                        select type, 'RUNNING', company_id, journal_id, cancels_run_id, currency_layer, currency, decimals,
                               posting_date, specification, update_ledger, storno, skip_invalid, planned, started_by, started_at
                          from posting_run where id = 2
                        """)).hasMessageContaining("one_run_cancels_a_run");
    }

    @Test
    void what_a_later_run_stands_on() {
        change(SECOND_JOURNAL);
        post("J");
        post("J2");
        assertThat(faults(cancel(1)))
                .extracting(Fault::toString)
                .containsExactly(
                        "RUN_IN_THE_WAY  run 2 of journal \"J2\" (voucher \"C-000002\") was posted later and touches"
                                + " 2 transactions of run 1: cancel run 2 first, or see the whole plan with cancel --run 1 --chain");
        assertThat(context.cancel(cancel(2))).singleElement().isInstanceOf(RunResult.Posted.class);
        assertThat(context.cancel(cancel(1))).singleElement().isInstanceOf(RunResult.Posted.class);
    }

    @Test
    void what_was_posted_before_or_elsewhere_does_not_stand_in_the_way() {
        change(SECOND_JOURNAL);
        change("delete from adjustment where journal_id = 2; insert into adjustment values (2, 3, 5, 7.00);"
                + " delete from adjustment where journal_id = 1 and inventory_transaction_id = 5");
        post("J2");
        post("J");
        assertThat(context.cancel(cancel(1))).containsExactly(new RunResult.Posted(3, false, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the period is closed     | update fiscal_period set status = 'CLOSED' | | PERIOD_NOT_OPEN  posting date 2025-10-31 lies in fiscal period \"2025\" of company \"C\", which is CLOSED: cancel with a --posting-date in an OPEN period, or open the period in fiscal_periods.csv",
                "there is no period       | delete from fiscal_period | | PERIOD_NOT_OPEN  posting date 2025-10-31 lies in no fiscal period of company \"C\": cancel with a --posting-date in an OPEN period, or import the period in fiscal_periods.csv",
                "a date before the run    | update company set name = name | 2025-10-30 | BEFORE_ORIGINAL  posting date 2025-10-30 is before 2025-10-31, on which run 1 was posted: cancel with --posting-date 2025-10-31 or later",
                "inventory is closed      | insert into imported_close values (1, 'ACCOUNTING', '2025-10-31', true) | 2025-11-30 | INVENTORY_CLOSED  inventory of company \"C\" is closed up to 2025-10-31 in the ACCOUNTING layer, run 1 was posted on 2025-10-31: cancel the close first: it stands on what the run posted",
                "a transaction is closed  | update inventory_transaction set open = false where id = 1 | | TRANSACTION_NOT_OPEN  transaction \"T1\" of item \"A1\" is not open: cancel first what closed it: its value has gone on to what was issued from it",
                "a receipt is worth less  | update inventory_transaction set cost_amount = 0 where id = 4; insert into posting_run (id, type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification, update_ledger, storno, skip_invalid, note, expected_checksum, planned, exceptions, settlements, settled_amount, lines, checksum, started_by, started_at, ended_at) overriding system value select 99, type, status, company_id, 2, currency_layer, currency, decimals, posting_date, specification, update_ledger, storno, skip_invalid, note, expected_checksum, planned, exceptions, settlements, settled_amount, lines, checksum, started_by, started_at, ended_at - interval '1 day' from posting_run; insert into settlement select item_id, inventory_transaction_id, 99, -10, debit_account_id, credit_account_id, true from settlement where inventory_transaction_id = 4 | | VALUE_BELOW_ZERO  transaction \"T4\" of item \"B1\" is worth 40.00 USD on 2025-10-31 and cannot lose 50.00: cancel first what has lowered it since",
            })
    void what_the_books_do_not_allow(String what, String change, @Nullable LocalDate date, String refusal) {
        change(SECOND_JOURNAL);
        post("J");
        change(change);
        assertThat(faults(on(1, date))).extracting(Fault::toString).containsExactly(refusal);
        assertThat(context.rows("select id from posting_run where cancels_run_id is not null"))
                .isEmpty();
    }

    @Test
    void a_later_date_is_taken_when_the_period_of_the_run_is_closed() {
        post("J");
        change("""
                update fiscal_period set end_date = '2025-10-31', status = 'CLOSED';
                insert into fiscal_period values (1, 'November', '2025-11-01', '2025-11-30', 'OPEN');
                """);
        assertThat(context.cancel(on(1, LocalDate.of(2025, 11, 15))))
                .containsExactly(new RunResult.Posted(2, false, 0));
        assertThat(context.rows("select posting_date from voucher where run_id = 2"))
                .containsExactly("2025-11-15");
    }

    @Test
    void what_another_process_is_at_work_on() {
        post("J");
        try (PostingContext other = context.another()) {
            Posting posting = context.bean(Posting.class);
            posting.cancel(cancel(1), new StopRequest(), (journal, done, lines) -> {
                if (done == 2) {
                    assertThat(((RunResult.NotPosted) other.cancel(cancel(1)).get(0)).faults())
                            .singleElement()
                            .satisfies(fault -> {
                                assertThat(fault.code()).isEqualTo(FaultCode.RUN_AT_WORK);
                                assertThat(fault.message())
                                        .startsWith(
                                                "run 2 of journal \"J\", which cancels run 1, is at work: started ");
                            });
                }
            });
        }
        assertThat(context.rows("select status from posting_run")).containsExactly("POSTED", "POSTED");
    }

    // What is interrupted

    private void stopAt(int lines) {
        post("J");
        PostingContext posted = context;
        context = posted.another("period-close.chunk-size=2", "period-close.threads=1");
        posted.close();
        Posting posting = context.bean(Posting.class);
        StopRequest stop = new StopRequest();
        assertThat(posting.cancel(cancel(1), stop, (journal, done, all) -> {
                    if (done == lines) {
                        stop.request(Outcome.TERMINATED);
                    }
                }))
                .containsExactly(new RunResult.Stopped(new Subject("C", "J", 1L), Outcome.TERMINATED));
        PostingContext stopped = context;
        context = stopped.another("period-close.chunk-size=1", "period-close.threads=1");
        stopped.close();
        assertThat(context.rows("select concat_ws(' ', id, status) from posting_run order by id"))
                .containsExactly("1 POSTED", "2 RUNNING");
        assertThat(context.rows("select voucher from voucher")).containsExactly("C-000001");
    }

    private void isWhole() {
        assertThat(lines(2))
                .containsExactly(
                        "A D 41 K 91.1 -100.00 storno",
                        "A D 41 K 91.2 50.00",
                        "B D 41 K 91.1 -50.00 storno",
                        "B D 41 K 91.2 50.00");
        assertThat(context.rows("select count(*) from settlement where run_id = 2"))
                .containsExactly("5");
        assertThat(context.rows("select checksum from posting_run where id = 2"))
                .containsExactly(undisturbed());
    }

    /** The dry run tells what a cancellation without interruption would post. */
    private String undisturbed() {
        change("update posting_run set status = 'FAILED' where id = 2");
        RunResult planned = context.cancel(new CancelRequest(1, null, null, null, null, true))
                .get(0);
        return String.valueOf(
                ((RunResult.Planned) planned).plan().voucher().run().checksum());
    }

    @Test
    void the_same_command_goes_on() {
        stopAt(2);
        assertThat(context.cancel(cancel(1))).containsExactly(new RunResult.Posted(2, false, 0));
        isWhole();
    }

    @Test
    void post_without_a_journal_goes_on_with_it_first() {
        stopAt(2);
        change(SECOND_JOURNAL);
        PostRequest all = new PostRequest(
                "C", List.of(), LocalDate.of(2025, 11, 1), null, null, null, null, false, null, false, LocalDate.EPOCH);
        assertThat(context.post(all))
                .containsExactly(new RunResult.Posted(2, false, 0), new RunResult.Posted(3, false, 0));
        assertThat(lines(2)).hasSize(4);
    }

    @Test
    void a_journal_on_the_same_transactions_waits_for_it_any_other_does_not() {
        stopAt(2);
        change(SECOND_JOURNAL);
        assertThat(context.post(PostingContext.request("C", "J2")))
                .singleElement()
                .isInstanceOfSatisfying(
                        RunResult.NotPosted.class,
                        refused -> assertThat(refused.faults())
                                .extracting(Fault::toString)
                                .containsExactly(
                                        "UNFINISHED_CANCELLATION  the cancellation of run 1 is unfinished and touches"
                                                + " transactions of journal \"J2\": finish it with cancel --run 1, post without --journal"
                                                + " (that begins with it), or end it with abandon --run 2"));
        change(THIRD_JOURNAL + "delete from adjustment where journal_id = 3 and inventory_transaction_id = 5");
        assertThat(context.post(PostingContext.request("C", "J3")))
                .singleElement()
                .isInstanceOf(RunResult.Posted.class);
    }

    @Test
    void other_arguments_than_it_was_begun_with_are_refused() {
        stopAt(2);
        assertThat(faults(new CancelRequest(1, LocalDate.of(2025, 11, 1), null, "why", null, false)))
                .extracting(Fault::toString)
                .containsExactly(
                        "OTHER_ARGUMENTS  run 2 of journal \"J\", which cancels run 1, is unfinished and was started with"
                                + " --posting-date 2025-10-31 no --note: continue it with these arguments, leave them out, or end the"
                                + " run with abandon --run 2");
    }

    @Test
    void a_run_that_is_unfinished_is_not_cancelled() {
        try (StoppedRun run = new StoppedRun(2)) {
            assertThatThrownBy(() -> run.context.cancel(cancel(1)))
                    .hasMessage(
                            "RUN_NOT_POSTED  run 1 of journal \"J\" is not posted: it is unfinished:"
                                    + " finish it with post --company C --journal J, then cancel it, or end it with abandon --run 1");
        }
    }

    @Test
    void an_unfinished_run_on_the_same_transactions_stands_in_the_way() {
        post("J");
        change(SECOND_JOURNAL);
        Posting posting = context.bean(Posting.class);
        StopRequest stop = new StopRequest();
        posting.post(PostingContext.request("C", "J2"), stop, (journal, done, all) -> {
            if (done == 2) {
                stop.request(Outcome.TERMINATED);
            }
        });
        try (PostingContext next = context.another()) {
            assertThat(((RunResult.NotPosted) next.cancel(cancel(1)).get(0)).faults())
                    .extracting(Fault::toString)
                    .containsExactly(
                            "RUN_IN_THE_WAY  run 2 of journal \"J2\" is unfinished and touches 2 transactions of run 1:"
                                    + " finish it with post --company C --journal J2, or end it with abandon --run 2, then cancel the"
                                    + " newest run first");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a settlement is tampered with | alter table settlement disable trigger append_only; update settlement set debit_account_id = 2, credit_account_id = 1 where run_id = 2 and inventory_transaction_id = 1; alter table settlement enable trigger append_only | transaction \"T1\": settled -100.00 on debit account id 2, credit 1, storno instead of -100.00 on debit 1, credit 2, storno",
                "the cancelled run is          | alter table settlement disable trigger append_only; update settlement set amount = 99 where run_id = 1 and inventory_transaction_id = 1; alter table settlement enable trigger append_only | transaction \"T1\": settled -100.00",
                "a settlement is gone          | alter table settlement disable trigger append_only; delete from settlement where run_id = 2 and inventory_transaction_id = 1; alter table settlement enable trigger append_only | transaction \"T1\": the settlement of 100.00 is not reversed",
                "a settlement is too many      | insert into settlement select item_id, 4711, 2, amount, debit_account_id, credit_account_id, storno from settlement where run_id = 1 and inventory_transaction_id = 1 | reverses nothing",
                "the storno setting changes    | update posting_run set storno = false where id = 2 | run 1 is not a posted run with the settings of its cancellation",
            })
    void what_breaks_a_law_fails_it_and_leaves_the_run_and_its_journal_posted(
            String what, String change, String named) {
        change(SECOND_JOURNAL);
        stopAt(2);
        change(change);
        List<Fault> faults = faults(cancel(1));
        assertThat(faults).extracting(Fault::code).containsOnly(FaultCode.LAW_BROKEN);
        assertThat(faults)
                .extracting(Fault::message)
                .anySatisfy(message -> assertThat(message).contains(named));
        assertThat(context.rows("select concat_ws(' ', id, status) from posting_run where id < 99 order by id"))
                .containsExactly("1 POSTED", "2 FAILED");
        assertThat(context.rows("select status from adjustment_journal where journal = 'J'"))
                .containsExactly("POSTED");
        assertThat(context.bean(RunRecords.class).byNumber(1).cancelledBy()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inventory is closed | insert into imported_close values (1, 'ACCOUNTING', '2025-10-31', true) | INVENTORY_CLOSED  inventory of company \"C\" is closed up to 2025-10-31 in the ACCOUNTING layer, run 1 was posted on 2025-10-31; run 2 stays interrupted: cancel the inventory close and run the same command again, or end the run with abandon --run 2 | delete from imported_close",
                "the period is closed | update fiscal_period set status = 'ON_HOLD' | PERIOD_NOT_OPEN  posting date 2025-10-31 lies in fiscal period \"2025\" of company \"C\", which is ON_HOLD; run 2 stays interrupted: open the period again | update fiscal_period set status = 'OPEN'",
                "a transaction is closed | update inventory_transaction set open = false where id = 5 | TRANSACTION_NOT_OPEN  transaction \"T5\" of item \"B1\" is not open; run 2 stays interrupted: end the run with abandon --run 2, then: cancel first what closed it | update inventory_transaction set open = true"
            })
    void what_a_person_may_change_is_refused_and_it_goes_on_when_that_is_undone(
            String what, String change, String told, String undo) {
        stopAt(2);
        change(change);
        assertThat(faults(cancel(1)).get(0).toString()).startsWith(told);
        assertThat(context.rows("select concat_ws(' ', id, status) from posting_run order by id"))
                .containsExactly("1 POSTED", "2 RUNNING");
        change(undo);
        assertThat(context.cancel(cancel(1))).containsExactly(new RunResult.Posted(2, false, 0));
    }

    @Test
    void after_a_law_has_failed_it_the_next_cancel_begins_a_new_one() {
        stopAt(2);
        change("update settlement_sum set amount = amount + 1");
        faults(cancel(1));
        assertThat(context.cancel(cancel(1))).containsExactly(new RunResult.Posted(3, false, 0));
        assertThat(context.rows("select voucher from voucher order by number")).containsExactly("C-000001", "C-000002");
    }

    // A chain

    private void threeThatStandOnEachOther() {
        change(SECOND_JOURNAL);
        change(THIRD_JOURNAL);
        post("J");
        post("J2");
        post("J3");
    }

    @Test
    void a_chain_is_cancelled_the_newest_first() {
        threeThatStandOnEachOther();
        Posting posting = context.bean(Posting.class);
        List<Run> chain = posting.chain(1);
        assertThat(chain).extracting(Run::run).containsExactly(3L, 2L, 1L);
        assertThat(posting.chain(3)).extracting(Run::run).containsExactly(3L);
        assertThat(posting.cancel(chain, cancel(1), new StopRequest(), (journal, done, lines) -> {}))
                .containsExactly(
                        new RunResult.Posted(4, false, 0),
                        new RunResult.Posted(5, false, 0),
                        new RunResult.Posted(6, false, 0));
        assertThat(context.rows("select cancels_run_id from posting_run where id > 3 order by id"))
                .containsExactly("3", "2", "1");
    }

    @Test
    void a_chain_that_stopped_goes_on_with_what_is_left() {
        threeThatStandOnEachOther();
        Posting posting = context.bean(Posting.class);
        StopRequest stop = new StopRequest();
        assertThat(posting.cancel(posting.chain(1), cancel(1), stop, (journal, done, lines) -> {
                    if ("J2".equals(journal.journal()) && done == 2) {
                        stop.request(Outcome.TERMINATED);
                    }
                }))
                .hasSize(2);
        try (PostingContext next = context.another()) {
            Posting again = next.bean(Posting.class);
            assertThat(again.chain(1)).extracting(Run::run).containsExactly(2L, 1L);
            assertThat(again.cancel(again.chain(1), cancel(1), new StopRequest(), (journal, done, lines) -> {}))
                    .containsExactly(new RunResult.Posted(5, false, 0), new RunResult.Posted(6, false, 0));
        }
    }

    @Test
    void a_run_that_is_taken_back_has_no_chain() {
        threeThatStandOnEachOther();
        Posting posting = context.bean(Posting.class);
        posting.cancel(posting.chain(1), cancel(1), new StopRequest(), (journal, done, lines) -> {});
        assertThatThrownBy(() -> posting.chain(1))
                .hasMessageStartingWith("ALREADY_CANCELLED  run 1 of journal \"J\" is cancelled already, by run 6");
    }

    @Test
    void a_chain_whose_dates_do_not_suit_is_not_begun() {
        threeThatStandOnEachOther();
        change("update fiscal_period set status = 'CLOSED'");
        Posting posting = context.bean(Posting.class);
        assertThatThrownBy(() ->
                        posting.cancel(posting.chain(1), cancel(1), new StopRequest(), (journal, done, lines) -> {}))
                .hasMessageStartingWith("PERIOD_NOT_OPEN");
        assertThat(context.rows("select count(*) from posting_run")).containsExactly("3");
    }
}
