package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.adjusting.JournalConfiguration;
import org.periodclose.adjusting.JournalDesk;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.adjusting.Proposal;
import org.periodclose.adjusting.ProposalRequest;
import org.periodclose.adjusting.Proposing;
import org.periodclose.adjusting.Selection;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.AllocationPrinciple;
import org.periodclose.desk.Posting;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Proposals and values over time. Company C1: item A1 at 5.00; R1 10 pieces 50.00, R2 5 pieces 30.00, both of 2025-10-03. */
class ProposedJournalTest {
    private static final LocalDate OCTOBER = LocalDate.of(2025, 10, 31);
    private static final LocalDate NOVEMBER = LocalDate.of(2025, 11, 5);
    private static final AdjustmentMethod TO_SIX = AdjustmentMethod.fixedCostPrice(new BigDecimal("6"));

    private PostingContext context;
    private Proposing proposing;
    private JournalDesk desk;

    @BeforeEach
    void company() {
        context = new PostingContext();
        context.jdbc.sql("""
                insert into company (company, name, accounting_currency, accounting_decimals, reporting_currency, reporting_decimals, storno_for_inventory_adjustments)
                values ('C1', 'Test', 'USD', 2, 'EUR', 2, true);
                insert into fiscal_period values (1, '2025-10', '2025-10-01', '2025-10-31', 'OPEN'), (1, '2025-11', '2025-11-01', '2025-11-30', 'OPEN');
                insert into main_account (company_id, main_account, name, type)
                values (1, '41', 'Goods', 'BALANCE_SHEET'), (1, '91.1', 'Profit', 'PROFIT_AND_LOSS'), (1, '91.2', 'Loss', 'PROFIT_AND_LOSS'),
                       (1, '44', 'Freight', 'PROFIT_AND_LOSS');
                insert into item_group (company_id, item_group, name) values (1, 'GA', 'GA');
                insert into item (company_id, item_number, name, item_group_id, inventory_model, cost_price, reporting_cost_price)
                values (1, 'A1', 'Item A1', 1, 'FIFO', 5.00, 4.00);
                insert into posting_profile (company_id, account_type, item_code, main_account_id)
                values (1, 'INVENTORY', 'ALL', 1), (1, 'PROFIT', 'ALL', 2), (1, 'LOSS', 'ALL', 3);
                insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount, open)
                values (1, 'R1', 1, 'RECEIPT', 10, '2025-10-02', '2025-10-03', 50.00, true),
                       (1, 'R2', 1, 'RECEIPT', 5, '2025-10-02', '2025-10-03', 30.00, true);
                """).update();
        JournalConfiguration journals = new JournalConfiguration();
        PlatformTransactionManager transactions = context.bean(PlatformTransactionManager.class);
        proposing = journals.proposing(transactions, context.bean(JdbcTemplate.class));
        desk = journals.journalDesk(transactions, context.jdbc);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Proposal propose(String journal, AdjustmentMethod method) {
        return propose(journal, method, CurrencyLayer.ACCOUNTING, null);
    }

    private Proposal propose(
            String journal, AdjustmentMethod method, CurrencyLayer layer, @Nullable String offsetAccount) {
        return proposing.propose(new ProposalRequest(
                "C1", journal, layer, method, Selection.everything(), false, offsetAccount, null, null, false));
    }

    private void imported(String journal, String transaction, String amount) {
        context.jdbc
                .sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, :journal, 'ACCOUNTING') on conflict do nothing;
                        insert into adjustment (journal_id, item_id, inventory_transaction_id, amount)
                        select j.id, t.item_id, t.id, :amount::numeric from adjustment_journal j, inventory_transaction t
                         where j.journal = :journal and t.transaction_id = :transaction
                        """)
                .param("journal", journal)
                .param("transaction", transaction)
                .param("amount", amount)
                .update();
    }

    /** Empty: posted. */
    private List<String> post(String journal, LocalDate date) {
        return faults(context.post(new PostRequest(
                "C1", List.of(journal), date, Specification.TOTAL, null, null, null, false, null, false, NOVEMBER)));
    }

    private static List<String> faults(List<RunResult> results) {
        assertThat(results).hasSize(1);
        return results.get(0) instanceof RunResult.NotPosted refused
                ? refused.faults().stream().map(Fault::toString).toList()
                : List.of();
    }

    private static CancelRequest cancellation(long run, LocalDate date) {
        return new CancelRequest(run, date, date, null, null, false);
    }

    private static List<String> refused(Runnable action) {
        try {
            action.run();
            return List.of();
        } catch (Refused refused) {
            return refused.faults().stream().map(Fault::toString).toList();
        }
    }

    private String value(String transaction) {
        return context.jdbc
                .sql(
                        "select value from period_close_view.inventory_value where transaction_id = :id and currency_layer = 'ACCOUNTING'")
                .param("id", transaction)
                .query(BigDecimal.class)
                .single()
                .toPlainString();
    }

    private String lines(String journal) {
        return String.join(
                " ",
                context.rows(
                        "select t.transaction_id || ' ' || a.amount || ' from ' || coalesce(a.computed_from::text, 'nothing')"
                                + " from adjustment a join adjustment_journal j on j.id = a.journal_id"
                                + " join inventory_transaction t on t.id = a.inventory_transaction_id where j.journal = '"
                                + journal
                                + "' order by 1"));
    }

    // Outdated proposals

    @Test
    void a_second_proposal_to_the_same_price_is_outdated_by_the_first_and_computed_again() {
        assertThat(propose("P1", TO_SIX).others().receipts()).isZero();
        Proposal second = propose("P2", TO_SIX);
        assertThat(second.others().receipts()).isEqualTo(1);
        assertThat(second.others().lines())
                .singleElement()
                .satisfies(line -> assertThat(
                                line.transactionId() + " " + line.journal() + " " + line.status() + " " + line.amount())
                        .isEqualTo("R1 P1 OPEN 10.00"));
        assertThat(post("P1", OCTOBER)).isEmpty();
        assertThat(post("P2", OCTOBER))
                .containsExactly(
                        "PROPOSAL_OUTDATED  transaction \"R1\" of item \"A1\" was worth 50.00 USD when its amount of 10.00 was computed,"
                                + " and is worth 60.00 USD now: compute it again with adjust --company C1 --journal P2 --again,"
                                + " then look at it and post it");
        assertThat(value("R1")).isEqualTo("60.00");
        context.jdbc
                .sql("update inventory_transaction set cost_amount = 20.00 where transaction_id = 'R2'")
                .update();
        Proposal planned = proposing.again("C1", "P2", null, true);
        assertThat(planned.lines()).isEqualTo(1);
        assertThat(lines("P2")).as("a dry run changes nothing").isEqualTo("R1 10.00 from 50.00");
        Proposal again = proposing.again("C1", "P2", null, false);
        assertThat(again.status()).isEqualTo("OPEN");
        assertThat(lines("P2")).isEqualTo("R2 10.00 from 20.00");
        assertThat(post("P2", OCTOBER)).isEmpty();
        assertThat(value("R1") + " " + value("R2")).isEqualTo("60.00 30.00");
    }

    @Test
    void a_decrease_a_percent_and_a_value_are_outdated_too_and_a_cancellation_makes_them_right_again() {
        AllocationPrinciple byQuantity = AllocationPrinciple.QUANTITY;
        propose("PERCENT", AdjustmentMethod.percent(new BigDecimal("-10")));
        propose("VALUE", AdjustmentMethod.value(new BigDecimal("160.00"), byQuantity));
        propose("BY-VALUE", AdjustmentMethod.amount(new BigDecimal("8.00"), AllocationPrinciple.VALUE));
        propose("BY-QUANTITY", AdjustmentMethod.amount(new BigDecimal("15.00"), byQuantity));
        imported("J1", "R1", "10.00");
        assertThat(post("J1", NOVEMBER)).isEmpty();
        for (String journal : List.of("PERCENT", "VALUE", "BY-VALUE")) {
            assertThat(post(journal, OCTOBER))
                    .as(journal)
                    .singleElement()
                    .asString()
                    .startsWith("PROPOSAL_OUTDATED  transaction \"R1\"");
        }
        assertThat(context.cancel(cancellation(1, NOVEMBER)))
                .allSatisfy(result -> assertThat(result).isInstanceOf(RunResult.Posted.class));
        assertThat(post("PERCENT", OCTOBER)).isEmpty();
        assertThat(post("BY-QUANTITY", OCTOBER))
                .as("does not depend on the value")
                .isEmpty();
        assertThat(post("VALUE", OCTOBER)).hasSize(2);
    }

    @Test
    void another_cost_price_makes_a_proposal_to_the_item_cost_price_outdated() {
        propose("P", AdjustmentMethod.itemCostPrice());
        assertThat(lines("P")).isEqualTo("R2 -5.00 from 30.00");
        context.jdbc.sql("update item set cost_price = 5.5").update();
        assertThat(post("P", OCTOBER))
                .containsExactly(
                        "PROPOSAL_OUTDATED  item \"A1\" of transaction \"R2\" had another cost price when its amount of -5.00 was computed,"
                                + " and has the cost price 5.5 USD now: compute it again with adjust --company C1 --journal P --again,"
                                + " then look at it and post it");
        proposing.again("C1", "P", null, false);
        assertThat(lines("P")).isEqualTo("R1 5.00 from 50.00 R2 -2.50 from 30.00");
        assertThat(post("P", OCTOBER)).isEmpty();
    }

    @Test
    void a_balance_is_not_spread_twice_at_whatever_date_it_was_posted() {
        context.jdbc.sql("""
                insert into ledger_balance (company_id, main_account_id, currency_layer, date, amount) values (1, 4, 'ACCOUNTING', '2025-10-01', 15.00)
                """).update();
        AdjustmentMethod spread = AdjustmentMethod.fromLedgerAccount("44", OCTOBER, AllocationPrinciple.QUANTITY);
        propose("B1", spread);
        propose("B2", spread);
        assertThat(post("B1", NOVEMBER)).isEmpty();
        assertThat(post("B2", NOVEMBER))
                .containsExactly(
                        "PROPOSAL_OUTDATED  journal \"B2\" spreads a balance of 15.00 of account \"44\" on 2025-10-31, and that balance is 0.00 now:"
                                + " compute it again with adjust --company C1 --journal B2 --again, then look at it and post it");
        assertThat(proposing.again("C1", "B2", null, false).lines()).isZero();
        assertThat(propose("B3", spread).status()).isEqualTo("NOTHING");
        assertThat(context.cancel(cancellation(1, NOVEMBER))).isNotEmpty();
        assertThat(proposing.again("C1", "B2", null, false).lines()).isEqualTo(2);
        assertThat(post("B2", OCTOBER)).isEmpty();
    }

    @Test
    void an_imported_or_changed_line_is_not_checked_and_again_replaces_it() {
        propose("P", TO_SIX);
        context.jdbc.sql("update adjustment set amount = 11.00").update();
        assertThat(lines("P")).isEqualTo("R1 11.00 from nothing");
        imported("J1", "R1", "1.00");
        assertThat(post("J1", OCTOBER)).isEmpty();
        Proposal again = proposing.again("C1", "P", null, true);
        assertThat(again.changedLines()).isEqualTo(1);
        context.jdbc
                .sql("update adjustment set amount = 12.00 where amount = 11.00")
                .update();
        assertThat(refused(() -> proposing.again("C1", "P", again.replaces(), false)))
                .containsExactly(
                        "VALUE_CHANGED  the lines of journal \"P\" that would be replaced are not those that it had at the preview: look at the journal, then preview again");
        context.jdbc
                .sql("update adjustment set amount = 11.00 where amount = 12.00")
                .update();
        assertThat(proposing.again("C1", "P", again.replaces(), true).changedLines())
                .isEqualTo(1);
        assertThat(again.sum().toPlainString()).isEqualTo("9.00");
        assertThat(post("P", OCTOBER)).isEmpty();
        assertThat(value("R1")).isEqualTo("62.00");
    }

    @Test
    void only_an_open_proposal_is_computed_again() {
        imported("J1", "R1", "1.00");
        assertThat(refused(() -> proposing.again("C1", "J1", null, false)))
                .containsExactly(
                        "NOT_A_PROPOSAL  journal \"J1\" has no method and no selection: it was imported, or made by an earlier version of adjust:"
                                + " change its lines by import, or make a journal of another name with adjust --method and run delete-journal --company C1 --journal J1; if a run has tried it, leave it empty by import instead");
        propose("P", TO_SIX);
        assertThat(post("P", OCTOBER)).isEmpty();
        assertThat(refused(() -> proposing.again("C1", "P", null, false)))
                .containsExactly(
                        "JOURNAL_NOT_OPEN  journal \"P\" is POSTED and cannot be computed again: cancel its run (runs shows its number), then put the change into a new journal");
        assertThat(refused(() -> proposing.again("C1", "NO", null, false)))
                .singleElement()
                .asString()
                .startsWith("UNKNOWN_JOURNAL");
    }

    @Test
    void again_takes_the_release_back() {
        context.jdbc.sql("update company set four_eyes = true").update();
        propose("P", TO_SIX);
        context.jdbc
                .sql("update adjustment_journal set made_by = '{\"somebody\"}' || made_by")
                .update();
        context.jdbc
                .sql(
                        "set session_replication_role = replica; update adjustment_journal set made_by = '{\"somebody\"}', released_by = 'second', released_at = now(); reset session_replication_role")
                .update();
        assertThat(desk.card("C1", "P").releasedBy()).isEqualTo("second");
        proposing.again("C1", "P", null, false);
        assertThat(desk.card("C1", "P").releasedBy()).isNull();
    }

    @Test
    void what_changed_while_a_run_was_interrupted_is_found_before_the_voucher() {
        propose("P", TO_SIX);
        assertThat(context.rows("select 'x' from proposal_fault(1)")).isEmpty();
        context.jdbc.sql("""
                insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                                         update_ledger, storno, skip_invalid, planned, started_by, started_at)
                values ('TRANSACTION_ADJUSTMENT', 'RUNNING', 1, 1, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL', true, true, false, 1, 'me', now());
                insert into run_item select 1, ji.* from journal_item(1) ji;
                """).update();
        assertThat(context.rows("select code from journal_fault(1, 1)")).isEmpty();
        context.jdbc
                .sql("update inventory_transaction set cost_amount = 51 where transaction_id = 'R1'")
                .update();
        assertThat(context.rows("select code from journal_fault(1, 1)")).containsExactly("PROPOSAL_OUTDATED");
    }

    @Test
    void a_balance_that_changes_while_a_run_is_at_work_is_found_before_the_voucher() {
        context.jdbc.sql("""
                insert into ledger_balance (company_id, main_account_id, currency_layer, date, amount) values (1, 4, 'ACCOUNTING', '2025-10-01', 15.00)
                """).update();
        propose("B", AdjustmentMethod.fromLedgerAccount("44", OCTOBER, AllocationPrinciple.QUANTITY));
        List<RunResult> results = context.bean(Posting.class)
                .post(PostingContext.request("C1", "B"), new StopRequest(), (journal, done, lines) -> {
                    if (done > 0) {
                        context.jdbc
                                .sql("update ledger_balance set amount = 16.00")
                                .update();
                    }
                });
        assertThat(faults(results))
                .singleElement()
                .asString()
                .startsWith("PROPOSAL_OUTDATED")
                .contains("16.00 now", "run 1 stays interrupted", "abandon --run 1, then: compute it again");
        assertThat(context.rows("select status from posting_run")).containsExactly("RUNNING");
        context.bean(Abandon.class).run(1, null);
        proposing.again("C1", "B", null, false);
        assertThat(post("B", OCTOBER)).isEmpty();
        assertThat(context.rows("select sum(amount)::text from voucher_line")).containsExactly("16.00");
    }

    // Unknown values

    @Test
    void a_receipt_without_reporting_cost_is_refused_by_adjust_and_by_post_and_has_no_value() {
        String remedy = "import the transaction again with its reporting_cost_amount, or leave it out of the selection,"
                + " for example with --transactions";
        String of = " has no cost in the REPORTING layer, so its value is not known: ";
        assertThat(refused(() -> propose("P", AdjustmentMethod.itemCostPrice(), CurrencyLayer.REPORTING, null)))
                .containsExactly(
                        "COST_MISSING  transaction \"R1\"" + of + remedy,
                        "COST_MISSING  transaction \"R2\"" + of + remedy);
        imported("J", "R1", "1.00");
        context.jdbc
                .sql("update adjustment_journal set currency_layer = 'REPORTING'")
                .update();
        assertThat(post("J", OCTOBER))
                .containsExactly(
                        "COST_MISSING  transaction \"R1\" of item \"A1\"" + of
                                + "import the transaction again with its reporting_cost_amount, or remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid");
        desk.readLines(
                "C1", "J", Long.MAX_VALUE, line -> assertThat(line.value()).isNull());
        context.jdbc
                .sql("update inventory_transaction set reporting_cost_amount = 0")
                .update();
        assertThat(post("J", OCTOBER)).as("zero is a cost").isEmpty();
    }

    // Values by date

    @Test
    void a_value_is_zero_or_more_at_the_posting_date_although_it_is_more_later() {
        imported("J1", "R2", "10.00");
        imported("J2", "R2", "-35.00");
        assertThat(post("J1", NOVEMBER)).isEmpty();
        assertThat(post("J2", OCTOBER))
                .containsExactly(
                        "VALUE_BELOW_ZERO  transaction \"R2\" of item \"A1\" is worth 30.00 USD on 2025-10-31 and cannot lose 35.00:"
                                + " adjust it by no less than -30.00, or post the journal with --posting-date 2025-11-05 or later");
        assertThat(post("J2", NOVEMBER)).isEmpty();
        assertThat(value("R2")).isEqualTo("5.00");
    }

    @Test
    void a_value_is_zero_or_more_at_every_later_date_in_between() {
        imported("J1", "R2", "-20.00");
        imported("J2", "R2", "50.00");
        imported("J3", "R2", "-15.00");
        assertThat(post("J1", NOVEMBER)).isEmpty();
        assertThat(post("J2", NOVEMBER.plusDays(1))).isEmpty();
        assertThat(post("J3", OCTOBER))
                .containsExactly(
                        "VALUE_BELOW_ZERO  transaction \"R2\" of item \"A1\" is worth 10.00 USD on 2025-11-05 and cannot lose 15.00:"
                                + " adjust it by no less than -10.00, or post the journal with --posting-date 2025-11-06 or later");
        imported("J4", "R2", "-10.00");
        assertThat(post("J4", OCTOBER)).isEmpty();
    }

    @Test
    void what_is_worth_nothing_at_the_posting_date_loses_nothing() {
        imported("J1", "R2", "-30.00");
        imported("J2", "R2", "-1.00");
        assertThat(post("J1", NOVEMBER)).isEmpty();
        assertThat(post("J2", OCTOBER))
                .containsExactly(
                        "VALUE_BELOW_ZERO  transaction \"R2\" of item \"A1\" is worth 0.00 USD on 2025-11-05 and cannot lose 1.00:"
                                + " remove its row from adjustments.csv and import again (a journal of adjust: adjust --again)");
    }

    @Test
    void a_cancellation_is_refused_at_a_date_at_which_it_takes_the_value_below_zero() {
        imported("J1", "R2", "5.00");
        imported("J2", "R2", "-35.00");
        assertThat(post("J1", OCTOBER)).isEmpty();
        assertThat(post("J2", OCTOBER)).isEmpty();
        assertThat(faults(context.cancel(cancellation(2, NOVEMBER)))).isEmpty();
        assertThat(faults(context.cancel(cancellation(1, OCTOBER))))
                .containsExactly(
                        "VALUE_BELOW_ZERO  transaction \"R2\" of item \"A1\" is worth 0.00 USD on 2025-10-31 and cannot lose 5.00:"
                                + " cancel it with --posting-date 2025-11-05 or later");
        assertThat(faults(context.cancel(cancellation(1, NOVEMBER)))).isEmpty();
    }

    // Accounts

    @Test
    void an_offset_account_that_is_the_inventory_account_of_a_receipt_is_refused() {
        context.jdbc.sql("""
                update inventory_transaction set inventory_account = '44' where transaction_id = 'R2';
                insert into charges_code (company_id, charges_code, name, offset_account_id) values (1, 'F', 'Freight', 4);
                insert into ledger_balance (company_id, main_account_id, currency_layer, date, amount) values (1, 4, 'ACCOUNTING', '2025-10-01', 15.00)
                """).update();
        String remedy =
                " and cannot also be its offset account: give another offset account, or leave the transaction out of the selection";
        assertThat(refused(() -> propose("P", TO_SIX, CurrencyLayer.ACCOUNTING, "41")))
                .containsExactly(
                        "SAME_ACCOUNT  account \"41\" is the inventory account of transaction \"R1\"" + remedy);
        String r2 = "SAME_ACCOUNT  account \"44\" is the inventory account of transaction \"R2\"" + remedy;
        assertThat(refused(() -> propose("P", TO_SIX, CurrencyLayer.ACCOUNTING, "44")))
                .containsExactly(r2);
        assertThat(refused(() -> proposing.propose(new ProposalRequest(
                        "C1",
                        "P",
                        CurrencyLayer.ACCOUNTING,
                        TO_SIX,
                        Selection.everything(),
                        false,
                        null,
                        "F",
                        null,
                        false))))
                .containsExactly(r2);
        assertThat(refused(() ->
                        propose("P", AdjustmentMethod.fromLedgerAccount("44", OCTOBER, AllocationPrinciple.QUANTITY))))
                .containsExactly(r2);
        assertThat(refused(() -> propose("P", TO_SIX, CurrencyLayer.ACCOUNTING, "91.1")))
                .isEmpty();
    }
}
