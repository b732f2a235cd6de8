package org.periodclose.adjusting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.adjusting.ProposingFixture.faults;
import static org.periodclose.core.settlement.AllocationPrinciple.QUANTITY;
import static org.periodclose.core.settlement.AllocationPrinciple.VALUE;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.contract.Seed;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.core.money.Shares;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.AllocationPrinciple;

/**
 * Methods and selections on the company of the fixture. Its open receipts: T1 10 pieces worth 100.00, T2 5 worth 55.00 (60.00 and a posted
 * storno of -5.00), T3 3 worth 30.00, T4 1 worth 0.34; together 19 pieces worth 185.34.
 */
class ProposingTest {
    private static final LocalDate OCTOBER = LocalDate.of(2025, 10, 31);

    private static AdjustmentMethod amount(String amount, AllocationPrinciple principle) {
        return AdjustmentMethod.amount(new BigDecimal(amount), principle);
    }

    // Methods, on the example above

    @Test
    void item_cost_price_takes_the_value_to_quantity_times_price() {
        ProposingFixture c = new ProposingFixture().withCompany();
        Selection withPrice = with(List.of("A1", "B1"), List.of(), null, null, null, false);
        Proposal proposal = c.propose(AdjustmentMethod.itemCostPrice(), withPrice);
        // T1 10 x 12.00 = 120.00, T2 5 x 12.00 = 60.00, T4 1 x 0.335 = 0.34 as it is: no line
        assertThat(c.lines()).isEqualTo("T1 +20.00 T2 +5.00");
        assertThat(proposal.receipts()).isEqualTo(3);
        assertThat(proposal.lines()).isEqualTo(2);
        assertThat(proposal.sum()).isEqualTo(Money.of("USD", new BigDecimal("25.00")));
        assertThat(proposal.description()).isEqualTo("to the item cost price");
    }

    @Test
    void item_cost_price_is_refused_for_items_that_have_none() {
        ProposingFixture c = new ProposingFixture().withCompany();
        assertThat(faults(() -> c.propose(AdjustmentMethod.itemCostPrice())))
                .containsExactly("NO_COST_PRICE  item \"A2\" has no cost price in the ACCOUNTING layer:"
                        + " import its cost_price in items.csv, or leave the item out of the selection");
        assertThat(c.jdbc.sql("select count(*) from adjustment_journal where journal = 'NEW'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void the_reporting_layer_has_its_own_values_prices_and_currency() {
        ProposingFixture c = new ProposingFixture().withCompany();
        c.jdbc.sql("update inventory_transaction set reporting_cost_amount = 7000 where transaction_id = 'T2'")
                .update();
        c.proposing.propose(new ProposalRequest(
                "C",
                "NEW",
                CurrencyLayer.REPORTING,
                AdjustmentMethod.itemCostPrice(),
                with(List.of("A1"), List.of(), null, null, null, false),
                false,
                null,
                null,
                null,
                false));
        // T1 10 x 1500 - 14000, T2 5 x 1500 - 7000; the settlement of -5.00 is of the other layer
        assertThat(c.lines()).isEqualTo("T1 +1000 T2 +500");
        assertThat(faults(() -> c.proposing.propose(new ProposalRequest(
                        "D",
                        "NEW",
                        CurrencyLayer.REPORTING,
                        AdjustmentMethod.itemCostPrice(),
                        Selection.everything(),
                        false,
                        null,
                        null,
                        null,
                        false))))
                .containsExactly("LAYER_NOT_SET_UP  company \"D\" has no reporting currency:"
                        + " give it a reporting_currency in companies.csv, or use --layer accounting");
    }

    @Test
    void fixed_cost_price_and_percent() {
        ProposingFixture c = new ProposingFixture().withCompany();
        c.propose(AdjustmentMethod.fixedCostPrice(new BigDecimal("10")));
        assertThat(c.lines()).isEqualTo("T2 -5.00 T4 +9.66");
        c.desk.delete("C", "NEW");
        c.propose(AdjustmentMethod.percent(new BigDecimal("-10")));
        assertThat(c.lines()).isEqualTo("T1 -10.00 T2 -5.50 T3 -3.00 T4 -0.03");
    }

    @Test
    void an_amount_is_spread_by_quantity_or_by_value() {
        ProposingFixture c = new ProposingFixture().withCompany();
        c.propose(amount("1.00", QUANTITY));
        // 100 cents by 10, 5, 3, 1 of 19: 52.63, 26.32, 15.79, 5.26; two cents are left, for T3 and T1
        assertThat(c.lines()).isEqualTo("T1 +0.53 T2 +0.26 T3 +0.16 T4 +0.05");
        c.desk.delete("C", "NEW");
        c.propose(amount("-18.53", VALUE));
        // by 100.00, 55.00, 30.00, 0.34 of 185.34: 9.998, 5.499, 2.999, 0.034; one cent is left for T1
        assertThat(c.lines()).isEqualTo("T1 -10.00 T2 -5.50 T3 -3.00 T4 -0.03");
    }

    @Test
    void a_value_is_reached_together() {
        ProposingFixture c = new ProposingFixture().withCompany();
        Proposal proposal = c.propose(AdjustmentMethod.value(new BigDecimal("0"), VALUE));
        assertThat(c.lines()).isEqualTo("T1 -100.00 T2 -55.00 T3 -30.00 T4 -0.34");
        assertThat(proposal.sum().toPlainString()).isEqualTo("-185.34");
    }

    @Test
    void the_balance_of_a_ledger_account_is_spread_and_the_account_becomes_the_offset() {
        ProposingFixture c = new ProposingFixture().withCompany();
        c.jdbc.sql("""
                insert into ledger_balance (company_id, main_account_id, currency_layer, date, amount)
                values (1, 4, 'ACCOUNTING', '2025-01-01', 7.00), (1, 4, 'ACCOUNTING', '2025-04-01', 14.00),
                       (1, 4, 'ACCOUNTING', '2025-12-31', 1000.00), (1, 4, 'REPORTING', '2025-04-01', 5)
                """).update();
        // The last opening balance is 14.00 on 1 April; the voucher of 30 April credited -5.00 with storno: 19.00
        Proposal proposal = c.propose(AdjustmentMethod.fromLedgerAccount("44.01", OCTOBER, QUANTITY));
        assertThat(c.lines()).isEqualTo("T1 +10.00 T2 +5.00 T3 +3.00 T4 +1.00");
        assertThat(proposal.offsetAccount()).isEqualTo("44.01");
        assertThat(c.desk.card("C", "NEW").offsetAccount()).isEqualTo("44.01");
        assertThat(balanceOn(c, "2025-04-29")).isEqualByComparingTo("14.00");
        assertThat(balanceOn(c, "2025-03-31")).isEqualByComparingTo("7.00");
        assertThat(balanceOn(c, "2024-12-31")).isEqualByComparingTo("0");
        assertThat(faults(() -> c.proposing.propose(ProposingFixture.request(
                        "N2",
                        AdjustmentMethod.fromLedgerAccount("44.99", OCTOBER, QUANTITY),
                        Selection.everything(),
                        null,
                        null,
                        false))))
                .containsExactly("UNKNOWN_ACCOUNT  company \"C\" has no main account \"44.99\":"
                        + " import it in main_accounts.csv, or give another one");
    }

    private static BigDecimal balanceOn(ProposingFixture c, String day) {
        return c.jdbc.sql("select ledger_balance_at(4, 'ACCOUNTING', :day)")
                .param("day", LocalDate.parse(day))
                .query(BigDecimal.class)
                .single();
    }

    // What is refused

    @Test
    void a_receipt_is_never_proposed_below_zero() {
        ProposingFixture c = new ProposingFixture().withCompany();
        assertThat(faults(() -> c.propose(amount("-100.00", QUANTITY))))
                .containsExactly("VALUE_BELOW_ZERO  transaction \"T4\" is worth 0.34 USD and cannot lose 5.26:"
                        + " adjust by less, or leave the transaction out of the selection");
    }

    @Test
    void a_total_cannot_be_spread_by_a_value_of_zero() {
        ProposingFixture c = new ProposingFixture().withCompany();
        c.jdbc.sql("update inventory_transaction set cost_amount = 0").update();
        Selection t1 = with(List.of("A2"), List.of(), null, null, null, false);
        assertThat(faults(() -> c.propose(amount("1.00", VALUE), t1)))
                .containsExactly(
                        "ZERO_BASE  the value of the selected receipts is zero, so 1.00 USD cannot be spread in proportion"
                                + " to their value: spread it with --principle quantity");
    }

    @Test
    void a_journal_that_exists_is_refused_and_an_empty_selection_too() {
        ProposingFixture c = new ProposingFixture().withCompany();
        for (boolean dryRun : new boolean[] {false, true}) {
            assertThat(faults(() -> c.proposing.propose(ProposingFixture.request(
                            "EARLIER", amount("1.00", VALUE), Selection.everything(), null, null, dryRun))))
                    .containsExactly(
                            "JOURNAL_EXISTS  company \"C\" has an adjustment journal \"EARLIER\" already: give --journal another"
                                    + " name; while no run has tried it, you can also run delete-journal --company C --journal EARLIER first");
        }
        Selection nowhere = with(List.of(), List.of("S9"), null, null, null, false);
        assertThat(faults(() -> c.propose(amount("1.00", VALUE), nowhere)))
                .containsExactly(
                        "NOTHING_SELECTED  the selection has no open, financially updated receipt of an item that can be"
                                + " adjusted; of 8 transactions of company \"C\": 8 not at a selected site (OTHER_SITE):"
                                + " widen the selection: fewer options select more");
    }

    @Test
    void all_unknown_names_are_reported() {
        ProposingFixture c = new ProposingFixture().withCompany();
        Selection wrong = new Selection(
                List.of("A1", "A9"),
                List.of("Z"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                false,
                false);
        assertThat(faults(() -> c.propose(amount("1.00", VALUE), wrong)))
                .containsExactly(
                        "UNKNOWN_ITEM  the company has no item \"A9\": correct --item, or import the item",
                        "UNKNOWN_ITEM_GROUP  the company has no item group \"Z\": correct --item-group, or import the item group");
        assertThat(faults(() -> c.proposing.propose(ProposingFixture.request(
                        "NEW", amount("1.00", VALUE), Selection.everything(), null, "FREIGHT", false))))
                .containsExactly("UNKNOWN_CHARGES_CODE  company \"C\" has no charges code \"FREIGHT\":"
                        + " import it in charges_codes.csv, or give another one");
        assertThat(faults(() -> c.propose(amount("1.001", VALUE))))
                .containsExactly(
                        "BAD_VALUE  an amount of 1.001 by value has more decimals than USD has: round it to 2 decimals");
    }

    // Selections

    @Test
    void a_selection_narrows_by_every_part_of_it(@TempDir Path folder) throws IOException {
        ProposingFixture c = new ProposingFixture().withCompany();
        assertThat(selected(c, Selection.everything())).isEqualTo("T1 T2 T3 T4");
        assertThat(selected(c, with(List.of("A1"), List.of(), null, null, null, false)))
                .isEqualTo("T1 T2");
        assertThat(selected(c, with(List.of(), List.of("S1", "S2"), null, null, null, false)))
                .isEqualTo("T1 T2 T3");
        assertThat(selected(
                        c,
                        with(List.of(), List.of(), LocalDate.of(2025, 2, 10), LocalDate.of(2025, 3, 10), null, false)))
                .isEqualTo("T2 T3");
        assertThat(selected(c, with(List.of(), List.of(), null, null, null, true)))
                .isEqualTo("T1 T3 T4");
        assertThat(selected(
                        c,
                        new Selection(
                                List.of(),
                                List.of("B"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                null,
                                false,
                                false)))
                .isEqualTo("T4");
        assertThat(selected(
                        c,
                        new Selection(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of("W1"),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                null,
                                false,
                                false)))
                .isEqualTo("T1 T3");
        assertThat(selected(
                        c,
                        new Selection(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of("L1"),
                                List.of(),
                                null,
                                null,
                                null,
                                false,
                                false)))
                .isEqualTo("T1");
        assertThat(selected(
                        c,
                        new Selection(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of("N1"),
                                null,
                                null,
                                null,
                                false,
                                false)))
                .isEqualTo("T2");
        Path file =
                Files.writeString(folder.resolve("ids.txt"), "\uFEFFtransaction_id\r\nT3\r\n\r\nT1\r\nX1\r\nT1\r\n");
        assertThat(selected(c, with(List.of(), List.of(), null, null, file, false)))
                .isEqualTo("T1 T3");
        assertThat(c.propose(amount("1.00", VALUE), with(List.of(), List.of(), null, null, file, false))
                        .leftOut())
                .as("X1 is closed")
                .isEqualTo(1);
    }

    @Test
    void neither_a_cancelled_storno_nor_its_cancellation_excludes_anything() {
        ProposingFixture c = new ProposingFixture().withCompany();
        c.jdbc.sql("""
                        insert into posting_run (type, status, company_id, journal_id, cancels_run_id, currency_layer, currency, decimals,
                               posting_date, specification, update_ledger, storno, skip_invalid, planned, settlements, settled_amount, lines,
                               checksum, started_by, started_at, ended_at)
                        select 'CANCELLATION', status, company_id, journal_id, id, currency_layer, currency, decimals, posting_date,
                               specification, update_ledger, storno, skip_invalid, planned, settlements, 5.00, lines, checksum, started_by,
                               started_at, ended_at
                          from posting_run where id = 1;
                        insert into settlement select 1, 2, 3, 5.00, 1, 4, false;
                        insert into settlement select 1, 1, 3, -1.00, 1, 4, true;
                        """).update();
        assertThat(selected(c, with(List.of(), List.of(), null, null, null, true)))
                .isEqualTo("T1 T2 T3 T4");
    }

    @Test
    void a_file_that_names_unknown_transactions_is_refused_with_each(@TempDir Path folder) throws IOException {
        ProposingFixture c = new ProposingFixture().withCompany();
        Path file = Files.writeString(folder.resolve("ids.txt"), "T1\nT\\8\nT9\n");
        assertThat(faults(() -> c.propose(amount("1.00", VALUE), with(List.of(), List.of(), null, null, file, false))))
                .containsExactly(
                        "UNKNOWN_TRANSACTION  the company has no inventory transaction \"T9\": correct the line of \""
                                + file + "\", or import the transaction",
                        "UNKNOWN_TRANSACTION  the company has no inventory transaction \"T\\8\": correct the line of \""
                                + file + "\", or import the transaction");
        Path nowhere = folder.resolve("nowhere.txt");
        assertThat(faults(
                        () -> c.propose(amount("1.00", VALUE), with(List.of(), List.of(), null, null, nowhere, false))))
                .singleElement()
                .asString()
                .isEqualTo("BAD_FILE  there is no file \"" + nowhere + "\": correct --transactions");
    }

    private static String selected(ProposingFixture c, Selection selection) {
        c.propose(AdjustmentMethod.percent(new BigDecimal("100")), selection);
        String lines = c.lines().replaceAll(" \\+\\S+", "");
        c.desk.delete("C", "NEW");
        return lines;
    }

    private static Selection with(
            List<String> items,
            List<String> sites,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Path transactions,
            boolean excludeStorno) {
        return new Selection(
                items, List.of(), sites, List.of(), List.of(), List.of(), from, to, transactions, excludeStorno, false);
    }

    // Dry run

    @Test
    void a_dry_run_says_what_would_be_made_and_makes_nothing() {
        ProposingFixture c = new ProposingFixture().withCompany();
        Proposal planned = c.proposing.propose(
                ProposingFixture.request("NEW", amount("1.00", QUANTITY), Selection.everything(), null, null, true));
        assertThat(c.jdbc.sql("select count(*) from adjustment")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(c.jdbc.sql("select count(*) from adjustment_journal")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        Proposal made = c.propose(amount("1.00", QUANTITY));
        assertThat(List.of(made.receipts(), made.lines(), made.increase(), made.decrease()))
                .isEqualTo(List.of(planned.receipts(), planned.lines(), planned.increase(), planned.decrease()));
    }

    // Real data, and chance

    @Test
    void item_cost_price_over_the_sample_company_gives_exactly_its_5890_amounts() {
        ProposingFixture awc = new ProposingFixture().withSampleCompany();
        Proposal proposal = awc.proposing.propose(new ProposalRequest(
                "AWC",
                "NEW",
                CurrencyLayer.ACCOUNTING,
                AdjustmentMethod.itemCostPrice(),
                Selection.everything(),
                false,
                null,
                null,
                null,
                false));
        assertThat(proposal.receipts()).isEqualTo(8704);
        assertThat(proposal.lines()).isEqualTo(5890);
        assertThat(proposal.increase().toPlainString()).isEqualTo("432499.68");
        assertThat(proposal.decrease().toPlainString()).isEqualTo("-421527.43");
        assertThat(awc.amounts("NEW")).isEqualTo(awc.amounts("AWC-2025-10"));
    }

    @Test
    void ties_go_to_the_larger_base_then_to_the_lower_id_whatever_the_order_of_import() {
        ProposingFixture c = new ProposingFixture().withCompany();
        c.jdbc.sql("""
                insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open, site)
                values (1, 'U2', 3, 'RECEIPT', 3, '2025-05-01', 1.00, true, 'U'), (1, 'U1', 3, 'RECEIPT', 1, '2025-05-01', 1.00, true, 'U'),
                       (1, 'V2', 3, 'RECEIPT', 1, '2025-05-01', 1.00, true, 'V'), (1, 'V1', 3, 'RECEIPT', 1, '2025-05-01', 1.00, true, 'V')
                """).update();
        c.propose(amount("0.02", QUANTITY), with(List.of(), List.of("U"), null, null, null, false));
        assertThat(c.lines()).as("0.5 and 1.5 cents").isEqualTo("U2 +0.02");
        c.desk.delete("C", "NEW");
        c.propose(amount("0.01", QUANTITY), with(List.of(), List.of("V"), null, null, null, false));
        assertThat(c.lines()).isEqualTo("V1 +0.01");
    }

    @Test
    void the_database_splits_exactly_as_shares_do() {
        Seed seed = Seed.of("the_database_splits_exactly_as_shares_do");
        Random random = seed.random();
        ProposingFixture c = new ProposingFixture().withCompany();
        for (int round = 0; round < 20; round++) {
            String site = "R" + round;
            List<BigDecimal> quantities = new ArrayList<>();
            List<BigDecimal> values = new ArrayList<>();
            List<String> ids = randomReceipts(c, site, random, quantities, values);
            for (AllocationPrinciple principle : AllocationPrinciple.values()) {
                BigDecimal amount = BigDecimal.valueOf(random.nextInt(1, 100_000), 2);
                List<BigDecimal> bases = IntStream.range(0, ids.size())
                        .mapToObj(i -> principle.base(quantities.get(i), values.get(i)))
                        .toList();
                List<Money> shares = Shares.split(Money.of("USD", amount), bases);
                Map<String, BigDecimal> expected = new HashMap<>();
                for (int i = 0; i < ids.size(); i++) {
                    if (!shares.get(i).isZero()) {
                        expected.put(ids.get(i), shares.get(i).amount());
                    }
                }
                c.propose(
                        AdjustmentMethod.amount(amount, principle),
                        with(List.of("B1"), List.of(site), null, null, null, false));
                assertThat(c.amounts("NEW"))
                        .as("%s: %s by %s", seed, amount, principle)
                        .isEqualTo(expected);
                c.desk.delete("C", "NEW");
            }
        }
    }

    /** Receipts of a site with many equal bases, in the order of their ids. */
    private static List<String> randomReceipts(
            ProposingFixture c, String site, Random random, List<BigDecimal> quantities, List<BigDecimal> values) {
        List<String> ids = IntStream.range(0, random.nextInt(1, 60))
                .mapToObj(i -> site + "-" + (1000 + i))
                .toList();
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);
        Map<String, BigDecimal> quantity = new HashMap<>();
        Map<String, BigDecimal> value = new HashMap<>();
        for (String id : shuffled) {
            quantity.put(id, BigDecimal.valueOf(random.nextInt(1, 6), random.nextInt(2)));
            value.put(id, BigDecimal.valueOf(random.nextInt(1, 500), 2));
            c.jdbc.sql("""
                            insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open, site)
                            values (1, :id, 3, 'RECEIPT', :quantity, '2025-05-01', :cost, true, :site)
                            """)
                    .param("id", id)
                    .param("site", site)
                    .param("quantity", quantity.get(id))
                    .param("cost", value.get(id))
                    .update();
        }
        ids.forEach(id -> {
            quantities.add(Objects.requireNonNull(quantity.get(id)));
            values.add(Objects.requireNonNull(value.get(id)));
        });
        return ids;
    }
}
