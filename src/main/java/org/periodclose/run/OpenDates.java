package org.periodclose.run;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On which dates the books of a company may be changed. */
public final class OpenDates {
    private final JdbcClient jdbc;

    public OpenDates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why the fiscal periods forbid a posting date; empty: they allow it. */
    public Optional<Fault> periodFault(Work work, LocalDate date) {
        record Period(String period, String status) {}
        Optional<Period> period = jdbc.sql("""
                        select period, status from fiscal_period
                         where company_id = :company and :date between start_date and end_date
                        """)
                .param("company", work.books().companyId())
                .param("date", date)
                .query(Period.class)
                .optional();
        if (period.isPresent() && "OPEN".equals(period.get().status())) {
            return Optional.empty();
        }
        String company = " of company " + Text.quoted(work.books().company());
        String lies = "posting date " + date + " lies in "
                + period.map(found -> "fiscal period " + Text.quoted(found.period()) + company + ", which is "
                                + found.status())
                        .orElse("no fiscal period" + company);
        return Optional.of(new Fault(
                FaultCode.PERIOD_NOT_OPEN,
                lies,
                work.command() + " with a --posting-date in an OPEN period, or "
                        + (period.isPresent() ? "open" : "import") + " the period in fiscal_periods.csv",
                work.subject().journal(),
                null));
    }

    /** Up to when the inventory of a company is closed in a layer; empty: never closed. */
    public Optional<LocalDate> lastClose(Books books) {
        return jdbc.sql("""
                        select closed_on from inventory_close
                         where company_id = :company and currency_layer = :layer and active
                         order by closed_on desc limit 1
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .query(LocalDate.class)
                .optional();
    }

    /**
     * An unfinished recalculation or close of the books up to a day or later, which was begun on the assumption that nothing up to its day changes.
     */
    public Optional<Fault> unfinishedUpTo(LocalDate date, Work work) {
        return jdbc.sql("""
                        select id, type, posting_date from posting_run
                         where company_id = :company and currency_layer = :layer and status = 'RUNNING'
                           and type in ('CLOSE', 'RECALCULATION') and posting_date >= :date
                         order by id limit 1
                        """)
                .param("company", work.books().companyId())
                .param("layer", work.books().layer().name())
                .param("date", date)
                .query((row, number) -> unfinished(
                        work, row.getLong("id"), row.getString("type"), row.getObject("posting_date", LocalDate.class)))
                .optional();
    }

    private static Fault unfinished(Work work, long run, String type, LocalDate day) {
        return new Fault(
                FaultCode.UNFINISHED_RUN,
                "run " + run + ", the " + type.toLowerCase(Locale.ROOT) + " of " + day
                        + ", is unfinished: nothing up to " + day + " may change",
                "finish it with the same command, or end it with abandon --run " + run,
                work.subject().journal(),
                null);
    }

    /** That inventory is closed up to a day, in words. */
    public static String closedUpTo(Books books, LocalDate closed) {
        return "inventory of company " + Text.quoted(books.company()) + " is closed up to " + closed + " in the "
                + books.layer() + " layer";
    }
}
