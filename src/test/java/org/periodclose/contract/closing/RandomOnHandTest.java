package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.periodclose.contract.Books;
import org.periodclose.contract.Seed;

/**
 * Random companies, every second one with links, that revalue what is on hand after their closes, against the second calculation. {@code -Dcompanies=500} makes more,
 * {@code -Dseed=N} makes the same again.
 */
class RandomOnHandTest {
    private static final int COMPANIES = Integer.getInteger("companies", 20);
    private static final Seed SEED = Seed.of("RandomOnHandTest -Dcompanies=" + COMPANIES, 4448773637353458733L);

    @Test
    void every_company_comes_to_the_second_calculation() {
        Random random = SEED.random();
        Books books = Books.empty();
        RandomStocks stocks = new RandomStocks();
        List<RandomStocks.Named> companies = new ArrayList<>();
        for (int number = 1; number <= COMPANIES; number++) {
            RandomStock stock = new RandomStock(
                    new Random(random.nextLong()),
                    number % 2 == 0 ? RandomStock.Kind.LINKED : RandomStock.Kind.EVERYTHING);
            companies.add(stocks.add("H" + number, stock, stock.stepsWithOnHand(random)));
        }
        stocks.write(random);
        try (StockDesk desk = StockDesk.open(books, 2, random.nextInt(1, 6))) {
            stocks.work(desk);
        }
        int revalued = 0;
        for (RandomStocks.Named named : companies) {
            Outcome is = Posted.outcome(books, named.company());
            assertThat(is.differencesFrom(stocks.secondCalculation(named)))
                    .as("%s: %s", SEED, named.company())
                    .isEmpty();
            revalued += (int) is.runs().stream()
                    .filter(run -> run.name().contains(" ON_HAND_ADJUSTMENT "))
                    .count();
        }
        assertThat(revalued).as("on-hand adjustments").isGreaterThan(COMPANIES / 2);
    }
}
