package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.periodclose.contract.Books;
import org.periodclose.contract.Seed;
import org.periodclose.core.inventory.Grouping;
import org.periodclose.core.inventory.StockRequest;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.StockInquiry;
import org.periodclose.inquiry.StockLine;
import org.periodclose.inquiry.StockLine.Stock;

/** The laws of the reports of stock, over random companies with closes, cancelled closes, on-hand adjustments, late invoices, links and journals in both currency layers. */
class RandomTurnoversTest {
    private static final int COMPANIES = Integer.getInteger("companies", 8);
    private static final Seed SEED = Seed.of("RandomTurnoversTest -Dcompanies=" + COMPANIES, 7369461351569447194L);
    private static final List<Set<Grouping>> GROUPINGS = List.of(
            by(Grouping.ITEM),
            by(Grouping.ITEM_GROUP, Grouping.STORNO),
            by(Grouping.SITE, Grouping.ITEM),
            by(Grouping.WAREHOUSE, Grouping.ITEM, Grouping.STORNO),
            by(Grouping.ACCOUNT),
            by(Grouping.SERIAL, Grouping.BATCH));
    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(2026, 1, 14),
            LocalDate.of(2026, 1, 31),
            LocalDate.of(2026, 2, 1),
            LocalDate.of(2026, 2, 28),
            LocalDate.of(2026, 3, 31));

    private static final Books BOOKS = Books.empty();
    private static final RandomStocks STOCKS = new RandomStocks();
    private static @Nullable StockDesk desk;

    private static Set<Grouping> by(Grouping... words) {
        return new LinkedHashSet<>(List.of(words));
    }

    @BeforeAll
    static void work() {
        Random random = SEED.random();
        for (int number = 1; number <= COMPANIES; number++) {
            RandomStock stock = new RandomStock(
                    new Random(random.nextLong()),
                    number % 3 == 0 ? RandomStock.Kind.LINKED : RandomStock.Kind.EVERYTHING);
            STOCKS.add(
                    "W" + number,
                    stock,
                    number % 2 == 0 ? stock.stepsWithOnHand(random) : stock.plainSteps(),
                    number % 4 < 2);
        }
        STOCKS.write(random);
        desk = StockDesk.open(BOOKS, 2, 20);
        STOCKS.work(desk);
    }

    @AfterAll
    static void leave() {
        Objects.requireNonNull(desk).close();
    }

    private static void eachBooks(BiConsumer<String, CurrencyLayer> test) {
        BOOKS.sql()
                .sql("select company, reporting_currency is not null as two from company order by company")
                .query((row, number) -> Map.entry(row.getString("company"), row.getBoolean("two")))
                .list()
                .forEach(company -> {
                    test.accept(company.getKey(), CurrencyLayer.ACCOUNTING);
                    if (company.getValue()) {
                        test.accept(company.getKey(), CurrencyLayer.REPORTING);
                    }
                });
    }

    private static StockInquiry.Turnovers ask(StockRequest request) {
        return Objects.requireNonNull(desk).desk().stock(request);
    }

    /** The lines of a report by what they are apart by, without those in which all is zero. */
    private static Map<String, String> lines(StockRequest request, Function<StockLine, List<Stock>> figures) {
        Map<String, String> lines = new TreeMap<>();
        ask(request).lines().accept(line -> {
            List<Stock> shown = figures.apply(line);
            if (shown.stream().anyMatch(RandomTurnoversTest::isSomething)) {
                lines.merge(key(line), shown.toString(), (one, other) -> {
                    throw new AssertionError("two lines of " + key(line));
                });
            }
        });
        return lines;
    }

    private static boolean isSomething(Stock stock) {
        return stock.quantity().signum() != 0 || !value(stock).isZero();
    }

    private static Money value(Stock stock) {
        return Objects.requireNonNull(stock.value());
    }

    private static String key(StockLine line) {
        return String.join(
                "|",
                String.valueOf(line.itemGroup()),
                String.valueOf(line.itemNumber()),
                String.valueOf(line.site()),
                String.valueOf(line.warehouse()),
                String.valueOf(line.batchNumber()),
                String.valueOf(line.serialNumber()),
                String.valueOf(line.account()),
                String.valueOf(line.storno()));
    }

    private static StockRequest request(
            String company, CurrencyLayer layer, LocalDate from, LocalDate to, Set<Grouping> by, boolean zero) {
        return new StockRequest(company, layer, from, to, by, false, false, zero);
    }

    private static Set<Grouping> folded(Set<Grouping> by) {
        Set<Grouping> folded = new LinkedHashSet<>(by);
        folded.remove(Grouping.STORNO);
        return folded;
    }

    private static List<Stock> all(StockLine line) {
        return List.of(line.opening(), line.receipts(), line.issues(), line.closing());
    }

    @Test
    void what_is_read_from_a_close_is_what_is_read_from_everything() {
        int[] fromAClose = {0};
        eachBooks((company, layer) -> {
            for (Set<Grouping> by : GROUPINGS) {
                for (LocalDate from : DAYS) {
                    LocalDate to = from.plusDays(20);
                    StockRequest quick = request(company, layer, from, to, by, false);
                    fromAClose[0] += ask(quick).start().isClose() ? 1 : 0;
                    assertThat(lines(quick, RandomTurnoversTest::all))
                            .as("%s: %s", SEED, quick)
                            .isEqualTo(lines(request(company, layer, from, to, by, true), RandomTurnoversTest::all));
                }
            }
        });
        assertThat(fromAClose[0]).isGreaterThan(COMPANIES);
    }

    @Test
    void a_period_closes_with_what_the_next_one_opens_with() {
        eachBooks((company, layer) -> {
            for (Set<Grouping> by : GROUPINGS) {
                Set<Grouping> folded = folded(by);
                for (LocalDate to : DAYS) {
                    StockRequest period = request(company, layer, to.minusDays(25), to, folded, false);
                    Map<String, String> closing = lines(period, line -> List.of(line.closing()));
                    assertThat(closing)
                            .as("%s: %s", SEED, period)
                            .isEqualTo(lines(
                                    request(company, layer, to.plusDays(1), to.plusDays(9), folded, false),
                                    line -> List.of(line.opening())))
                            .isEqualTo(lines(StockRequest.at(company, layer, to, by), line -> List.of(line.closing())));
                }
            }
        });
    }

    /** With both sides of every flow: what is left out of a line depends on what is in it. */
    private static StockRequest expanded(String company, CurrencyLayer layer, LocalDate from, Set<Grouping> by) {
        return new StockRequest(company, layer, from, from.plusDays(30), by, true, false, false);
    }

    @Test
    void storno_is_only_shown_apart() {
        int[] storno = {0};
        eachBooks((company, layer) -> {
            for (LocalDate from : DAYS) {
                Map<String, Money> apart = new TreeMap<>();
                BiConsumer<String, Money> add = (figure, money) -> apart.merge(figure, money, Money::plus);
                ask(expanded(company, layer, from, by(Grouping.ITEM, Grouping.STORNO)))
                        .lines()
                        .accept(line -> {
                            storno[0] += line.storno() ? 1 : 0;
                            add.accept(line.itemNumber() + " in", value(line.receipts()));
                            add.accept(line.itemNumber() + " out", value(line.issues()));
                        });
                ask(expanded(company, layer, from, by(Grouping.ITEM))).lines().accept(line -> {
                    add.accept(line.itemNumber() + " in", value(line.receipts()).negated());
                    add.accept(line.itemNumber() + " out", value(line.issues()).negated());
                });
                assertThat(apart.values())
                        .as("%s: %s %s from %s", SEED, company, layer, from)
                        .allMatch(Money::isZero);
            }
        });
        assertThat(storno[0]).as("lines with storno").isPositive();
    }

    /** Cost that the ERP posted and vouchers of runs in force; adjustments of rows without an invoice are in the ledger only. */
    private static final String IN_THE_LEDGER = """
            with posted as (
                select coalesce(t.inventory_account, p.main_account) as account, cost_in(t, :layer) as amount
                  from inventory_transaction t
                  join company c on c.id = t.company_id
                  join (select i.item_id, a.main_account from item_account i join main_account a on a.id = i.main_account_id
                         where i.account_type = 'INVENTORY') p on p.item_id = t.item_id
                 where c.company = :company and takes_part(t) <= :day
                union all
                select a.main_account, e.amount
                  from active_run r
                  join company c on c.id = r.company_id
                  join voucher_line l on l.run_id = r.id
                 cross join lateral (values (l.debit_account_id, l.amount), (l.credit_account_id, -l.amount)) e (account_id, amount)
                  join main_account a on a.id = e.account_id and a.main_account in ('10.01', '10.02', '41')
                 where c.company = :company and r.currency_layer = :layer and r.posting_date <= :day
                union all
                select a.main_account, -s.amount
                  from active_run r
                  join company c on c.id = r.company_id
                  join settlement s on s.run_id = r.id
                  join inventory_transaction t on t.id = s.inventory_transaction_id
                  join main_account a on a.id in (s.debit_account_id, s.credit_account_id) and a.main_account in ('10.01', '10.02', '41')
                 where c.company = :company and r.currency_layer = :layer and r.posting_date <= :day
                   and (takes_part(t) <= :day) is not true
            )
            select account, sum(amount) as amount from posted group by account having sum(amount) <> 0
            """;

    @Test
    void inventory_is_worth_what_its_accounts_say() {
        int[] accounts = {0};
        eachBooks((company, layer) -> {
            for (LocalDate day : DAYS) {
                Map<String, BigDecimal> ledger = new TreeMap<>();
                BOOKS.sql()
                        .sql(IN_THE_LEDGER)
                        .param("company", company)
                        .param("layer", layer.name())
                        .param("day", day)
                        .query(row -> {
                            ledger.put(
                                    row.getString("account"),
                                    row.getBigDecimal("amount").stripTrailingZeros());
                        });
                Map<String, BigDecimal> value = new TreeMap<>();
                ask(StockRequest.at(company, layer, day, by(Grouping.ACCOUNT)))
                        .lines()
                        .accept(line -> {
                            if (!value(line.closing()).isZero()) {
                                value.put(
                                        String.valueOf(line.account()),
                                        value(line.closing()).amount().stripTrailingZeros());
                            }
                        });
                assertThat(Objects.requireNonNull(desk)
                                .desk()
                                .reconciliation(company, layer, day)
                                .differences())
                        .isEmpty();
                assertThat(value)
                        .as("%s: %s %s on %s", SEED, company, layer, day)
                        .isEqualTo(ledger);
                accounts[0] += value.size();
            }
        });
        assertThat(accounts[0]).isGreaterThan(COMPANIES);
    }

    @Test
    void the_published_values_add_up_to_what_the_inventory_accounts_say() {
        eachBooks((company, layer) -> assertThat(BOOKS.sql()
                        .sql("""
                                select coalesce(sum(value), 0) from period_close_view.inventory_value
                                 where company = :company and currency_layer = :layer and financial_date is not null
                                """)
                        .param("company", company)
                        .param("layer", layer.name())
                        .query(BigDecimal.class)
                        .single())
                .as("%s: %s %s", SEED, company, layer)
                .isEqualByComparingTo(BOOKS.sql()
                        .sql("select coalesce(sum(amount), 0) from (" + IN_THE_LEDGER + ") l")
                        .param("company", company)
                        .param("layer", layer.name())
                        .param("day", LocalDate.of(2026, 12, 31))
                        .query(BigDecimal.class)
                        .single()));
        assertThat(BOOKS.sql()
                        .sql("select count(*) from period_close_view.inventory_value where kind = 'LAYER'")
                        .query(Long.class)
                        .single())
                .as("made layers that are revalued")
                .isPositive();
    }
}
