package org.periodclose.core.costing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.periodclose.core.settlement.Part;

/**
 * Small ledgers of several cost objects: each line is {@code DAY OBJECT NAME QUANTITY VALUE}, a quantity below zero is an issue; {@code in FLOW} ties it to a
 * flow, {@code of NAME} makes it a return.
 */
class CostingTest {
    private static final LocalDate DATE = LocalDate.of(2026, 1, 31);

    private final Map<String, Long> ids = new LinkedHashMap<>();
    private final Map<String, Stock> stocks = new TreeMap<>();
    private final Map<String, Link> links = new TreeMap<>();
    private String minimumThroughput = "0";
    private int maxIterations = 1_000;

    private long id(String name) {
        return ids.computeIfAbsent(name, added -> (long) ids.size() + 100);
    }

    private Costing costing(InventoryModel model, String... lines) {
        for (String line : lines) {
            add(line.trim().split(" +"));
        }
        stocks.values().forEach(model::match);
        Costing costing = new Costing(
                List.copyOf(stocks.values()),
                List.copyOf(links.values()),
                new BigDecimal(minimumThroughput),
                2,
                maxIterations);
        Circles.compute(costing);
        return costing;
    }

    private void add(String[] words) {
        BigDecimal quantity = new BigDecimal(words[3]);
        boolean issue = quantity.signum() < 0;
        boolean isReturn = words.length > 5 && words[5].equals("of");
        stocks.computeIfAbsent(words[1], object -> new Stock(DATE, 2, List.of(), List.of()))
                .add(new StockRow(
                        id(words[2]),
                        words[2],
                        issue ? StockRow.Kind.ISSUE : StockRow.Kind.RECEIPT,
                        true,
                        true,
                        LocalDate.of(2026, 1, Integer.parseInt(words[0])),
                        quantity.abs(),
                        BigDecimal.ZERO,
                        new BigDecimal(words[4]),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        isReturn ? (Long) id(words[6]) : null,
                        null,
                        null));
        if (words.length > 5) {
            Link link = links.computeIfAbsent(
                    words[6],
                    name -> new Link(
                            isReturn ? Link.Kind.RETURNS : Link.Kind.FLOW, new ArrayList<>(), new ArrayList<>()));
            (issue ? link.issues() : link.receipts()).add(leg(words[2], quantity.abs(), words[4]));
        }
    }

    private Leg leg(String name, BigDecimal quantity, String cost) {
        BigDecimal no = new BigDecimal("0.00");
        return new Leg(id(name), name, quantity, new BigDecimal(cost), Leg.Takes.CARRIED, no, no, no, no, no, no, no);
    }

    /** By transaction: what its inventory value changes by. */
    private Map<String, String> changes(Costing costing) {
        Map<String, String> changes = new TreeMap<>();
        costing.postings()
                .forEach(posting -> changes.put(
                        posting.leg().name() + " " + posting.part(),
                        posting.amount().toPlainString()));
        stocks.values().forEach(stock -> {
            for (int row = 0; row < stock.given(); row++) {
                boolean inFlow = links.values().stream()
                        .filter(Link::isFlow)
                        .flatMap(link -> link.issues().stream())
                        .map(Leg::name)
                        .anyMatch(stock.name(row)::equals);
                if (stock.isIssue(row) && !inFlow && stock.change(row).signum() != 0) {
                    changes.put(stock.name(row) + " NORMAL", stock.change(row).toPlainString());
                }
            }
        });
        return changes;
    }

    private static final String[] THERE_AND_BACK = {
        "1 A P1 10 100.00",
        "2 A T1-O -10 100.00 in T1",
        "2 B T1-I 10 100.00 in T1",
        "3 B T2-O -5 50.00 in T2",
        "3 A T2-I 5 50.00 in T2",
        "4 A P2 5 70.00",
        "5 A SALE -8 0.00"
    };

    @Test
    void there_and_back_by_weighted_average() {
        assertThat(changes(costing(InventoryModel.WEIGHTED_AVERAGE, THERE_AND_BACK)))
                .containsExactly(
                        Map.entry("SALE NORMAL", "-90.67"),
                        Map.entry("T1-I CARRIED", "13.33"),
                        Map.entry("T1-O NORMAL", "-13.33"),
                        Map.entry("T2-I CARRIED", "6.67"),
                        Map.entry("T2-O NORMAL", "-6.67"));
    }

    @Test
    void there_and_back_by_fifo() {
        assertThat(changes(costing(InventoryModel.FIFO, THERE_AND_BACK)))
                .containsExactly(Map.entry("SALE NORMAL", "-92.00"));
    }

    /** 30 warehouses that send goods to each other all month: one circle, solved exactly; nothing is written off or lost. */
    @Test
    void a_circle_of_three_thousand_members_is_solved_exactly() {
        Random random = new Random(7);
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            lines.add("1 W" + number % 30 + " P" + number + " " + random.nextInt(50, 100) + " " + random.nextInt(1_000)
                    + ".37");
        }
        for (int number = 0; number < 1_500; number++) {
            int from = random.nextInt(30);
            int to = (from + random.nextInt(1, 30)) % 30;
            int quantity = random.nextInt(1, 9);
            lines.add("2 W" + from + " O" + number + " -" + quantity + " 5.00 in T" + number);
            lines.add("2 W" + to + " I" + number + " " + quantity + " 5.00 in T" + number);
        }
        for (int number = 0; number < 499; number++) {
            lines.add("3 W" + random.nextInt(30) + " S" + number + " -1 0.00");
        }
        Costing costing = costing(InventoryModel.WEIGHTED_AVERAGE, lines.toArray(String[]::new));
        assertThat(costing.circles()).singleElement().satisfies(circle -> {
            assertThat(circle.solved()).isTrue();
            assertThat(circle.members()).hasSizeGreaterThanOrEqualTo(3_000);
        });
        assertThat(costing.postings()).noneMatch(posting -> posting.part() == Part.ROUNDING);
        assertThat(costing.postings().stream().map(Costing.Posting::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isZero();
    }

    /** Each has 10 for 100.00, sends 5 on and gets 5: worth 150.00 with what it gets, each transfer 50.00. */
    private String[] ring(int warehouses) {
        return IntStream.range(0, warehouses)
                .boxed()
                .flatMap(number -> Stream.of(
                        "1 W" + number + " P" + number + " 10 100.00",
                        "2 W" + number + " O" + number + " -5 40.00 in T" + number,
                        "2 W" + (number + 1) % warehouses + " I" + number + " 5 40.00 in T" + number))
                .toArray(String[]::new);
    }

    @Test
    void a_circle_of_more_than_500_made_layers_is_swept_until_nothing_moves() {
        Costing exact = costing(InventoryModel.WEIGHTED_AVERAGE, ring(500));
        assertThat(exact.circles())
                .singleElement()
                .satisfies(circle -> assertThat(circle.moved()).isNull());
        assertThat(exact.postings())
                .allMatch(posting -> posting.amount().abs().toPlainString().equals("10.00"));
        stocks.clear();
        links.clear();
        Costing swept = costing(InventoryModel.WEIGHTED_AVERAGE, ring(501));
        assertThat(swept.circles()).singleElement().satisfies(circle -> {
            assertThat(circle.solved()).isTrue();
            assertThat(circle.moved()).isLessThan(new BigDecimal("0.00000000001"));
        });
        assertThat(swept.postings()).hasSize(1_002);
        assertThat(swept.postings())
                .allMatch(posting -> posting.amount().abs().toPlainString().equals("10.00"));
    }

    @Test
    void a_circle_that_does_not_come_to_rest_loses_nothing() {
        maxIterations = 3;
        Costing swept = costing(InventoryModel.WEIGHTED_AVERAGE, ring(501));
        assertThat(swept.circles())
                .singleElement()
                .satisfies(circle -> assertThat(circle.moved()).isGreaterThan(BigDecimal.ONE));
        assertThat(swept.postings().stream().map(Costing.Posting::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isZero();
    }
}
