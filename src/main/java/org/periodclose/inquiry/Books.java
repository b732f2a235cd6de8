package org.periodclose.inquiry;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A company as one currency layer sees it. */
public record Books(int id, String company, String name, CurrencyLayer layer, String currency) {
    /** @throws Refused if there is no such company, or it keeps no such books */
    static Books of(JdbcClient jdbc, String company, CurrencyLayer layer) {
        record Row(
                int id,
                String name,
                String accountingCurrency,
                @Nullable String reportingCurrency) {}
        Row row = jdbc.sql(
                        "select id, name, accounting_currency, reporting_currency from company where company = :company")
                .param("company", company)
                .query(Row.class)
                .optional()
                .orElseThrow(() -> unknown(jdbc, company));
        String currency = layer == CurrencyLayer.ACCOUNTING ? row.accountingCurrency() : row.reportingCurrency();
        if (currency == null) {
            throw new Refused(
                    FaultCode.LAYER_NOT_SET_UP,
                    "company " + Text.quoted(company) + " has no reporting currency",
                    "give it a reporting_currency in companies.csv, or use --layer accounting");
        }
        return new Books(row.id(), company, row.name(), layer, currency);
    }

    private static Refused unknown(JdbcClient jdbc, String company) {
        List<String> known = jdbc.sql("select company from company order by company limit 10")
                .query(String.class)
                .list();
        return new Refused(
                FaultCode.UNKNOWN_COMPANY,
                "there is no company " + Text.quoted(company),
                known.isEmpty()
                        ? "import it first"
                        : "import it, or give one of: "
                                + known.stream().map(Text::quoted).collect(Collectors.joining(", ")));
    }
}
