package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.periodclose.contract.Books;
import org.periodclose.contract.Seed;

/** Random companies over three months against the second calculation, and the laws of recalculation and close. {@code -Dcompanies=500} makes more. */
class RandomClosesTest {
    private static final int COMPANIES = Integer.getInteger("companies", 30);
    private static final Seed SEED = Seed.of("RandomClosesTest -Dcompanies=" + COMPANIES);
    private static final Books BOOKS = Books.empty();
    private static final RandomStocks STOCKS = new RandomStocks();
    private static final List<RandomStocks.Named> ALL = new ArrayList<>();

    private static StockDesk desk;

    @BeforeAll
    static void work() {
        Random random = SEED.random();
        desk = StockDesk.open(BOOKS, 2, random.nextInt(3, 40));
        for (int number = 1; number <= COMPANIES; number++) {
            RandomStock stock = new RandomStock(new Random(random.nextLong()), RandomStock.Kind.EVERYTHING);
            ALL.add(STOCKS.add("C" + number, stock, stock.steps(), false));
        }
        STOCKS.work(desk, random);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void every_company_comes_to_the_second_calculation() {
        for (RandomStocks.Named named : ALL) {
            assertThat(Posted.outcome(BOOKS, named.company()).differencesFrom(STOCKS.secondCalculation(named)))
                    .as("%s, company %s", SEED, named.company())
                    .isEmpty();
        }
    }
}
