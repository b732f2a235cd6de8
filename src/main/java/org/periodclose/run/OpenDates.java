package org.periodclose.run;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On which dates the books of a company may be changed. */
public final class OpenDates {
    private final JdbcClient jdbc;

    public OpenDates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why the fiscal periods forbid a posting date; empty: they allow it. */
    public Optional<Fault> periodFault(Work work, LocalDate date) {
        return notOpen(work.books(), date)
                .map(not -> new Fault(
                        FaultCode.PERIOD_NOT_OPEN,
                        not.words(),
                        work.command() + " with a " + work.dateOption() + " in an OPEN period, or " + not.opening(),
                        work.subject().journal(),
                        null));
    }

    /**
     * A posting date that the fiscal periods forbid.
     *
     * @param words the date, its period and the status of that
     * @param opening how the period becomes open
     */
    public record NotOpen(String words, String opening) {}

    /** Empty: the period of the date is open. */
    public Optional<NotOpen> notOpen(Books books, LocalDate date) {
        record Period(String period, String status) {}
        Optional<Period> period = jdbc.sql("""
                        select period, status from fiscal_period
                         where company_id = :company and :date between start_date and end_date
                        """)
                .param("company", books.companyId())
                .param("date", date)
                .query(Period.class)
                .optional();
        if (period.isPresent() && "OPEN".equals(period.get().status())) {
            return Optional.empty();
        }
        String company = " of company " + Text.quoted(books.company());
        return Optional.of(new NotOpen(
                "posting date " + date + " lies in "
                        + period.map(found -> "fiscal period " + Text.quoted(found.period()) + company + ", which is "
                                        + found.status())
                                .orElse("no fiscal period" + company),
                (period.isPresent() ? "open" : "import") + " the period in fiscal_periods.csv"));
    }

    /**
     * The last active close of some books.
     *
     * @param date up to which it closed them
     * @param run that closed them; null: the ERP did
     * @param isFinal whether the run cannot be cancelled any more
     */
    public record Closed(
            Books books, LocalDate date, @Nullable Long run, boolean isFinal) {
        /** What was closed, up to when and by which run, in words. */
        public String words() {
            return "inventory of company " + Text.quoted(books.company()) + " is closed up to " + date + " in the "
                    + books.layer() + " layer" + (run == null ? "" : " by run " + run);
        }

        /** A remedy, and the cancellation of the close as another one if this program made it and can take it back. */
        public String remedy(String remedy) {
            return remedy + (run == null || isFinal ? "" : ", or cancel --run " + run + " first");
        }
    }

    /** The last close, if it covers a day. */
    public Optional<Closed> closed(Books books, LocalDate day) {
        return closed(books, day, List.of());
    }

    /**
     * The same as if some runs were cancelled already.
     *
     * @param without their numbers
     */
    public Optional<Closed> closed(Books books, LocalDate day, Collection<Long> without) {
        return jdbc.sql("""
                        select closed_on, run_id, conversion_on(run_id) is not null as is_final from inventory_close
                         where company_id = :company and currency_layer = :layer and active
                           and (run_id is null or run_id <> all (:without::bigint[]))
                         order by closed_on desc limit 1
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("without", without.toArray(Long[]::new))
                .query((row, number) -> new Closed(
                        books,
                        row.getObject("closed_on", LocalDate.class),
                        row.getObject("run_id", Long.class),
                        row.getBoolean("is_final")))
                .optional()
                .filter(closed -> !day.isAfter(closed.date()));
    }

    /**
     * An unfinished recalculation, close, revaluation or conversion of the books up to a day or later, which was begun on the assumption that nothing up to its day changes.
     */
    public Optional<Fault> unfinishedUpTo(LocalDate date, Work work) {
        return jdbc.sql("""
                        select id from posting_run
                         where company_id = :company and currency_layer = :layer and status = 'RUNNING'
                           and type in ('CLOSE', 'RECALCULATION', 'REVALUATION', 'STANDARD_COST_CONVERSION') and posting_date >= :date
                         order by id limit 1
                        """)
                .param("company", work.books().companyId())
                .param("layer", work.books().layer().name())
                .param("date", date)
                .query(Long.class)
                .optional()
                .map(run -> unfinished(work, run));
    }

    private Fault unfinished(Work work, long number) {
        RunRecords runs = new RunRecords(jdbc);
        Run run = runs.byNumber(number);
        return new Fault(
                FaultCode.UNFINISHED_RUN,
                RunRecords.words(run) + " is unfinished: nothing up to " + run.postingDate() + " may change",
                runs.remedy(number),
                work.subject().journal(),
                null);
    }
}
