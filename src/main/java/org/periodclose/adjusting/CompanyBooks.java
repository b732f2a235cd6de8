package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the set-up of a company: currency, accounts, charges codes and balances. */
final class CompanyBooks {
    private final JdbcClient jdbc;

    CompanyBooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A company in one currency layer. */
    record Books(int id, String company, String currency) {}

    Books of(String company, CurrencyLayer layer) {
        record Row(
                int id, String accountingCurrency, @Nullable String reportingCurrency) {}
        Row row = jdbc.sql("select id, accounting_currency, reporting_currency from company where company = :company")
                .param("company", company)
                .query(Row.class)
                .optional()
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_COMPANY,
                        "there is no company " + Text.quoted(company),
                        "import it, or correct --company"));
        String currency = layer == CurrencyLayer.ACCOUNTING ? row.accountingCurrency() : row.reportingCurrency();
        if (currency == null) {
            throw new Refused(
                    FaultCode.LAYER_NOT_SET_UP,
                    "company " + Text.quoted(company) + " has no reporting currency",
                    "give it a reporting_currency in companies.csv, or use --layer accounting");
        }
        return new Books(row.id(), company, currency);
    }

    int account(Books books, String account) {
        return id(
                books,
                "select id from main_account where company_id = :company and main_account = :name",
                account,
                FaultCode.UNKNOWN_ACCOUNT,
                "main account",
                "import it in main_accounts.csv, or give another one");
    }

    int chargesCode(Books books, String code) {
        return id(
                books,
                "select id from charges_code where company_id = :company and charges_code = :name",
                code,
                FaultCode.UNKNOWN_CHARGES_CODE,
                "charges code",
                "import it in charges_codes.csv, or give another one");
    }

    private int id(Books books, String sql, String name, FaultCode unknown, String noun, String remedy) {
        return jdbc.sql(sql)
                .param("company", books.id())
                .param("name", name)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new Refused(
                        unknown,
                        "company " + Text.quoted(books.company()) + " has no " + noun + " " + Text.quoted(name),
                        remedy));
    }

    /** Debit minus credit at the end of a day, minus what was spread of it at later dates. */
    Money balance(Books books, CurrencyLayer layer, String account, LocalDate day) {
        BigDecimal balance = jdbc.sql("select spreadable_balance(:account, :layer, :day)")
                .param("account", account(books, account))
                .param("layer", layer.name())
                .param("day", day)
                .query(BigDecimal.class)
                .single();
        return Money.of(books.currency(), balance);
    }
}
