package org.periodclose.setup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.CompanyCard;
import org.periodclose.core.ledger.CompanyChange;
import org.periodclose.core.ledger.CompanyParameter;
import org.periodclose.core.ledger.FiscalPeriod;
import org.periodclose.core.ledger.ParameterChange;
import org.periodclose.intake.Importer;
import org.periodclose.intake.OneRow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads and changes what a company decides for itself. A change is the import of one row, so that the same rules hold; it is refused if
 * somebody else has changed the value since it was seen.
 */
public final class CompanySetup {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Importer importer;
    private final CompanyReading reading;

    CompanySetup(PlatformTransactionManager transactions, JdbcClient jdbc, Importer importer) {
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = jdbc;
        this.importer = importer;
        this.reading = new CompanyReading(jdbc);
    }

    /**
     * A company as it is now.
     *
     * @throws Refused UNKNOWN_COMPANY
     */
    public CompanyCard card(String company) {
        return reading.card(company);
    }

    /**
     * Changes parameters, all of them or none.
     *
     * @return the company after it
     * @throws Refused VALUE_CHANGED if one is not what was seen; and as an import of companies.csv
     */
    public CompanyCard change(String company, List<ParameterChange> changes) {
        return whole(company, () -> {
            CompanyCard card = reading.card(company);
            List<Fault> faults = new ArrayList<>();
            Map<String, String> row = new HashMap<>();
            row.put("company", company);
            card.parameters().forEach((parameter, value) -> row.put(parameter.column(), value));
            for (ParameterChange change : changes) {
                CompanyParameter parameter = change.parameter();
                String stored = card.parameter(parameter);
                if (!stored.equals(change.seen())) {
                    faults.add(changed(company, null, parameter.column(), change.seen(), stored));
                } else if (parameter.isSwitch() && Text.trim(change.wanted()).isEmpty()) {
                    faults.add(Fault.of(
                            FaultCode.BAD_VALUE, parameter.column() + ": the value is missing", "use true or false"));
                }
                row.put(parameter.column(), change.wanted());
            }
            Refused.ifAny(faults);
            OneRow.ofCompanies(row).importBy(importer);
        });
    }

    /**
     * Opens, holds or closes a fiscal period.
     *
     * @return the company after it
     * @throws Refused UNKNOWN_PERIOD; VALUE_CHANGED if its status is not what was seen; and as an import of fiscal_periods.csv
     */
    public CompanyCard changePeriod(
            String company, String period, FiscalPeriod.Status seen, FiscalPeriod.Status wanted) {
        return whole(company, () -> {
            FiscalPeriod stored = reading.card(company).periods().stream()
                    .filter(each -> each.period().equals(period))
                    .findFirst()
                    .orElseThrow(() -> new Refused(
                            FaultCode.UNKNOWN_PERIOD,
                            "company " + Text.quoted(company) + " has no fiscal period " + Text.quoted(period),
                            "import it in fiscal_periods.csv, or correct its name"));
            if (stored.status() != seen) {
                throw new Refused(changed(
                        company, period, "status", seen.name(), stored.status().name()));
            }
            OneRow.ofFiscalPeriods(Map.of(
                            "company", company,
                            "period", period,
                            "start_date", stored.startDate().toString(),
                            "end_date", stored.endDate().toString(),
                            "status", wanted.name()))
                    .importBy(importer);
        });
    }

    /** What was changed, the latest first; {@code before} as in {@link CompanyChange#id}, null: from the latest on. */
    public List<CompanyChange> changes(String company, @Nullable Long before, int limit) {
        return reading.changes(company, before, limit);
    }

    /** The company is locked before it is looked at, so that of two changes at the same time the second sees the first. */
    private CompanyCard whole(String company, Runnable change) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("select id from company where company = :company for no key update")
                    .param("company", company)
                    .query(Integer.class)
                    .optional();
            change.run();
            return reading.card(company);
        }));
    }

    private Fault changed(String company, @Nullable String period, String what, String seen, String stored) {
        String actor = reading.lastActor(company, period, what);
        return Fault.of(
                FaultCode.VALUE_CHANGED,
                what + " of " + (period == null ? "" : "period " + Text.quoted(period) + " of ") + "company "
                        + Text.quoted(company) + " was " + shown(seen) + " when you looked and is " + shown(stored)
                        + " now" + (actor == null ? "" : "; " + Text.quoted(actor) + " changed it"),
                "look at it again, then change it if you still want to");
    }

    private static String shown(String value) {
        return value.isEmpty() ? "empty" : Text.quoted(value);
    }
}
