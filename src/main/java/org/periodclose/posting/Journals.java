package org.periodclose.posting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
import org.periodclose.money.CurrencyLayer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the journals that a request means. */
final class Journals {
    private static final String HEADS = """
            select j.id, j.company_id, c.company, j.journal, j.currency_layer, j.status, c.storno_for_inventory_adjustments,
                   case j.currency_layer when 'ACCOUNTING' then c.accounting_currency else c.reporting_currency end as currency,
                   (select count(*) from adjustment a where a.journal_id = j.id) as lines
              from adjustment_journal j
              join company c on c.id = j.company_id
             where c.company = :company
               and (j.journal = :journal or (:journal::text is null and j.status in ('OPEN', 'POSTING')))
             order by j.status = 'POSTING' desc, j.id
            """;

    private final JdbcClient jdbc;

    Journals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The companies of a request, in order of their names. */
    List<String> companies(@org.jspecify.annotations.Nullable String company) {
        List<String> known = jdbc.sql("select company from company order by company")
                .query(String.class)
                .list();
        if (company == null) {
            return known;
        }
        if (!known.contains(company)) {
            throw new Refused(
                    FaultCode.UNKNOWN_COMPANY,
                    "there is no company " + company,
                    known.isEmpty()
                            ? "import one first"
                            : "known are " + String.join(", ", known.subList(0, Math.min(10, known.size()))));
        }
        return List.of(company);
    }

    Optional<JournalHead> find(String company, String journal) {
        return jdbc.sql(HEADS)
                .param("company", company)
                .param("journal", journal)
                .query(Journals::head)
                .optional();
    }

    /** What was interrupted, then what is OPEN in order of import. */
    List<JournalHead> toPost(String company) {
        return jdbc.sql(HEADS)
                .param("company", company)
                .param("journal", null)
                .query(Journals::head)
                .list();
    }

    private static JournalHead head(ResultSet row, int number) throws SQLException {
        return new JournalHead(
                row.getLong("id"),
                row.getInt("company_id"),
                row.getString("company"),
                row.getString("journal"),
                CurrencyLayer.valueOf(row.getString("currency_layer")),
                row.getString("currency"),
                row.getBoolean("storno_for_inventory_adjustments"),
                JournalHead.Status.valueOf(row.getString("status")),
                row.getLong("lines"));
    }
}
