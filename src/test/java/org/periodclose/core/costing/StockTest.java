package org.periodclose.core.costing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Small ledgers: each line is a row of one cost object, {@code DAY NAME QUANTITY VALUE}; a quantity below zero is an issue, P marks what is only
 * physically updated, {@code of NAME} a return.
 */
class StockTest {
    private final List<Marking> markings = new ArrayList<>();
    private final List<EarlierMatch> earlier = new ArrayList<>();
    private final Map<String, Long> ids = new HashMap<>();

    private Stock stock(InventoryModel model, String... lines) {
        return stock(model, 2, lines);
    }

    private Stock stock(InventoryModel model, int decimals, String... lines) {
        Stock stock = new Stock(LocalDate.of(2026, 1, 31), decimals, markings, earlier);
        for (String line : lines) {
            stock.add(row(line.trim().split(" +")));
        }
        model.match(stock);
        Circles.compute(new Costing(List.of(stock), List.of(), BigDecimal.ZERO, decimals, 1));
        return stock;
    }

    private StockRow row(String[] words) {
        BigDecimal quantity = new BigDecimal(words[2]);
        boolean physical = words[words.length - 1].equals("P");
        Long returnOf = words.length > 5 && words[4].equals("of") ? (Long) id(words[5]) : null;
        BigDecimal matched =
                words.length > 5 && words[4].equals("matched") ? new BigDecimal(words[5]) : BigDecimal.ZERO;
        return new StockRow(
                id(words[1]),
                words[1],
                quantity.signum() < 0 ? StockRow.Kind.ISSUE : StockRow.Kind.RECEIPT,
                !physical,
                true,
                LocalDate.of(2026, 1, Integer.parseInt(words[0])),
                quantity.abs(),
                matched,
                new BigDecimal(words[3]),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                returnOf,
                null,
                null);
    }

    private long id(String name) {
        return ids.computeIfAbsent(name, added -> (long) ids.size() + 100);
    }

    private void mark(String issue, String receipt, String quantity, boolean bothInScope) {
        markings.add(new Marking(id(issue), id(receipt), new BigDecimal(quantity), false, bothInScope));
    }

    private static String name(Stock stock, int row) {
        return row < stock.given() ? stock.name(row) : "~" + stock.day(row).getDayOfMonth();
    }

    /** Layer, issue, quantity, amount; a question mark where the match only adjusts. */
    private static List<String> matches(Stock stock) {
        List<String> matches = new ArrayList<>();
        Matches all = stock.matches();
        for (int match = 0; match < all.size(); match++) {
            matches.add(name(stock, all.layer(match)) + ">" + name(stock, all.issue(match)) + " "
                    + all.quantity(match).stripTrailingZeros().toPlainString() + " "
                    + all.amount(match).toPlainString() + (all.isSettled(match) ? "" : " ?"));
        }
        return matches;
    }

    private static Map<String, String> changes(Stock stock) {
        Map<String, String> changes = new HashMap<>();
        for (int row = 0; row < stock.given(); row++) {
            if (stock.isIssue(row) && stock.change(row).signum() != 0) {
                changes.put(stock.name(row), stock.change(row).toPlainString());
            }
        }
        return changes;
    }

    @Test
    void fifo_takes_the_oldest_and_never_a_physical_receipt_that_does_not_count() {
        Stock stock = stock(InventoryModel.FIFO, "1 R1 1 10.00", "2 R2 1 20.00", "4 R4 1 30.00", "5 I -1 20.00");
        assertThat(matches(stock)).containsExactly("R1>I 1 10.00");
        assertThat(changes(stock)).containsExactly(Map.entry("I", "10.00"));
    }

    @Test
    void lifo_takes_the_newest_even_if_it_came_later() {
        Stock stock = stock(InventoryModel.LIFO, "1 R1 1 10.00", "2 I -1 20.00", "4 R4 1 30.00");
        assertThat(matches(stock)).containsExactly("R4>I 1 30.00");
    }

    @Test
    void the_newest_issue_takes_first_by_lifo() {
        Stock stock = stock(InventoryModel.LIFO, "1 R1 1 10.00", "2 R2 1 20.00", "3 A -1 15.00", "4 B -1 15.00");
        assertThat(matches(stock)).containsExactly("R2>B 1 20.00", "R1>A 1 10.00");
    }

    @Test
    void lifo_date_takes_what_was_there_then_the_nearest_later() {
        Stock stock = stock(
                InventoryModel.LIFO_DATE,
                "1 R1 1 10.00",
                "2 R2 1 20.00",
                "3 A -1 15.00",
                "3 B -2 30.00",
                "4 R4 1 30.00",
                "5 R5 1 40.00");
        assertThat(matches(stock)).containsExactly("R2>B 1 20.00", "R1>B 1 10.00", "R4>A 1 30.00");
    }

    @Test
    void one_layer_pays_directly_and_two_are_averaged() {
        assertThat(matches(stock(InventoryModel.WEIGHTED_AVERAGE, "1 R1 5 50.00", "2 I -2 20.00")))
                .containsExactly("R1>I 2 20.00");
        Stock stock =
                stock(InventoryModel.WEIGHTED_AVERAGE, "1 R1 2 28.00", "2 R2 1 16.00", "3 I -1 14.67", "4 R4 1 16.00");
        assertThat(matches(stock))
                .containsExactly("R1>~31 2 28.00", "R2>~31 1 16.00", "R4>~31 1 16.00", "~31>I 1 15.00");
        assertThat(changes(stock)).containsExactly(Map.entry("I", "-0.33"));
        assertThat(stock.open(stock.given())).isEqualByComparingTo("3");
    }

    @Test
    void the_daily_average_serves_issues_that_waited_first() {
        Stock stock = stock(
                InventoryModel.WEIGHTED_AVERAGE_DATE,
                "1 A -1 9.00",
                "2 R2 1 10.00",
                "3 R3 1 20.00",
                "4 R4 1 30.00",
                "4 B -1 9.00",
                "5 C -1 9.00");
        assertThat(matches(stock))
                .containsExactly("R2>A 1 10.00", "R3>~4 1 20.00", "R4>~4 1 30.00", "~4>B 1 25.00", "~4>C 1 25.00");
    }

    @Test
    void what_only_adjusts_comes_last_in_a_layer_and_uses_up_nothing() {
        Stock stock = stock(InventoryModel.FIFO, "1 R1 3 10.00", "2 A -1 3.00", "3 B -1 3.00 P", "4 C -1 3.00");
        assertThat(matches(stock)).containsExactly("R1>A 1 3.33", "R1>B 1 3.33 ?", "R1>C 1 3.34");
        assertThat(stock.open(0)).isEqualByComparingTo("1");
    }

    @Test
    void an_issue_never_takes_its_own_return() {
        Stock fifo = stock(InventoryModel.FIFO, "1 S -1 5.00", "2 B 1 5.00 of S", "3 T -1 5.00", "4 R 1 7.00");
        assertThat(matches(fifo)).containsExactly("R>S 1 7.00", "B>T 1 5.00");
        Stock date = stock(InventoryModel.LIFO_DATE, "1 R 1 7.00", "2 B 1 5.00 of S", "3 S -1 5.00", "4 T -1 5.00");
        assertThat(matches(date)).containsExactly("R>S 1 7.00", "B>T 1 5.00");
        Stock alone = stock(InventoryModel.WEIGHTED_AVERAGE, "1 S -1 5.00", "2 B 1 5.00 of S");
        assertThat(matches(alone)).isEmpty();
        assertThat(alone.reason(0)).isEqualTo(Unsettled.OWN_RETURN);
    }

    @Test
    void a_marking_goes_before_every_model_and_reserves_what_is_not_there() {
        mark("I", "R2", "1", true);
        Stock stock = stock(InventoryModel.FIFO, "1 R1 1 100.00", "2 R2 1 120.00", "3 I -1 110.00");
        assertThat(matches(stock)).containsExactly("R2>I 1 120.00");
        markings.clear();
        mark("I", "LATER", "1", false);
        Stock reserved = stock(InventoryModel.FIFO, "1 R1 1 100.00", "3 I -1 110.00");
        assertThat(matches(reserved)).isEmpty();
        assertThat(reserved.reason(1)).isEqualTo(Unsettled.MARKED_RECEIPT_NOT_THERE);
    }

    @Test
    void a_layer_goes_on_handing_out_where_the_last_close_stopped() {
        assertThat(matches(stock(InventoryModel.FIFO, "1 R 3 10.00 matched 1", "2 I -1 3.00")))
                .containsExactly("R>I 1 3.34");
        assertThat(matches(stock(InventoryModel.FIFO, 0, "1 R 3 10 matched 2", "2 I -1 3")))
                .containsExactly("R>I 1 3");
    }

    @Test
    void a_late_change_of_a_layer_goes_to_the_issues_that_it_has_paid_for() {
        earlier.add(new EarlierMatch(
                id("R"),
                id("OLD"),
                BigDecimal.ZERO,
                new BigDecimal(4),
                new BigDecimal("40.00"),
                Principle.FIFO,
                BigDecimal.ZERO,
                false,
                false));
        Stock stock = new Stock(LocalDate.of(2026, 2, 28), 2, markings, earlier);
        stock.add(row("1 R 10 105.00 matched 4".split(" ")));
        stock.add(new StockRow(
                id("OLD"),
                "OLD",
                StockRow.Kind.ISSUE,
                true,
                false,
                LocalDate.of(2026, 1, 2),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                null,
                null,
                null));
        stock.add(row("20 NEW -2 20.00".split(" ")));
        InventoryModel.FIFO.match(stock);
        Circles.compute(new Costing(List.of(stock), List.of(), BigDecimal.ZERO, 2, 1));
        assertThat(changes(stock)).containsOnly(Map.entry("OLD", "-2.00"), Map.entry("NEW", "-1.00"));
        assertThat(stock.value(0).subtract(stock.handed(0))).isEqualByComparingTo("42.00");
    }

    @Test
    void an_issue_keeps_its_posted_cost_for_what_nothing_is_matched_with() {
        Stock stock = stock(InventoryModel.FIFO, "1 R 1 10.00", "2 I -3 20.00");
        assertThat(changes(stock)).containsExactly(Map.entry("I", "-3.33"));
        assertThat(stock.open(1)).isEqualByComparingTo("2");
        assertThat(stock.reason(1)).isEqualTo(Unsettled.NO_RECEIPT);
    }

    @Test
    void quantities_and_amounts_of_any_size_are_exact() {
        String value = "123456789012345678901234567890.12";
        Stock stock = stock(
                InventoryModel.FIFO,
                "1 R 99999999999999999999.0000000001 " + value,
                "2 I -99999999999999999999.0000000001 0.00");
        assertThat(matches(stock)).containsExactly("R>I 99999999999999999999.0000000001 " + value);
    }
}
