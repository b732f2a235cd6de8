package org.periodclose.closing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.RunType;
import org.periodclose.run.Books;
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
        dates.lastClose(books)
                .filter(closed -> !date.isAfter(closed))
                .ifPresent(closed -> faults.add(Fault.of(
                        isClose() ? FaultCode.CLOSE_NOT_AFTER_LAST : FaultCode.INVENTORY_CLOSED,
                        OpenDates.closedUpTo(books, closed) + ": " + request.words() + " is not after that",
                        isClose()
                                ? "close a later date, or cancel the later close first"
                                : "recalculate with a later --date")));
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
        return jdbc.sql("""
                        select r.id, r.type, j.journal
                          from posting_run r
                          left join adjustment_journal j on j.id = r.journal_id
                         where r.company_id = :company and r.currency_layer = :layer and r.status = 'RUNNING' and r.id <> :own
                         order by r.id limit 1
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("own", valuation.run(jdbc).orElse(0L))
                .query((row, number) -> unfinished(row.getLong("id"), row.getString("type"), row.getString("journal")))
                .optional();
    }

    private static Fault unfinished(long run, String type, @Nullable String journal) {
        return Fault.of(
                FaultCode.UNFINISHED_RUN,
                "run " + run + " (" + type.toLowerCase(Locale.ROOT).replace('_', ' ')
                        + (journal == null ? "" : ", journal " + Text.quoted(journal)) + ") is unfinished",
                "finish it with the same command that began it, or end it with abandon --run " + run);
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

    /** A close cancels them on their own dates. */
    private void laterRecalculations(OpenDates dates, List<Fault> faults) {
        jdbc.sql("""
                        select distinct posting_date from active_run
                         where company_id = :company and currency_layer = :layer and type = 'RECALCULATION' and posting_date > :date
                         order by posting_date
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("date", request.date())
                .query(LocalDate.class)
                .list()
                .forEach(day -> dates.periodFault(valuation, day).ifPresent(faults::add));
    }
}
