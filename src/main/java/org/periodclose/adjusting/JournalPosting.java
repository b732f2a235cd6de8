package org.periodclose.adjusting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.run.Books;
import org.periodclose.run.Kind;
import org.periodclose.run.Page;
import org.periodclose.run.Partition;
import org.periodclose.run.Position;
import org.periodclose.run.QueryPlans;
import org.periodclose.run.Range;
import org.periodclose.run.RunArguments;
import org.periodclose.run.Subject;
import org.periodclose.run.Unit;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The posting of an adjustment journal, with every rule of it. */
public final class JournalPosting implements Work {
    private final long id;
    private final String journal;
    private final Books books;
    private final Adjusted adjusted;

    private JournalPosting(long id, String journal, Books books, Adjusted adjusted) {
        this.id = id;
        this.journal = journal;
        this.books = books;
        this.adjusted = adjusted;
    }

    /** Adjustments of transactions and of what is on hand, as kinds of run. */
    public record OfRun(RunType type) implements Kind {
        @Override
        public Work of(long run, JdbcClient jdbc) {
            return jdbc.sql("""
                            select c.company, j.journal
                              from posting_run r
                              join adjustment_journal j on j.id = r.journal_id
                              join company c on c.id = j.company_id
                             where r.id = :run
                            """)
                    .param("run", run)
                    .query((row, number) -> find(row.getString(1), row.getString(2), jdbc))
                    .single();
        }
    }

    /** @throws Refused if there is no such journal */
    static JournalPosting find(String company, String journal, JdbcClient jdbc) {
        record Head(
                long id,
                CurrencyLayer layer,
                @Nullable Long close,
                @Nullable LocalDate closedOn) {}
        Head head = jdbc.sql("""
                        select j.id, j.currency_layer as layer, j.close_run_id as close, z.posting_date as closed_on
                          from adjustment_journal j
                          left join posting_run z on z.id = j.close_run_id
                          join company c on c.id = j.company_id
                         where c.company = :company and j.journal = :journal
                        """)
                .param("company", company)
                .param("journal", journal)
                .query(Head.class)
                .optional()
                .orElseThrow(() -> new Refused(new Fault(
                        FaultCode.UNKNOWN_JOURNAL,
                        "company " + Text.quoted(company) + " has no adjustment journal " + Text.quoted(journal),
                        "look at `journals " + Shell.company(company) + "`, or import the journal first",
                        journal,
                        null)));
        Books books = Books.of(company, head.layer(), jdbc);
        Adjusted adjusted = head.close() == null || head.closedOn() == null
                ? new AdjustedTransactions(head.id(), books)
                : new RevaluedLayers(head.id(), new Close(head.close(), head.closedOn()), books);
        return new JournalPosting(head.id(), journal, books, adjusted);
    }

    @Override
    public RunType type() {
        return adjusted.type();
    }

    @Override
    public Books books() {
        return books;
    }

    @Override
    public Subject subject() {
        return new Subject(books.company(), journal, null);
    }

    @Override
    public Long journal() {
        return id;
    }

    @Override
    public String command() {
        return "post";
    }

    @Override
    public LocalDate postingDate(LocalDate today) {
        return adjusted.postingDate(today);
    }

    @Override
    public String words() {
        return "journal " + Text.quoted(journal);
    }

    @Override
    public Optional<Long> run(JdbcClient jdbc) {
        return jdbc.sql("""
                        select id from posting_run
                         where journal_id = :journal and cancels_run_id is null and status in ('RUNNING', 'POSTED')
                        """).param("journal", id).query(Long.class).optional();
    }

    @Override
    public boolean isEmpty(JdbcClient jdbc) {
        return !jdbc.sql("select exists (select from adjustment where journal_id = :journal)")
                .param("journal", id)
                .query(Boolean.class)
                .single();
    }

    @Override
    public long lines(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from adjustment where journal_id = :journal")
                .param("journal", id)
                .query(Long.class)
                .single();
    }

    @Override
    public void hold(JdbcClient jdbc) {
        jdbc.sql("select id from adjustment_journal where id = :journal for no key update")
                .param("journal", id)
                .query(Long.class)
                .single();
    }

    @Override
    public void begun(JdbcClient jdbc) {
        becomes("POSTING", jdbc);
    }

    @Override
    public void posted(JdbcClient jdbc) {
        becomes("POSTED", jdbc);
    }

    @Override
    public void failed(JdbcClient jdbc) {
        becomes("OPEN", jdbc);
    }

    private void becomes(String status, JdbcClient jdbc) {
        jdbc.sql("update adjustment_journal set status = :status where id = :journal")
                .param("status", status)
                .param("journal", id)
                .update();
    }

    @Override
    public List<Fault> faults(JdbcClient jdbc, RunArguments arguments, boolean dryRun) {
        return new JournalRules(this, id, jdbc)
                .faults(arguments, dryRun, adjusted.dateFaults(this, jdbc, arguments.postingDate()));
    }

    @Override
    public List<Fault> freeze(JdbcClient jdbc, long run, RunArguments arguments) {
        if (isEmpty(jdbc)) {
            return List.of(fault(
                    FaultCode.NOTHING_LEFT,
                    words() + " lost its last line while its posting began",
                    "there is nothing to post"));
        }
        insertItems(jdbc, run);
        adjusted.begin(jdbc, run);
        if (!arguments.skipInvalid()) {
            return faultsOfLines(jdbc, run);
        }
        insertExceptions(jdbc, run);
        if (linesLeft(jdbc, run) > 0) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>(List.of(fault(
                FaultCode.NOTHING_LEFT,
                words() + " has no line that can be posted",
                "correct its lines as the faults that follow say")));
        faults.addAll(faultsOfLines(jdbc, run));
        return faults;
    }

    private void insertItems(JdbcClient jdbc, long run) {
        jdbc.sql("insert into run_item select :run, ji.* from journal_item(:journal) ji")
                .param("run", run)
                .param("journal", id)
                .update();
        QueryPlans.refreshStatistics(jdbc, "run_item", lines(jdbc));
        jdbc.sql("""
                        insert into run_charges_code (run_id, charges_code_id, offset_account_id)
                        select :run, id, offset_account_id from charges_code where company_id = :company
                        """).param("run", run).param("company", books.companyId()).update();
    }

    private List<Fault> faultsOfLines(JdbcClient jdbc, long run) {
        record Row(String transactionId, String code, String message, String remedy, long all) {}
        List<Row> rows = jdbc.sql("""
                        select transaction_id, code, message, remedy, count(*) over () as all
                          from (select * from <faults>(:run, :journal) union all select * from conversion_fault(:run, :journal)) f
                         order by transaction_id, ordinal
                         limit :limit
                        """.replace("<faults>", adjusted.faults()))
                .param("run", run)
                .param("journal", id)
                .param("limit", RunArguments.REPORTED_FAULTS)
                .query(Row.class)
                .list();
        List<Fault> faults = new ArrayList<>();
        for (Row row : rows) {
            faults.add(new Fault(
                    FaultCode.valueOf(row.code()), row.message(), row.remedy(), journal, row.transactionId()));
        }
        if (!rows.isEmpty() && rows.get(0).all() > rows.size()) {
            faults.add(fault(
                    FaultCode.valueOf(rows.get(0).code()),
                    words() + " has " + (rows.get(0).all() - rows.size()) + " more faults",
                    "correct these first"));
        }
        return faults;
    }

    private void insertExceptions(JdbcClient jdbc, long run) {
        jdbc.sql("""
                        insert into posting_exception (run_id, ordinal, inventory_transaction_id, code, message, remedy)
                        select :run, ordinal, inventory_transaction_id, code, message, remedy
                          from (select * from <faults>(:run, :journal) union all select * from conversion_fault(:run, :journal)) f
                        """.replace("<faults>", adjusted.faults()))
                .param("run", run)
                .param("journal", id)
                .update();
        jdbc.sql("""
                        update posting_run r
                           set exceptions = e.lines, planned = greatest(r.planned - e.lines, 1)
                          from (select count(distinct inventory_transaction_id) as lines from posting_exception where run_id = :run) e
                         where r.id = :run and e.lines > 0
                        """).param("run", run).update();
    }

    private long linesLeft(JdbcClient jdbc, long run) {
        return jdbc.sql("""
                        select (select count(*) from adjustment a where a.journal_id = r.journal_id) - r.exceptions
                          from posting_run r where r.id = :run
                        """).param("run", run).query(Long.class).single();
    }

    @Override
    public List<Range> ranges(JdbcClient jdbc, long run, long lines, int most) {
        return Range.ofEqualSize(lines, most, (after, size) -> range(jdbc, run, after, size));
    }

    private Range range(JdbcClient jdbc, long run, Position after, long lines) {
        return jdbc.sql("""
                        select a.item_id, a.inventory_transaction_id
                          from adjustment a
                         where a.journal_id = :journal and (a.item_id, a.inventory_transaction_id) > (:afterItem, :afterTransaction)
                           and not exists (select from posting_exception e
                                            where e.run_id = :run and e.inventory_transaction_id = a.inventory_transaction_id)
                         order by a.item_id, a.inventory_transaction_id
                        offset :lines - 1 limit 1
                        """)
                .param("run", run)
                .param("journal", id)
                .param("afterItem", after.item())
                .param("afterTransaction", after.transaction())
                .param("lines", lines)
                .query((row, number) -> new Range(0, after, new Position(row.getInt(1), row.getLong(2)), lines))
                .single();
    }

    @Override
    public Stream<Unit> units(JdbcClient jdbc, Partition from, int size) {
        return Page.of(adjusted.lines(jdbc, from, size), size);
    }

    private Fault fault(FaultCode code, String message, String remedy) {
        return new Fault(code, message, remedy, journal, null);
    }
}
