package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.periodclose.contract.Books;
import org.periodclose.contract.Seed;

/**
 * Random companies against the second calculation, and the laws of recalculation and close. {@code -Dcompanies=500} makes more,
 * {@code -Dseed=N} makes the same again, {@code -Dcompany=7} only one of them.
 */
class RandomClosesTest {
    private static final int COMPANIES = Integer.getInteger("companies", 30);
    private static final @Nullable Integer ONLY = Integer.getInteger("company");
    private static final int OF_A_DATABASE = 30;
    private static final Seed SEED = Seed.of("RandomClosesTest -Dcompanies=" + COMPANIES, -4286083980531494775L);
    private static final Pattern RUN_OF_A_LAYER = Pattern.compile("~\\d+/");

    /** The same company twice, under two names. */
    private record Pair(Books books, RandomStocks stocks, RandomStocks.Named one, RandomStocks.Named other) {
        /** Read once: no test changes it. */
        Outcome outcome(RandomStocks.Named of) {
            return OUTCOMES.computeIfAbsent(of.company(), company -> Posted.outcome(books, company));
        }

        List<String> balances(RandomStocks.Named of) {
            return Posted.balances(books, of.company());
        }
    }

    private static final Map<String, Outcome> OUTCOMES = new HashMap<>();
    private static final List<Pair> WHOLE_AND_PLAIN = new ArrayList<>();
    private static final List<Pair> IN_OTHER_ORDER = new ArrayList<>();
    private static final List<Pair> WITH_OTHER_STORNO = new ArrayList<>();
    private static final List<Pair> THREE_CLOSES_AND_ONE = new ArrayList<>();

    @BeforeAll
    static void work() {
        Random random = SEED.random();
        for (int first = 1; first <= COMPANIES; first += OF_A_DATABASE) {
            Books books = Books.empty();
            RandomStocks stocks = new RandomStocks();
            for (int number = first; number < first + OF_A_DATABASE && number <= COMPANIES; number++) {
                RandomStock stock = new RandomStock(
                        new Random(random.nextLong()),
                        number % 3 == 1 ? RandomStock.Kind.EVERYTHING : RandomStock.Kind.LINKED);
                RandomStock joinable = new RandomStock(new Random(random.nextLong()), RandomStock.Kind.JOINABLE);
                if (ONLY == null || ONLY == number) {
                    add(number, stock, joinable, books, stocks);
                }
            }
            stocks.write(random);
            try (StockDesk desk = StockDesk.open(books, 2, random.nextInt(3, 40))) {
                stocks.work(desk);
            }
        }
    }

    private static void add(int number, RandomStock stock, RandomStock joinable, Books books, RandomStocks stocks) {
        RandomStocks.Named whole = stocks.add("W" + number, stock, stock.steps());
        RandomStocks.Named plain = stocks.add("P" + number, stock, stock.plainSteps());
        WHOLE_AND_PLAIN.add(new Pair(books, stocks, whole, plain));
        if (number % 2 == 0) {
            RandomStocks.Named otherOrder = stocks.add("O" + number, stock, stock.plainSteps());
            IN_OTHER_ORDER.add(new Pair(books, stocks, plain, otherOrder));
        } else {
            RandomStocks.Named otherStorno = stocks.add("S" + number, stock, stock.plainSteps(), true);
            WITH_OTHER_STORNO.add(new Pair(books, stocks, plain, otherStorno));
        }
        if (number % 3 == 0) {
            THREE_CLOSES_AND_ONE.add(new Pair(
                    books,
                    stocks,
                    stocks.add("J" + number, joinable, joinable.plainSteps()),
                    stocks.add("K" + number, joinable, joinable.stepsWithOneClose())));
        }
    }

    private static void each(List<Pair> pairs, BiConsumer<Pair, String> test) {
        assertThat(ONLY == null && pairs.isEmpty()).isFalse();
        pairs.forEach(pair -> test.accept(
                pair,
                SEED + ", " + pair.one().company() + " and " + pair.other().company()));
    }

    @Test
    void every_company_comes_to_the_second_calculation() {
        SoftAssertions all = new SoftAssertions();
        for (List<Pair> pairs : List.of(WHOLE_AND_PLAIN, WITH_OTHER_STORNO, THREE_CLOSES_AND_ONE)) {
            each(pairs, (pair, where) -> {
                for (RandomStocks.Named named : List.of(pair.one(), pair.other())) {
                    all.assertThat(pair.outcome(named)
                                    .differencesFrom(pair.stocks().secondCalculation(named)))
                            .as("%s: %s", where, named.company())
                            .isEmpty();
                }
            });
        }
        all.assertAll();
    }

    @Test
    void right_after_a_close_a_recalculation_finds_nothing_to_do() {
        int[] found = {0};
        each(WHOLE_AND_PLAIN, (pair, where) -> {
            for (Outcome.Run run : pair.outcome(pair.one()).runs()) {
                if (RandomStock.AFTER_A_CLOSE.matcher(run.name()).find()) {
                    assertThat(run.settlements())
                            .as("%s: run %s", where, run.name())
                            .isEmpty();
                    found[0]++;
                }
            }
        });
        assertThat(found[0]).as("recalculations after a close").isGreaterThan(WHOLE_AND_PLAIN.size());
    }

    @Test
    void recalculations_and_closes_that_are_taken_back_leave_no_trace() {
        each(WHOLE_AND_PLAIN, (pair, where) -> {
            Outcome whole = pair.outcome(pair.one());
            Outcome plain = pair.outcome(pair.other());
            assertThat(sorted(whole.values())).as(where).isEqualTo(sorted(plain.values()));
            assertThat(withoutRuns(whole.openLayers())).as(where).isEqualTo(withoutRuns(plain.openLayers()));
            assertThat(withoutSigns(pair.balances(pair.one())))
                    .as(where)
                    .isEqualTo(withoutSigns(pair.balances(pair.other())));
            assertThat(matchesInForce(pair.books(), pair.one()))
                    .as(where)
                    .isEqualTo(matchesInForce(pair.books(), pair.other()));
        });
    }

    @Test
    void the_order_of_the_files_does_not_matter() {
        each(
                IN_OTHER_ORDER,
                (pair, where) -> assertThat(pair.outcome(pair.other()).differencesFrom(pair.outcome(pair.one())))
                        .as(where)
                        .isEmpty());
    }

    @Test
    void storno_leads_to_the_same_balances_and_values() {
        each(WITH_OTHER_STORNO, RandomClosesTest::haveTheSameBalancesAndValues);
    }

    @Test
    void three_closes_are_one_for_fifo_and_weighted_average_by_date() {
        each(THREE_CLOSES_AND_ONE, RandomClosesTest::haveTheSameBalancesAndValues);
    }

    private static void haveTheSameBalancesAndValues(Pair pair, String where) {
        assertThat(pair.balances(pair.other())).as(where).isEqualTo(pair.balances(pair.one()));
        assertThat(sorted(pair.outcome(pair.other()).values()))
                .as(where)
                .isEqualTo(sorted(pair.outcome(pair.one()).values()));
    }

    /** Of the first close: matches by FIFO to the last one, and what issues cost by the averages, in statements over whole sets. */
    @Test
    void a_close_comes_to_what_set_based_statements_say() {
        Random random = SEED.random();
        Books books = Books.empty();
        RandomStocks stocks = new RandomStocks();
        List<RandomStocks.Named> companies = new ArrayList<>();
        for (int number = 1; number <= COMPANIES; number++) {
            RandomStock stock = new RandomStock(new Random(random.nextLong()), RandomStock.Kind.UNMARKED);
            companies.add(stocks.add("F" + number, stock, stock.plainSteps()));
        }
        stocks.write(random);
        try (StockDesk desk = StockDesk.open(books, 2, random.nextInt(3, 40))) {
            stocks.work(desk);
        }
        int rows = 0;
        for (RandomStocks.Named named : companies) {
            String where = SEED + ", company " + named.company();
            List<String> matches = Posted.outcome(books, named.company()).runs().stream()
                    .filter(run -> run.name().contains(" CLOSE "))
                    .findFirst()
                    .orElseThrow()
                    .matches();
            List<String> fifo = Posted.bySets(books, named.company(), "fifo");
            assertThat(matches.stream().filter(match -> match.contains(" FIFO ")))
                    .as(where)
                    .containsExactlyInAnyOrderElementsOf(fifo);
            List<String> costs = new ArrayList<>(Posted.bySets(books, named.company(), "weighted-average"));
            costs.addAll(Posted.bySets(books, named.company(), "weighted-average-date"));
            assertThat(Posted.values(books, named.company())).as(where).containsAll(costs);
            rows += fifo.size() + costs.size();
        }
        assertThat(rows).as("rows compared").isGreaterThan(COMPANIES / 2);
    }

    /** Partitions follow the threads; the tables must be the same to the byte, with the digests of the runs. */
    @Test
    void partitions_and_chunks_leave_the_same_bytes() {
        Random random = SEED.random();
        RandomStocks stocks = new RandomStocks();
        for (int number = 1; number <= Math.max(5, COMPANIES / 3); number++) {
            RandomStock stock = new RandomStock(new Random(random.nextLong()), RandomStock.Kind.LINKED);
            stocks.add("B" + number, stock, stock.steps());
        }
        stocks.write(random);
        List<String> bytes = new ArrayList<>();
        for (int threads : new int[] {1, 4}) {
            Books books = Books.empty();
            try (StockDesk desk = StockDesk.open(books, threads, threads == 1 ? 1000 : random.nextInt(1, 6))) {
                stocks.work(desk);
            }
            bytes.add(Posted.bytes(books));
        }
        assertThat(bytes.get(1)).as(SEED.toString()).isEqualTo(bytes.get(0));
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    /** What is written off one time and taken back another time is on the account of a profit and on that of a loss: their sum is what counts. */
    private static Map<String, BigDecimal> withoutSigns(List<String> balances) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (String balance : balances) {
            String[] words = balance.split(" ", -1);
            sums.merge(
                    words[0] + " " + words[1].replaceFirst("^91[.].", "91"), new BigDecimal(words[2]), BigDecimal::add);
        }
        sums.values().removeIf(sum -> sum.signum() == 0);
        sums.replaceAll((account, sum) -> sum.stripTrailingZeros());
        return sums;
    }

    private static List<String> withoutRuns(List<String> rows) {
        return rows.stream()
                .map(row -> RUN_OF_A_LAYER.matcher(row).replaceAll("~/"))
                .sorted()
                .toList();
    }

    private static List<String> matchesInForce(Books books, RandomStocks.Named named) {
        return withoutRuns(Posted.matchesInForce(books, named.company()));
    }
}
