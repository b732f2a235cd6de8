package org.periodclose.adjusting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.adjusting.ProposingFixture.faults;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.ReceiptPage;
import org.periodclose.core.settlement.ReceiptPlace;
import org.periodclose.core.settlement.ReceiptRow;
import org.periodclose.core.settlement.ReceiptTotals;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Company C of {@link ProposingFixture}: T1 and T2 of item A1, T3 of A2, T4 of B1 are open; X1 to X4 cannot be adjusted. */
class OpenReceiptsTest {
    private static final Selection ALL = Selection.everything();

    private final ProposingFixture c = new ProposingFixture();
    private final OpenReceipts receipts = receipts(c);

    static OpenReceipts receipts(ProposingFixture fixture) {
        var dataSource = TestDatabase.dataSource(fixture.url);
        return new OpenReceipts(new JdbcTransactionManager(dataSource), new JdbcTemplate(dataSource));
    }

    private static Selection of(String field, String value) {
        List<String> none = List.of();
        List<String> one = List.of(value);
        return new Selection(
                field.equals("item") ? one : none,
                field.equals("group") ? one : none,
                field.equals("site") ? one : none,
                field.equals("warehouse") ? one : none,
                field.equals("batch") ? one : none,
                field.equals("serial") ? one : none,
                field.equals("from") ? LocalDate.parse(value) : null,
                field.equals("to") ? LocalDate.parse(value) : null,
                null,
                field.equals("storno"),
                false);
    }

    private ReceiptPage page(Selection selection, ReceiptPlace place, int rows) {
        return receipts.page("C", CurrencyLayer.ACCOUNTING, selection, null, place, rows);
    }

    private static String ids(ReceiptPage page) {
        return page.rows().stream().map(ReceiptRow::transactionId).collect(Collectors.joining(" "));
    }

    private static String whole(ReceiptPage page) {
        return page.previous() + " < " + ids(page) + " > " + page.next();
    }

    @Test
    void a_row_shows_what_a_person_needs_to_type_an_amount() {
        c.withCompany();
        c.proposing.propose(ProposingFixture.request(
                "NEW", AdjustmentMethod.percent(new BigDecimal("10")), of("item", "A1"), null, null, false));
        ReceiptRow row = receipts.page("C", CurrencyLayer.ACCOUNTING, ALL, "NEW", ReceiptPlace.fromTransaction("T2"), 1)
                .rows()
                .get(0);
        assertThat(row)
                .isEqualTo(new ReceiptRow(
                        "T2",
                        LocalDate.of(2025, 2, 10),
                        "A1",
                        "A",
                        "S1",
                        "W2",
                        null,
                        "N1",
                        new BigDecimal("5"),
                        new BigDecimal("55.00"),
                        new BigDecimal("-5.00"),
                        new BigDecimal("5.50")));
        assertThat(page(ALL, ReceiptPlace.first(), 10).rows())
                .allSatisfy(each ->
                        assertThat(each.amount()).as("no journal is given").isNull());
        assertThat(receipts.page("C", CurrencyLayer.REPORTING, ALL, null, ReceiptPlace.first(), 2)
                        .rows())
                .extracting(each -> each.transactionId() + " " + each.value())
                .as("yen, where the ERP gave any")
                .containsExactly("T1 14000", "T2 null");
    }

    @Test
    void pages_follow_each_other_in_both_directions() {
        c.withCompany();
        assertThat(whole(page(ALL, ReceiptPlace.first(), 10))).isEqualTo("null < T1 T2 T3 T4 > null");
        assertThat(whole(page(ALL, ReceiptPlace.first(), 2))).isEqualTo("null < T1 T2 > T2");
        assertThat(whole(page(ALL, ReceiptPlace.after("T2"), 2))).isEqualTo("T3 < T3 T4 > null");
        assertThat(whole(page(ALL, ReceiptPlace.after("T1"), 2))).isEqualTo("T2 < T2 T3 > T3");
        assertThat(whole(page(ALL, ReceiptPlace.before("T4"), 2))).isEqualTo("T2 < T2 T3 > T3");
        assertThat(whole(page(ALL, ReceiptPlace.before("T3"), 2))).isEqualTo("null < T1 T2 > T2");
        assertThat(whole(page(ALL, ReceiptPlace.before("T1"), 2))).isEqualTo("null <  > null");
        assertThat(whole(page(ALL, ReceiptPlace.after("T4"), 2))).isEqualTo("null <  > null");
    }

    @Test
    void a_page_begins_at_an_item_or_a_transaction_or_what_comes_after_it() {
        c.withCompany();
        assertThat(ids(page(ALL, ReceiptPlace.fromItem("A2"), 2))).isEqualTo("T3 T4");
        assertThat(ids(page(ALL, ReceiptPlace.fromItem("A15"), 2))).isEqualTo("T3 T4");
        assertThat(ids(page(ALL, ReceiptPlace.fromItem("Z"), 2))).isEmpty();
        assertThat(ids(page(ALL, ReceiptPlace.fromTransaction("T2"), 2))).isEqualTo("T2 T3");
        assertThat(ids(page(ALL, ReceiptPlace.fromTransaction("X3"), 2)))
                .as("an issue of the day of T1, imported after it")
                .isEqualTo("T2 T3");
        assertThat(ids(page(of("group", "B"), ReceiptPlace.fromTransaction("T2"), 2)))
                .isEqualTo("T4");
    }

    @Test
    void the_selection_is_that_of_adjust(@TempDir Path directory) throws IOException {
        c.withCompany();
        List<String> found = new ArrayList<>();
        for (Selection selection : List.of(
                of("item", "A1"),
                of("group", "B"),
                of("site", "S2"),
                of("warehouse", "W1"),
                of("batch", "L1"),
                of("serial", "N1"),
                of("from", "2025-03-10"),
                of("to", "2025-02-10"),
                of("storno", ""))) {
            found.add(ids(page(selection, ReceiptPlace.first(), 10)));
        }
        assertThat(found).containsExactly("T1 T2", "T4", "T3", "T1 T3", "T1", "T2", "T3 T4", "T1 T2", "T1 T3 T4");
        Path file = Files.writeString(directory.resolve("ids"), "T3\nT1\nX1\n");
        Selection named = new Selection(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null, file, false, false);
        assertThat(ids(page(named, ReceiptPlace.first(), 10))).isEqualTo("T1 T3");
    }

    @Test
    void totals_stop_counting_at_two_thousand() {
        c.withCompany();
        c.proposing.propose(ProposingFixture.request(
                "NEW", AdjustmentMethod.percent(new BigDecimal("10")), ALL, null, null, false));
        assertThat(receipts.totals("C", CurrencyLayer.ACCOUNTING, of("group", "A"), "NEW"))
                .isEqualTo(new ReceiptTotals(
                        3, false, new BigDecimal("18"), new BigDecimal("185.00"), new BigDecimal("18.50")));
        c.jdbc.sql("""
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        select 1, 'M' || n, 3, 'RECEIPT', 1, '2025-01-01', 1.00, true from generate_series(1, 2000) n
                        """).update();
        ReceiptTotals large = receipts.totals("C", CurrencyLayer.ACCOUNTING, ALL, null);
        assertThat(List.of(large.count(), large.more(), large.quantity()))
                .isEqualTo(List.of(2_000L, true, new BigDecimal("2015")));
        assertThat(large.amounts()).isNull();
        ReceiptTotals exact = receipts.totals("C", CurrencyLayer.ACCOUNTING, of("item", "B1"), null);
        assertThat(exact.more()).as("2,001 of item B1").isTrue();
        List<String> all = new ArrayList<>();
        receipts.read("C", CurrencyLayer.ACCOUNTING, ALL, null, row -> all.add(row.transactionId()));
        assertThat(all).hasSize(2_004).startsWith("T1", "T2", "T3", "M1").endsWith("T4");
    }

    @Test
    void after_a_close_only_what_it_left_open_is_shown_unless_the_settled_is_asked_for() {
        c.withCompany();
        // A close of February carried over 4 of T1; T2 is settled; T3 and T4 are later; T5 is of January and came late.
        c.jdbc.sql("""
                insert into cost_object (company_id, item_id) values (1, 1), (1, 2), (1, 3);
                update inventory_transaction t set cost_object_id = o.id from cost_object o where o.item_id = t.item_id;
                insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open, takes_part_on,
                                                   cost_object_id)
                values (1, 'T5', 1, 'RECEIPT', 1, '2025-01-05', 1.00, true, '2025-03-01', 1);
                insert into posting_run (type, status, company_id, currency_layer, currency, decimals, posting_date, specification,
                                         update_ledger, storno, skip_invalid, planned, settlements, settled_amount, lines, checksum,
                                         started_by, started_at, ended_at)
                values ('CLOSE', 'POSTED', 1, 'ACCOUNTING', 'USD', 2, '2025-02-28', 'TOTAL', true, true, false,
                        0, 0, 0, 0, 'x', 'me', now(), now());
                insert into carry_over (run_id, item_id, cost_object_id, id, layer, quantity, matched, value, handed, posted)
                values (3, 1, 1, 1, false, 10, 6, 100, 60, 0), (3, 1, 1, 2, false, 5, 5, 60, 60, 0);
                """).update();
        assertThat(whole(page(ALL, ReceiptPlace.first(), 10))).isEqualTo("null < T5 T1 T3 T4 > null");
        assertThat(whole(page(ALL, ReceiptPlace.before("T3"), 1))).isEqualTo("T1 < T1 > T1");
        Selection settled = new Selection(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null, false, true);
        assertThat(ids(page(settled, ReceiptPlace.first(), 10))).isEqualTo("T5 T1 T2 T3 T4");
        assertThat(receipts.totals("C", CurrencyLayer.ACCOUNTING, ALL, null).count())
                .isEqualTo(4);
        assertThat(ids(receipts.page("C", CurrencyLayer.REPORTING, ALL, null, ReceiptPlace.first(), 10)))
                .as("that layer is not closed")
                .isEqualTo("T5 T1 T2 T3 T4");
    }

    @Test
    void what_is_not_there_is_refused() {
        c.withCompany();
        assertThat(faults(() -> page(ALL, ReceiptPlace.after("NO"), 2)))
                .containsExactly(
                        "UNKNOWN_TRANSACTION  company \"C\" has no inventory transaction \"NO\": correct the transaction id, or import the transaction");
        assertThat(faults(() -> receipts.page("C", CurrencyLayer.REPORTING, ALL, "EARLIER", ReceiptPlace.first(), 2)))
                .containsExactly(
                        "UNKNOWN_JOURNAL  company \"C\" has no adjustment journal \"EARLIER\" over transactions in the REPORTING layer:"
                                + " choose another journal, or begin one");
        assertThatThrownBy(() -> page(ALL, ReceiptPlace.first(), 1_001)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Walking page by page, of any size and in any direction, shows what adjust selects, each once and in order. */
    @Test
    void every_receipt_is_on_one_page() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        c.withCompany();
        c.jdbc.sql("""
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        select 1, 'R' || n, 1 + n * 7 % 4, 'RECEIPT', 1, case when n % 11 > 0 then date '2025-01-01' + (n * 5 % 9)::integer end, 1.00, n % 13 > 0
                          from generate_series(1, 200) n
                        """).update();
        List<String> expected = c.jdbc.sql("""
                        select t.transaction_id
                          from inventory_transaction t
                          join item i on i.id = t.item_id
                         where t.open and t.kind = 'RECEIPT' and t.financial_date is not null and i.inventory_model <> 'MOVING_AVERAGE'
                         order by i.item_number, t.financial_date, t.id
                        """).query(String.class).list();
        for (int round = 0; round < 5; round++) {
            int size = 1 + random.nextInt(60);
            List<String> forward = new ArrayList<>();
            @Nullable String next = null;
            ReceiptPage last;
            do {
                last = page(ALL, next == null ? ReceiptPlace.first() : ReceiptPlace.after(next), size);
                last.rows().forEach(row -> forward.add(row.transactionId()));
                next = last.next();
            } while (next != null);
            assertThat(forward).as("seed " + seed).isEqualTo(expected);
            List<String> backward = new ArrayList<>(
                    last.rows().stream().map(ReceiptRow::transactionId).toList());
            for (String at = last.previous(); at != null; ) {
                ReceiptPage before = page(ALL, ReceiptPlace.before(at), size);
                backward.addAll(
                        0, before.rows().stream().map(ReceiptRow::transactionId).toList());
                at = before.previous();
            }
            assertThat(backward).as("seed " + seed).isEqualTo(expected);
        }
    }
}
