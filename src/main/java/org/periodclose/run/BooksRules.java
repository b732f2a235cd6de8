package org.periodclose.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What forbids a run that needs no journal, whatever its type. */
public final class BooksRules {
    private final Work work;
    private final Books books;
    private final JdbcClient jdbc;

    public BooksRules(Work work, JdbcClient jdbc) {
        this.work = work;
        this.books = work.books();
        this.jdbc = jdbc;
    }

    /** The company keeps no such books, may not use storno, or another run of the books is unfinished. */
    public List<Fault> faults(RunArguments arguments) {
        List<Fault> faults = new ArrayList<>();
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
                .param("own", work.run(jdbc).orElse(0L))
                .query(Long.class)
                .optional()
                .map(run -> Fault.of(
                        FaultCode.UNFINISHED_RUN,
                        RunRecords.words(runs.byNumber(run)) + " is unfinished",
                        runs.remedy(run)));
    }

    /** The items that there are not. */
    public List<Fault> unknownItems(Set<String> items) {
        return unknown(FaultCode.UNKNOWN_ITEM, "item", items, """
                select w.name from unnest(:names::text[]) w (name)
                 where not exists (select from item i where i.company_id = :company and i.item_number = w.name)
                 order by w.name limit :limit
                """);
    }

    /** The item groups that there are not. */
    public List<Fault> unknownItemGroups(Set<String> itemGroups) {
        return unknown(FaultCode.UNKNOWN_ITEM_GROUP, "item group", itemGroups, """
                select w.name from unnest(:names::text[]) w (name)
                 where not exists (select from item_group g where g.company_id = :company and g.item_group = w.name)
                 order by w.name limit :limit
                """);
    }

    private List<Fault> unknown(FaultCode code, String what, Set<String> names, String sql) {
        return jdbc.sql(sql)
                .param("names", names.toArray(String[]::new))
                .param("company", books.companyId())
                .param("limit", RunArguments.REPORTED_FAULTS)
                .query((row, number) -> Fault.of(
                        code,
                        "company " + Text.quoted(books.company()) + " has no " + what + " "
                                + Text.quoted(row.getString(1)),
                        "correct the name, or import the " + what + " first"))
                .list();
    }
}
