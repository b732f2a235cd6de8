package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.contract.Seed;

/** The second calculation against the worked companies, so that it can be trusted with companies that nobody has worked out. */
class SecondCalculationTest {
    private static final int COMPANIES = Integer.getInteger("companies", 20);
    private static final Seed SEED = Seed.of("SecondCalculationTest -Dcompanies=" + COMPANIES);

    static Stream<CloseCase> cases() {
        return CloseCase.all().stream();
    }

    @Test
    void every_worked_company_is_there() {
        assertThat(cases()).hasSize(41);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void it_comes_to_what_was_worked_out(CloseCase worked) {
        assertThat(SecondCalculation.of(worked).differencesFrom(Outcome.expected(worked.expected())))
                .isEmpty();
    }

    /** Companies whose items are linked: nobody has worked them out, but laws hold for them. */
    @Test
    void laws_hold_for_linked_companies() {
        Random random = SEED.random();
        RandomStocks stocks = new RandomStocks();
        List<RandomStocks.Named> whole = new ArrayList<>();
        List<RandomStocks.Named> plain = new ArrayList<>();
        for (int number = 1; number <= COMPANIES; number++) {
            RandomStock stock = new RandomStock(new Random(random.nextLong()), RandomStock.Kind.LINKED);
            whole.add(stocks.add("W" + number, stock, stock.steps()));
            plain.add(stocks.add("P" + number, stock, stock.plainSteps()));
        }
        stocks.write(random);
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < COMPANIES; i++) {
            Outcome all = stocks.secondCalculation(whole.get(i));
            Outcome closes = stocks.secondCalculation(plain.get(i));
            String where = SEED + ", company " + (i + 1);
            assertThat(all.values())
                    .as("%s: recalculations and closes that are taken back leave no trace", where)
                    .isEqualTo(closes.values());
            for (Outcome.Run run : all.runs()) {
                if (RandomStock.AFTER_A_CLOSE.matcher(run.name()).find()) {
                    assertThat(run.settlements())
                            .as("%s: nothing to do right after a close: %s", where, run.name())
                            .isEmpty();
                }
                run.settlements().forEach(row -> seen.add(row.split(" ", -1)[1]));
                run.circles().forEach(circle -> seen.add(circle.endsWith(" not solved") ? "closed circle" : "circle"));
            }
        }
        assertThat(seen)
                .as(SEED + ": what has come up")
                .contains("NORMAL", "CARRIED", "ROUNDING", "PRICE_DIFFERENCE", "circle", "closed circle");
    }
}
