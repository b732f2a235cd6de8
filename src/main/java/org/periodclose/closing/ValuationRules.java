package org.periodclose.closing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.RunType;
import org.periodclose.run.Books;
import org.periodclose.run.OpenDates;
import org.periodclose.run.RunArguments;
import org.periodclose.run.RunRecords;
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
        if (books.currency() == null) {
            faults.add(Fault.of(
                    FaultCode.LAYER_NOT_SET_UP,
                    "company " + Text.quoted(books.company()) + " has no reporting currency",
                    "give the company a reporting_currency in companies.csv"));
        }
        if (arguments.storno() && !books.companyStorno()) {
            faults.add(Fault.of(
                    FaultCode.STORNO_NOT_ALLOWED,
                    "company " + Text.quoted(books.company()) + " does not use storno for inventory adjustments",
                    "leave --storno out, or switch storno_for_inventory_adjustments on in companies.csv"));
        }
        unfinishedRun().ifPresent(faults::add);
        faults.addAll(unknown());
        if (isClose()) {
            laterRecalculations(dates, faults);
        }
        return faults;
    }

    /** The items and item groups that there are not. */
    List<Fault> unknown() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(unknown(FaultCode.UNKNOWN_ITEM, "item", request.items().toArray(String[]::new), """
                select w.name from unnest(:names::text[]) w (name)
                 where not exists (select from item i where i.company_id = :company and i.item_number = w.name)
                """));
        faults.addAll(unknown(
                FaultCode.UNKNOWN_ITEM_GROUP, "item group", request.itemGroups().toArray(String[]::new), """
                select w.name from unnest(:names::text[]) w (name)
                 where not exists (select from item_group g where g.company_id = :company and g.item_group = w.name)
                """));
        return faults;
    }

    /** Each run of some books builds on what is posted; who shall be next must not depend on who is finished first. */
    private Optional<Fault> unfinishedRun() {
        RunRecords runs = new RunRecords(jdbc);
        return jdbc.sql("""
                        select id from posting_run
                         where company_id = :company and currency_layer = :layer and status = 'RUNNING' and id <> :own
                         order by id limit 1
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("own", valuation.run(jdbc).orElse(0L))
                .query(Long.class)
                .optional()
                .map(run -> Fault.of(
                        FaultCode.UNFINISHED_RUN,
                        RunRecords.words(runs.byNumber(run)) + " is unfinished",
                        runs.remedy(run)));
    }

    private List<Fault> unknown(FaultCode code, String what, String[] names, String sql) {
        return jdbc.sql(sql)
                .param("names", names)
                .param("company", books.companyId())
                .query((row, number) -> Fault.of(
                        code,
                        "company " + Text.quoted(books.company()) + " has no " + what + " "
                                + Text.quoted(row.getString(1)),
                        "correct the name, or import the " + what + " first"))
                .list();
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
