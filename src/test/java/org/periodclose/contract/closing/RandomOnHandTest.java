package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.periodclose.contract.Books;
import org.periodclose.contract.Seed;

/**
 * Random companies that revalue what is on hand after their closes, against the second calculation. {@code -Dcompanies=500} makes more,
 * {@code -Dseed=N} makes the same again.
 */
class RandomOnHandTest {
    private static final int COMPANIES = Integer.getInteger("companies", 20);
    private static final Seed SEED = Seed.of("RandomOnHandTest -Dcompanies=" + COMPANIES);

    @Test
    void every_company_comes_to_the_second_calculation() {
        Random random = SEED.random();
        Books books = Books.empty();
        RandomStocks stocks = new RandomStocks();
        List<RandomStocks.Named> companies = new ArrayList<>();
        for (int number = 1; number <= COMPANIES; number++) {
            RandomStock stock = new RandomStock(new Random(random.nextLong()), RandomStock.Kind.EVERYTHING);
            companies.add(stocks.add("H" + number, stock, revaluing(stock, random)));
        }
        stocks.write(random);
        try (StockDesk desk = StockDesk.open(books, 2, random.nextInt(1, 6))) {
            stocks.work(desk);
        }
        int revalued = 0;
        for (RandomStocks.Named named : companies) {
            Outcome is = Posted.outcome(books, named.company());
            assertThat(is.differencesFrom(stocks.secondCalculation(named).withoutCircles()))
                    .as("%s: %s", SEED, named.company())
                    .isEmpty();
            revalued += (int) is.runs().stream()
                    .filter(run -> run.name().contains(" ON_HAND_ADJUSTMENT "))
                    .count();
        }
        assertThat(revalued).as("on-hand adjustments").isGreaterThan(COMPANIES / 2);
    }

    private static boolean isOfOneItem(List<String> step) {
        return step.get(0).equals("recalculate") && !step.get(2).isEmpty();
    }

    /** After a close, and after the recalculation of the day after it: once, twice, or more. Without recalculations of one item. */
    private static List<List<List<String>>> revaluing(RandomStock stock, Random random) {
        List<String> items =
                stock.rows(1, "items.csv").stream().map(row -> row.get(0)).toList();
        List<List<List<String>>> months = new ArrayList<>();
        int journals = 0;
        for (List<List<String>> all : stock.steps()) {
            List<List<String>> month =
                    all.stream().filter(step -> !isOfOneItem(step)).toList();
            List<List<String>> steps = new ArrayList<>();
            for (int place = 0; place < month.size(); place++) {
                List<String> step = month.get(place);
                steps.add(step);
                if (place > 0
                        && month.get(place - 1).get(0).equals("close")
                        && step.get(0).equals("recalculate")) {
                    String layer = step.get(3);
                    for (String item : items) {
                        while (random.nextInt(3) == 0) {
                            steps.add(List.of(
                                    "on-hand",
                                    item,
                                    BigDecimal.valueOf(random.nextInt(1, 3_000), 2)
                                            .toPlainString(),
                                    layer,
                                    Integer.toString(++journals)));
                        }
                    }
                }
            }
            months.add(steps);
        }
        return months;
    }
}
