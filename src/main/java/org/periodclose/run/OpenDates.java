package org.periodclose.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On which dates a run may be posted. */
final class OpenDates {
    private final JdbcClient jdbc;

    OpenDates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What forbids a posting date; empty: nothing. */
    List<Fault> faults(Task task, LocalDate date) {
        List<Fault> faults = new ArrayList<>();
        periodFault(task, date).ifPresent(faults::add);
        if (task.isCancellation()) {
            beforeOriginal(task, date).ifPresent(faults::add);
            closedSince(task).ifPresent(faults::add);
        } else {
            closed(task, date).ifPresent(faults::add);
        }
        return faults;
    }

    private Optional<Fault> periodFault(Task task, LocalDate date) {
        Optional<Map<String, Object>> period =
                jdbc
                        .sql("""
                        select period, status from fiscal_period
                         where company_id = :company and :date between start_date and end_date
                        """)
                        .param("company", task.journal().companyId())
                        .param("date", date)
                        .query()
                        .listOfRows()
                        .stream()
                        .findFirst();
        if (period.isPresent() && "OPEN".equals(period.get().get("status"))) {
            return Optional.empty();
        }
        String company = task.journal().company();
        return Optional.of(
                period.map(
                                found -> fault(
                                        task,
                                        FaultCode.PERIOD_NOT_OPEN,
                                        "posting date " + date + " lies in fiscal period "
                                                + Text.quoted(String.valueOf(found.get("period"))) + " of company "
                                                + Text.quoted(company) + ", which is " + found.get("status"),
                                        task.verb()
                                                + " with a --posting-date in an OPEN period, or open the period in fiscal_periods.csv"))
                        .orElseGet(
                                () -> fault(
                                        task,
                                        FaultCode.PERIOD_NOT_OPEN,
                                        "posting date " + date + " lies in no fiscal period of company "
                                                + Text.quoted(company),
                                        task.verb()
                                                + " with a --posting-date in an OPEN period, or import the period in fiscal_periods.csv")));
    }

    private Optional<Fault> closed(Task task, LocalDate date) {
        return lastClose(task.journal())
                .filter(closed -> !date.isAfter(closed))
                .map(closed -> fault(
                        task,
                        FaultCode.INVENTORY_CLOSED,
                        upTo(task.journal(), closed) + ", the posting date is " + date,
                        "post with a later --posting-date"));
    }

    /** A close stands on what was posted in its time, whatever the date of the cancellation (domain rule 13.15). */
    private Optional<Fault> closedSince(Task task) {
        LocalDate original = task.toCancel().postingDate();
        return lastClose(task.journal())
                .filter(closed -> !original.isAfter(closed))
                .map(closed -> fault(
                        task,
                        FaultCode.INVENTORY_CLOSED,
                        upTo(task.journal(), closed) + ", run " + task.cancels() + " was posted on " + original,
                        "cancel the close first: it stands on what the run posted"));
    }

    private static Optional<Fault> beforeOriginal(Task task, LocalDate date) {
        LocalDate original = task.toCancel().postingDate();
        return date.isBefore(original)
                ? Optional.of(fault(
                        task,
                        FaultCode.BEFORE_ORIGINAL,
                        "posting date " + date + " is before " + original + ", on which run " + task.cancels()
                                + " was posted",
                        "cancel with --posting-date " + original + " or later"))
                : Optional.empty();
    }

    private static String upTo(JournalHead journal, LocalDate closed) {
        return "inventory of company " + Text.quoted(journal.company()) + " is closed up to " + closed + " in the "
                + journal.layer() + " layer";
    }

    private Optional<LocalDate> lastClose(JournalHead journal) {
        return jdbc.sql("""
                        select closed_on from inventory_close
                         where company_id = :company and currency_layer = :layer and active
                         order by closed_on desc limit 1
                        """)
                .param("company", journal.companyId())
                .param("layer", journal.layer().name())
                .query(LocalDate.class)
                .optional();
    }

    private static Fault fault(Task task, FaultCode code, String message, String remedy) {
        return new Fault(code, message, remedy, task.journal().journal(), null);
    }
}
