package org.periodclose.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.periodclose.core.ledger.CompanyParameter.ACCOUNTING_CURRENCY;
import static org.periodclose.core.ledger.CompanyParameter.FOUR_EYES;
import static org.periodclose.core.ledger.CompanyParameter.MINIMUM_THROUGHPUT;
import static org.periodclose.core.ledger.CompanyParameter.NAME;
import static org.periodclose.core.ledger.CompanyParameter.REPORTING_CURRENCY;
import static org.periodclose.core.ledger.CompanyParameter.STORNO_FOR_INVENTORY_ADJUSTMENTS;
import static org.periodclose.core.ledger.FiscalPeriod.Status.CLOSED;
import static org.periodclose.core.ledger.FiscalPeriod.Status.ON_HOLD;
import static org.periodclose.core.ledger.FiscalPeriod.Status.OPEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.CompanyCard;
import org.periodclose.core.ledger.CompanyParameter;
import org.periodclose.core.ledger.ParameterChange;
import org.periodclose.database.TestDatabase;
import org.periodclose.intake.ImportSource;
import org.periodclose.intake.Importer;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Company C of {@link SmallCompany}: USD, storno allowed, one OPEN period 2025 with transactions in it. */
class CompanySetupTest {
    private final DataSource dataSource = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
    private final Importer importer = new Importer(dataSource, transactions);
    private final CompanySetup setup = new CompanySetup(transactions, jdbc, importer);

    @BeforeEach
    void company() {
        SmallCompany.into(jdbc);
    }

    private static ParameterChange to(CompanyParameter parameter, String seen, String wanted) {
        return new ParameterChange(parameter, seen, wanted);
    }

    private static List<String> faults(Runnable action) {
        Refused refused = catchThrowableOfType(Refused.class, action::run);
        assertThat(refused).as("it is refused").isNotNull();
        return refused.faults().stream().map(Fault::toString).toList();
    }

    private List<String> changes() {
        return setup.changes("C", null, 100).stream()
                .map(change -> (change.period() == null ? "" : change.period() + " ") + change.what() + " "
                        + change.before() + " -> " + change.after() + " by " + change.actor())
                .toList();
    }

    @Test
    void a_card_shows_every_parameter_the_periods_and_what_is_closed() {
        jdbc.sql("""
                insert into posting_profile (company_id, account_type, item_code, main_account_id) values (1, 'ROUNDING_PROFIT', 'ALL', 2);
                insert into imported_close (company_id, currency_layer, closed_on) values (1, 'ACCOUNTING', '2024-12-31');
                """).update();
        CompanyCard card = setup.card("C");
        assertThat(card.parameters().keySet()).containsExactlyInAnyOrder(CompanyParameter.values());
        assertThat(List.of(
                        card.parameter(NAME),
                        card.parameter(ACCOUNTING_CURRENCY),
                        card.parameter(REPORTING_CURRENCY),
                        card.parameter(STORNO_FOR_INVENTORY_ADJUSTMENTS),
                        card.parameter(FOUR_EYES),
                        card.parameter(MINIMUM_THROUGHPUT)))
                .containsExactly("Company", "USD", "", "true", "false", "0");
        assertThat(card.accountingClosedOn()).hasToString("2024-12-31");
        assertThat(card.reportingClosedOn()).isNull();
        assertThat(card.roundingAccounts())
                .containsExactly(new CompanyCard.RoundingAccount("ROUNDING_PROFIT", "ALL", "", "91.1"));
        assertThat(card.periods())
                .singleElement()
                .satisfies(period -> assertThat(period.period()
                                + period.startDate()
                                + period.endDate()
                                + period.status()
                                + period.vouchers())
                        .isEqualTo("20252025-01-012025-12-31OPEN0"));
        assertThat(faults(() -> setup.card("X")))
                .containsExactly("UNKNOWN_COMPANY  there is no company \"X\": import it, or correct its name");
    }

    @Test
    void parameters_change_together_and_who_changed_them_is_kept() {
        int before = changes().size();
        CompanyCard card = setup.change(
                "C",
                List.of(
                        to(FOUR_EYES, "false", "TRUE"),
                        to(MINIMUM_THROUGHPUT, "0", "0.50"),
                        to(REPORTING_CURRENCY, "", "EUR"),
                        to(NAME, "Company", "A \"new\" name, with a comma")));
        assertThat(List.of(
                        card.parameter(FOUR_EYES),
                        card.parameter(MINIMUM_THROUGHPUT),
                        card.parameter(REPORTING_CURRENCY)))
                .containsExactly("true", "0.5", "EUR");
        assertThat(card.parameter(NAME)).isEqualTo("A \"new\" name, with a comma");
        List<String> made = changes();
        assertThat(made.subList(0, made.size() - before))
                .containsExactlyInAnyOrder(
                        "four_eyes false -> true by postgres",
                        "minimum_throughput 0 -> 0.5 by postgres",
                        "reporting_currency null -> EUR by postgres",
                        "reporting_decimals null -> 2 by postgres",
                        "name Company -> A \"new\" name, with a comma by postgres");
        setup.change("C", List.of(to(FOUR_EYES, "true", "true")));
        assertThat(changes()).as("nothing has changed").isEqualTo(made);
    }

    @Test
    void what_an_import_refuses_is_refused_and_nothing_is_changed() {
        List<String> before = changes();
        assertThat(faults(() -> setup.change(
                        "C",
                        List.of(
                                to(MINIMUM_THROUGHPUT, "0", "0.123"),
                                to(STORNO_FOR_INVENTORY_ADJUSTMENTS, "true", "maybe"),
                                to(NAME, "Company", " ")))))
                .containsExactly(
                        "BAD_VALUE  name: the value is missing: give a value",
                        "BAD_VALUE  storno_for_inventory_adjustments: \"maybe\" is neither true nor false: use true or false",
                        "BAD_VALUE  minimum_throughput: 0.123 has 3 decimals, USD has 2: round it as your ledger does");
        assertThat(faults(() -> setup.change("C", List.of(to(ACCOUNTING_CURRENCY, "USD", "EUR")))))
                .containsExactly(
                        "BAD_VALUE  accounting_currency: company \"C\" has inventory transactions in USD, which cannot become EUR:"
                                + " keep the currency, or import the data in the new currency as another company");
        assertThat(faults(() -> setup.change("C", List.of(to(FOUR_EYES, "false", "")))))
                .as("an import would keep it")
                .containsExactly("BAD_VALUE  four_eyes: the value is missing: use true or false");
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void what_somebody_else_has_changed_meanwhile_is_not_overwritten() {
        setup.change("C", List.of(to(MINIMUM_THROUGHPUT, "0", "5")));
        assertThat(faults(() -> setup.change(
                        "C", List.of(to(MINIMUM_THROUGHPUT, "0", "1"), to(NAME, "Company", "Other name")))))
                .containsExactly(
                        "VALUE_CHANGED  minimum_throughput of company \"C\" was \"0\" when you looked and is \"5\" now;"
                                + " \"postgres\" changed it: look at it again, then change it if you still want to");
        assertThat(setup.card("C").parameter(NAME)).isEqualTo("Company");
    }

    @Test
    void of_two_changes_at_the_same_time_one_is_refused() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> ends = two.invokeAll(List.of(() -> isTaken("1"), () -> isTaken("2")));
            assertThat(List.of(ends.get(0).get(), ends.get(1).get())).containsExactlyInAnyOrder(true, false);
        } finally {
            two.shutdown();
        }
    }

    private boolean isTaken(String throughput) {
        try {
            setup.change("C", List.of(to(MINIMUM_THROUGHPUT, "0", throughput)));
            return true;
        } catch (Refused refused) {
            assertThat(refused.first().code().name()).isEqualTo("VALUE_CHANGED");
            return false;
        }
    }

    @Test
    void a_period_is_held_and_closed_only_as_it_was_seen() {
        assertThat(setup.changePeriod("C", "2025", OPEN, ON_HOLD)
                        .periods()
                        .get(0)
                        .status())
                .isEqualTo(ON_HOLD);
        assertThat(faults(() -> setup.changePeriod("C", "2025", OPEN, CLOSED)))
                .containsExactly(
                        "VALUE_CHANGED  status of period \"2025\" of company \"C\" was \"OPEN\" when you looked and is \"ON_HOLD\" now;"
                                + " \"postgres\" changed it: look at it again, then change it if you still want to");
        assertThat(faults(() -> setup.changePeriod("C", "2026", OPEN, CLOSED)))
                .containsExactly(
                        "UNKNOWN_PERIOD  company \"C\" has no fiscal period \"2026\": import it in fiscal_periods.csv, or correct its name");
        assertThat(setup.changePeriod("C", "2025", ON_HOLD, OPEN)
                        .periods()
                        .get(0)
                        .status())
                .isEqualTo(OPEN);
        assertThat(changes())
                .startsWith("2025 status ON_HOLD -> OPEN by postgres", "2025 status OPEN -> ON_HOLD by postgres");
    }

    @Test
    void what_an_import_changes_is_kept_too(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("fiscal_periods.csv"), """
                company,period,start_date,end_date,status
                C,2025,2025-01-01,2025-12-31,CLOSED
                C,2026,2026-01-01,2026-12-31,OPEN
                """);
        importer.importFrom(ImportSource.directory(directory));
        List<String> made = changes();
        assertThat(made)
                .contains(
                        "2025 status OPEN -> CLOSED by postgres",
                        "2026 status null -> OPEN by postgres",
                        "2026 start_date null -> 2026-01-01 by postgres");
        importer.importFrom(ImportSource.directory(directory));
        assertThat(changes()).isEqualTo(made);
        long third = setup.changes("C", null, 3).get(2).id();
        assertThat(setup.changes("C", third, 100)).hasSize(made.size() - 3);
    }

    @Test
    void changes_are_never_changed_by_those_who_work() {
        assertThat(jdbc.sql("""
                        select has_table_privilege('period_close_operator', 'company_change', 'update')
                            or has_table_privilege('period_close_operator', 'company_change', 'delete')
                            or has_table_privilege('period_close_operator', 'company_change', 'insert')
                        """).query(Boolean.class).single()).isFalse();
    }
}
