package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.periodclose.inquiry.Explanations;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;
import org.springframework.transaction.PlatformTransactionManager;

/** Every account and every sign of {@link PostedBooks} has its reason. */
class ExplanationsTest {
    private static final PostingContext BOOKS = PostedBooks.open();
    private static final Explanations EXPLANATIONS =
            new Explanations(BOOKS.jdbc, BOOKS.bean(PlatformTransactionManager.class));

    @AfterAll
    static void close() {
        BOOKS.close();
    }

    private static List<String> line(long run, int line) {
        List<String> told = new ArrayList<>();
        EXPLANATIONS.readSettlements(
                EXPLANATIONS.line(run, line), Long.MAX_VALUE, settlement -> told.add(text(settlement)));
        return told;
    }

    private static String text(SettlementReason s) {
        return String.join(
                " | ",
                s.transactionId() + " " + s.itemNumber() + " " + s.itemGroup(),
                s.amount() + " as " + s.ledgerAmount(),
                s.inventory().account() + " " + s.inventory().words(),
                s.offset().account() + " " + s.offset().words(),
                s.formula(),
                s.rule());
    }

    @Test
    void a_plus_line_and_a_storno_line() {
        assertThat(line(1, 1))
                .containsExactly(
                        "T1 A1 A | 100.00 USD as 100.00 USD | 41 posting profile INVENTORY of all items | 91.1 posting profile PROFIT of all items"
                                + " | m = a = 100.00 > 0 | plus: the original posting grows, in its own columns");
        assertThat(line(1, 2))
                .containsExactly(
                        "T2 A1 A | -30.00 USD as -30.00 USD | 41 posting profile INVENTORY of all items | 91.2 posting profile LOSS of all items"
                                + " | m = a = -30.00 < 0 | storno: the original posting shrinks and storno is on, so its columns stay and the amount is"
                                + " negative",
                        "T3 A2 A | -20.00 USD as -20.00 USD | 41 posting profile INVENTORY of all items | 91.2 posting profile LOSS of all items"
                                + " | m = a = -20.00 < 0 | storno: the original posting shrinks and storno is on, so its columns stay and the amount is"
                                + " negative");
    }

    @Test
    void a_line_of_an_item_sums_only_that_item_and_names_charges_code_and_offset_account() {
        assertThat(line(2, 1))
                .singleElement()
                .asString()
                .contains("T1 A1 A | 10.00 USD", "44 charges code FREIGHT of the journal line");
        assertThat(line(2, 2))
                .singleElement()
                .asString()
                .contains("T2 A1 A | -5.00 USD", "44 the offset account of the journal line");
        assertThat(line(2, 3)).singleElement().asString().contains("T3 A2 A | 7.00 USD", "91.1 posting profile PROFIT");
    }

    @Test
    void a_cancellation_keeps_accounts_and_turns_signs() {
        assertThat(line(5, 1))
                .containsExactly(
                        "T2 A1 A | 5.00 USD as 5.00 USD | 41 the account of the settlement that is taken back | 44 the account of the settlement that"
                                + " is taken back | takes back -5.00 of run 2 | plus: a storno is taken back in its own columns");
        assertThat(line(5, 2))
                .containsExactly(
                        "T1 A1 A | -10.00 USD as -10.00 USD | 41 the account of the settlement that is taken back | 44 the account of the settlement"
                                + " that is taken back | takes back 10.00 of run 2 | storno: a plus is taken back in its own columns, so the amount is"
                                + " negative");
    }

    @Test
    void as_many_as_are_wanted_are_told() {
        List<SettlementReason> told = new ArrayList<>();
        EXPLANATIONS.readSettlements(EXPLANATIONS.line(1, 2), 1, told::add);
        assertThat(told).extracting(SettlementReason::transactionId).containsExactly("T2");
    }

    @Test
    void without_storno_columns_are_swapped_and_each_account_says_who_chose_it() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.jdbc.sql("""
                            insert into main_account (company_id, main_account, name, type)
                            values (1, '41.1', 'Own', 'BALANCE_SHEET'), (1, '41.2', 'Of A2', 'BALANCE_SHEET'), (1, '41.3', 'Of B', 'BALANCE_SHEET'),
                                   (1, '44', 'Freight', 'PROFIT_AND_LOSS');
                            insert into charges_code (company_id, charges_code, name, offset_account_id) values (1, 'FREIGHT', 'Freight', 7);
                            update inventory_transaction set inventory_account = '41.1' where id = 2;
                            insert into posting_profile (company_id, account_type, item_code, item_id, item_group_id, main_account_id)
                            values (1, 'INVENTORY', 'TABLE', 2, null, 5), (1, 'INVENTORY', 'GROUP', null, 2, 6);
                            update company set storno_for_inventory_adjustments = false;
                            update adjustment_journal set offset_account_id = 7;
                            insert into adjustment_journal (company_id, journal, currency_layer, charges_code_id) values (1, 'K', 'ACCOUNTING', 1);
                            insert into adjustment values (2, 1, 1, 1.00)
                            """).update();
            context.post(PostingContext.request("C", "J"));
            context.post(PostingContext.request("C", "K"));
            Explanations explanations = new Explanations(context.jdbc, context.bean(PlatformTransactionManager.class));
            List<String> told = new ArrayList<>();
            for (int line = 1; line <= 5; line++) {
                explanations.readSettlements(explanations.line(1, line), 9, settlement -> told.add(text(settlement)));
            }
            explanations.readSettlements(explanations.line(2, 1), 9, settlement -> told.add(text(settlement)));
            assertThat(told)
                    .containsExactly(
                            "T1 A1 A | 100.00 USD as 100.00 USD | 41 posting profile INVENTORY of all items | 44 the offset account of the journal"
                                    + " | m = a = 100.00 > 0 | plus: the original posting grows, in its own columns",
                            "T2 A1 A | -30.00 USD as 30.00 USD | 41.1 the transaction's own account | 44 the offset account of the journal | m = a ="
                                    + " -30.00 < 0 | plus: the original posting shrinks and storno is off, so its columns are swapped and the amount is"
                                    + " positive",
                            "T3 A2 A | -20.00 USD as 20.00 USD | 41.2 posting profile INVENTORY of the item | 44 the offset account of the journal"
                                    + " | m = a = -20.00 < 0 | plus: the original posting shrinks and storno is off, so its columns are swapped and the"
                                    + " amount is positive",
                            "T4 B1 B | 50.00 USD as 50.00 USD | 41.3 posting profile INVENTORY of the item group | 44 the offset account of the journal"
                                    + " | m = a = 50.00 > 0 | plus: the original posting grows, in its own columns",
                            "T5 B1 B | -50.00 USD as 50.00 USD | 41.3 posting profile INVENTORY of the item group | 44 the offset account of the journal"
                                    + " | m = a = -50.00 < 0 | plus: the original posting shrinks and storno is off, so its columns are swapped and the"
                                    + " amount is positive",
                            "T1 A1 A | 1.00 USD as 1.00 USD | 41 posting profile INVENTORY of all items | 44 charges code FREIGHT of the journal"
                                    + " | m = a = 1.00 > 0 | plus: the original posting grows, in its own columns");
        }
    }

    // The life of a transaction

    private static List<String> life(String transaction) {
        List<String> told = new ArrayList<>();
        for (TransactionStory.Layer layer :
                EXPLANATIONS.transaction("C", transaction).layers()) {
            told.add(layer.currencyLayer() + " " + layer.cost());
            layer.steps()
                    .forEach(step -> told.add("run " + step.run() + " " + step.journal() + " " + step.voucher()
                            + " line "
                            + step.line() + " D " + step.debitAccount() + " K " + step.creditAccount() + " "
                            + step.ledgerAmount() + " -> " + step.valueAfter() + " cancels " + step.cancels() + " by "
                            + step.cancelledBy()));
            layer.openLines().forEach(line -> told.add(line.journal() + " " + line.status() + " " + line.amount()));
        }
        return told;
    }

    @Test
    void a_transaction_goes_from_its_cost_to_its_value() {
        BOOKS.jdbc.sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'N', 'ACCOUNTING'), (1, 'R', 'REPORTING');
                        insert into adjustment (journal_id, item_id, inventory_transaction_id, amount)
                        select id, 1, 2, 0.50 from adjustment_journal where journal in ('N', 'R')
                        """).update();
        assertThat(life("T2"))
                .containsExactly(
                        "ACCOUNTING 1000.00 USD",
                        "run 1 J C-000001 line 2 D 41 K 91.2 -30.00 USD -> 970.00 USD cancels null by null",
                        "run 2 K C-000002 line 2 D 41 K 44 -5.00 USD -> 965.00 USD cancels null by 5",
                        "run 5 K C-000004 line 1 D 41 K 44 5.00 USD -> 970.00 USD cancels 2 by null",
                        "N OPEN 0.50 USD");
        assertThat(life("T5"))
                .containsExactly(
                        "ACCOUNTING 1000.00 USD",
                        "run 1 J C-000001 line 4 D 41 K 91.2 -50.00 USD -> 950.00 USD cancels null by null",
                        "run 4 M null line null D 41 K 91.1 1.00 USD -> 951.00 USD cancels null by null");
        assertThat(life("T6")).containsExactly("ACCOUNTING 500.00 USD");
    }

    @Test
    void a_company_with_a_reporting_currency_has_two_lives() {
        try (PostingContext context = PostedBooks.open()) {
            context.jdbc.sql("""
                            update company set reporting_currency = 'JPY', reporting_decimals = 0;
                            update inventory_transaction set reporting_cost_amount = 150000
                            """).update();
            Explanations explanations = new Explanations(context.jdbc, context.bean(PlatformTransactionManager.class));
            assertThat(explanations.transaction("C", "T1").layers())
                    .extracting(layer -> layer.currencyLayer() + " " + layer.value())
                    .containsExactly("ACCOUNTING 1100.00 USD", "REPORTING 150000 JPY");
        }
    }

    // What there is not

    @Test
    void an_unknown_run_line_company_or_transaction_is_refused() {
        assertThatThrownBy(() -> EXPLANATIONS.line(9, 1))
                .hasMessage("UNKNOWN_RUN  there is no run 9: look up its number with `period-close runs`");
        assertThatThrownBy(() -> EXPLANATIONS.line(1, 5))
                .hasMessage(
                        "UNKNOWN_LINE  voucher \"C-000001\" of run 1 has no line 5: its lines are 1 to 4: look at them with `period-close voucher --run 1`");
        assertThatThrownBy(() -> EXPLANATIONS.line(4, 1))
                .hasMessage(
                        "UNKNOWN_LINE  run 4 was posted without ledger update: it has no voucher lines: explain one of its transactions with"
                                + " --company and --transaction");
        assertThatThrownBy(() -> EXPLANATIONS.transaction("X", "T1"))
                .hasMessage("UNKNOWN_COMPANY  there is no company \"X\": import it, or give one of: \"C\"");
        assertThatThrownBy(() -> EXPLANATIONS.transaction("C", "T9"))
                .hasMessage(
                        "UNKNOWN_TRANSACTION  company \"C\" has no inventory transaction \"T9\": correct the transaction id, or import the transaction");
    }
}
