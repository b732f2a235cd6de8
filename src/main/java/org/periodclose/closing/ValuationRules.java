package org.periodclose.closing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.ledger.RunType;
import org.periodclose.run.Books;
import org.periodclose.run.BooksRules;
import org.periodclose.run.OpenDates;
import org.periodclose.run.RunArguments;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What forbids a recalculation or a close as a whole; what is wrong with its items and transactions is found by {@link ScopeRules}. */
final class ValuationRules {
    private final Work valuation;
    private final ValuationRequest request;
    private final Books books;
    private final JdbcClient jdbc;

    ValuationRules(Work valuation, ValuationRequest request, JdbcClient jdbc) {
        this.valuation = valuation;
        this.request = request;
        this.books = valuation.books();
        this.jdbc = jdbc;
    }

    private boolean isClose() {
        return request.type() == RunType.CLOSE;
    }

    List<Fault> faults(RunArguments arguments) {
        List<Fault> faults = new ArrayList<>();
        OpenDates dates = new OpenDates(jdbc);
        LocalDate date = arguments.postingDate();
        dates.periodFault(valuation, date).ifPresent(faults::add);
        dates.closed(books, date)
                .ifPresent(closed -> faults.add(Fault.of(
                        isClose() ? FaultCode.CLOSE_NOT_AFTER_LAST : FaultCode.INVENTORY_CLOSED,
                        closed.words() + ": " + request.words() + " is not after that",
                        closed.remedy(isClose() ? "close a later date" : "recalculate with a later --date"))));
        faults.addAll(new BooksRules(valuation, jdbc).faults(arguments));
        faults.addAll(unknown());
        if (isClose()) {
            laterRecalculations(dates, faults);
        }
        return faults;
    }

    /** The items and item groups that there are not. */
    List<Fault> unknown() {
        BooksRules rules = new BooksRules(valuation, jdbc);
        List<Fault> faults = new ArrayList<>(rules.unknownItems(request.items()));
        faults.addAll(rules.unknownItemGroups(request.itemGroups()));
        return faults;
    }

    /** A close cancels them on their own dates, the newest first. */
    private void laterRecalculations(OpenDates dates, List<Fault> faults) {
        record Later(long run, LocalDate date) {}
        jdbc.sql("""
                        select id as run, posting_date as date from active_run
                         where company_id = :company and currency_layer = :layer and type = 'RECALCULATION' and posting_date > :date
                         order by id desc
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("date", request.date())
                .query(Later.class)
                .list()
                .forEach(later -> dates.notOpen(books, later.date())
                        .ifPresent(not -> faults.add(Fault.of(
                                FaultCode.PERIOD_NOT_OPEN,
                                "the close must cancel run " + later.run() + ", the recalculation of " + later.date()
                                        + ", and " + not.words(),
                                not.opening() + ", or first cancel --run " + later.run()
                                        + " with a --posting-date in an OPEN period"))));
    }
}
