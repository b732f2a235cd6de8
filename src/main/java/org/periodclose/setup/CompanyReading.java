package org.periodclose.setup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.CompanyCard;
import org.periodclose.core.ledger.CompanyCard.RoundingAccount;
import org.periodclose.core.ledger.CompanyChange;
import org.periodclose.core.ledger.CompanyParameter;
import org.periodclose.core.ledger.FiscalPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads companies, their fiscal periods and what was changed of them. */
final class CompanyReading {
    private final JdbcClient jdbc;

    CompanyReading(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refused if there is no such company */
    CompanyCard card(String company) {
        return jdbc.sql("""
                        select c.*,
                               (select max(closed_on) from inventory_close z
                                 where z.company_id = c.id and z.currency_layer = 'ACCOUNTING' and z.active) as accounting_closed_on,
                               (select max(closed_on) from inventory_close z
                                 where z.company_id = c.id and z.currency_layer = 'REPORTING' and z.active) as reporting_closed_on
                          from company c
                         where c.company = :company
                        """)
                .param("company", company)
                .query((row, number) -> card(row))
                .optional()
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_COMPANY,
                        "there is no company " + Text.quoted(company),
                        "import it, or correct its name"));
    }

    private CompanyCard card(ResultSet row) throws SQLException {
        int id = row.getInt("id");
        return new CompanyCard(
                row.getString("company"),
                parameters(row),
                row.getObject("accounting_closed_on", LocalDate.class),
                row.getObject("reporting_closed_on", LocalDate.class),
                roundingAccounts(id),
                periods(id));
    }

    private static Map<CompanyParameter, String> parameters(ResultSet row) throws SQLException {
        Map<CompanyParameter, String> parameters = new EnumMap<>(CompanyParameter.class);
        for (CompanyParameter parameter : CompanyParameter.values()) {
            String value = parameter.isSwitch()
                    ? Boolean.toString(row.getBoolean(parameter.column()))
                    : row.getString(parameter.column());
            parameters.put(parameter, Objects.requireNonNullElse(value, ""));
        }
        return parameters;
    }

    private List<RoundingAccount> roundingAccounts(int company) {
        return jdbc.sql("""
                        select p.account_type, p.item_code, coalesce(i.item_number, g.item_group, '') as item_relation, m.main_account
                          from posting_profile p
                          join main_account m on m.id = p.main_account_id
                          left join item i on i.id = p.item_id
                          left join item_group g on g.id = p.item_group_id
                         where p.company_id = :company and p.account_type in ('ROUNDING_PROFIT', 'ROUNDING_LOSS')
                         order by p.account_type, p.item_code, item_relation
                        """)
                .param("company", company)
                .query(RoundingAccount.class)
                .list();
    }

    private List<FiscalPeriod> periods(int company) {
        return jdbc.sql("""
                        select p.period, p.start_date, p.end_date, p.status,
                               (select count(*) from voucher v
                                 where v.company_id = p.company_id and v.posting_date between p.start_date and p.end_date) as vouchers
                          from fiscal_period p
                         where p.company_id = :company
                         order by p.start_date
                        """).param("company", company).query(FiscalPeriod.class).list();
    }

    List<CompanyChange> changes(String company, @Nullable Long before, int limit) {
        int id = jdbc.sql("select id from company where company = :company")
                .param("company", company)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_COMPANY,
                        "there is no company " + Text.quoted(company),
                        "import it, or correct its name"));
        return jdbc.sql("""
                        select id, changed_at, actor, period, what, old_value, new_value
                          from company_change
                         where company_id = :company and id < :before
                         order by id desc
                         limit :limit
                        """)
                .param("company", id)
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query((row, number) -> new CompanyChange(
                        row.getLong("id"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("period"),
                        row.getString("what"),
                        row.getString("old_value"),
                        row.getString("new_value")))
                .list();
    }

    /** Who gave a column its present value; null: it was not kept. */
    @Nullable
    String lastActor(String company, @Nullable String period, String what) {
        return jdbc.sql("""
                        select h.actor
                          from company_change h
                          join company c on c.id = h.company_id
                         where c.company = :company and h.period is not distinct from :period and h.what = :what
                         order by h.id desc
                         limit 1
                        """)
                .param("company", company)
                .param("period", period)
                .param("what", what)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
