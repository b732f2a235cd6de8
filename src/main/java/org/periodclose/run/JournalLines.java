package org.periodclose.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Adjustment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lines of an adjustment journal, and every rule of posting them. */
final class JournalLines implements LineSource {
    private final JdbcClient jdbc;

    JournalLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Fault> faultsOfTheRun(Task task, RunArguments arguments, boolean dryRun) {
        JournalHead journal = task.journal();
        List<Fault> faults = new ArrayList<>();
        if (journal.currency() == null) {
            faults.add(fault(
                    journal,
                    FaultCode.LAYER_NOT_SET_UP,
                    "journal " + Text.quoted(journal.journal()) + " is in the REPORTING layer but company "
                            + Text.quoted(journal.company()) + " has no reporting currency",
                    "give the company a reporting_currency in companies.csv"));
        }
        if (arguments.storno() && !journal.companyStorno()) {
            faults.add(fault(
                    journal,
                    FaultCode.STORNO_NOT_ALLOWED,
                    "company " + Text.quoted(journal.company()) + " does not use storno for inventory adjustments",
                    "post without --storno, or switch storno_for_inventory_adjustments on in companies.csv"));
        }
        if (!arguments.updateLedger()
                && (arguments.note() == null || arguments.note().isBlank())) {
            faults.add(fault(
                    journal,
                    FaultCode.NOTE_REQUIRED,
                    "journal " + Text.quoted(journal.journal())
                            + " would be posted without updating the ledger and without a reason",
                    "add --note with the reason"));
        }
        faults.addAll(outdatedProposal(journal));
        if (!dryRun) {
            releaseFault(journal).ifPresent(faults::add);
            unfinishedCancellation(journal).ifPresent(faults::add);
        }
        return faults;
    }

    /** The balance that a proposed journal spreads has changed; what its lines were computed from is checked with the lines. */
    private List<Fault> outdatedProposal(JournalHead journal) {
        return jdbc.sql("select code, message, remedy from proposal_fault(:journal)")
                .param("journal", journal.id())
                .query((row, number) -> fault(
                        journal,
                        FaultCode.valueOf(row.getString("code")),
                        row.getString("message"),
                        row.getString("remedy")))
                .list();
    }

    /** A plan may be looked at before the journal is released: that is what the second pair of eyes looks at. */
    private Optional<Fault> releaseFault(JournalHead journal) {
        return jdbc.sql("""
                        select '"' || array_to_string(j.made_by, '", "') || '"'
                          from adjustment_journal j
                          join company c on c.id = j.company_id
                         where j.id = :journal and c.four_eyes and j.released_by is null
                        """)
                .param("journal", journal.id())
                .query(String.class)
                .optional()
                .map(makers -> fault(
                        journal,
                        FaultCode.NOT_RELEASED,
                        "journal " + Text.quoted(journal.journal()) + " was made by " + makers + " and company "
                                + Text.quoted(journal.company())
                                + " posts only what another database user has released",
                        "let another database user look at it and run release "
                                + Shell.journal(journal.company(), journal.journal()) + ", then run post again"));
    }

    /** What an unfinished cancellation takes back has been checked as if nothing else came between. */
    private Optional<Fault> unfinishedCancellation(JournalHead journal) {
        return jdbc.sql("""
                        with unfinished as materialized (
                            select id, cancels_run_id
                              from posting_run
                             where company_id = :company and currency_layer = :layer and status = 'RUNNING' and cancels_run_id is not null
                        )
                        select u.id, u.cancels_run_id
                          from unfinished u
                         where exists (select from adjustment a
                                         join settlement s on s.item_id = a.item_id and s.inventory_transaction_id = a.inventory_transaction_id
                                        where a.journal_id = :journal and s.run_id = u.cancels_run_id)
                         order by u.id
                         limit 1
                        """)
                .param("company", journal.companyId())
                .param("layer", journal.layer().name())
                .param("journal", journal.id())
                .query((row, number) -> fault(
                        journal,
                        FaultCode.UNFINISHED_CANCELLATION,
                        "the cancellation of run " + row.getLong(2)
                                + " is unfinished and touches transactions of journal "
                                + Text.quoted(journal.journal()),
                        "finish it with cancel --run " + row.getLong(2)
                                + ", post without --journal (that begins with it), or end it with abandon --run "
                                + row.getLong(1)))
                .optional();
    }

    @Override
    public List<Fault> freeze(long run, Task task, RunArguments arguments) {
        JournalHead journal = task.journal();
        insertItems(run, journal);
        if (!arguments.skipInvalid()) {
            return faultsOfLines(run, journal);
        }
        insertExceptions(run, journal);
        if (linesLeft(run) > 0) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>(List.of(fault(
                journal,
                FaultCode.NOTHING_LEFT,
                "journal " + Text.quoted(journal.journal()) + " has no line that can be posted",
                "correct its lines as the faults that follow say")));
        faults.addAll(faultsOfLines(run, journal));
        return faults;
    }

    private void insertItems(long run, JournalHead journal) {
        jdbc.sql("insert into run_item select :run, ji.* from journal_item(:journal) ji")
                .param("run", run)
                .param("journal", journal.id())
                .update();
        QueryPlans.refreshStatistics(jdbc, "run_item", journal.lines());
        jdbc.sql("""
                        insert into run_charges_code (run_id, charges_code_id, offset_account_id)
                        select :run, id, offset_account_id from charges_code where company_id = :company
                        """).param("run", run).param("company", journal.companyId()).update();
    }

    private List<Fault> faultsOfLines(long run, JournalHead journal) {
        record Row(String transactionId, String code, String message, String remedy, long all) {}
        List<Row> rows = jdbc.sql("""
                        select transaction_id, code, message, remedy, count(*) over () as all
                          from journal_fault(:run, :journal)
                         order by transaction_id, ordinal
                         limit :limit
                        """)
                .param("run", run)
                .param("journal", journal.id())
                .param("limit", REPORTED_FAULTS)
                .query(Row.class)
                .list();
        List<Fault> faults = new ArrayList<>();
        for (Row row : rows) {
            faults.add(new Fault(
                    FaultCode.valueOf(row.code()),
                    row.message(),
                    row.remedy(),
                    journal.journal(),
                    row.transactionId()));
        }
        if (!rows.isEmpty() && rows.get(0).all() > rows.size()) {
            faults.add(fault(
                    journal,
                    FaultCode.valueOf(rows.get(0).code()),
                    "journal " + Text.quoted(journal.journal()) + " has "
                            + (rows.get(0).all() - rows.size()) + " more faults",
                    "mend these first"));
        }
        return faults;
    }

    private void insertExceptions(long run, JournalHead journal) {
        jdbc.sql("""
                        insert into posting_exception (run_id, ordinal, inventory_transaction_id, code, message, remedy)
                        select :run, ordinal, inventory_transaction_id, code, message, remedy from journal_fault(:run, :journal)
                        """).param("run", run).param("journal", journal.id()).update();
        jdbc.sql("""
                        update posting_run r
                           set exceptions = e.lines, planned = greatest(r.planned - e.lines, 1)
                          from (select count(distinct inventory_transaction_id) as lines from posting_exception where run_id = :run) e
                         where r.id = :run and e.lines > 0
                        """).param("run", run).update();
    }

    private long linesLeft(long run) {
        return jdbc.sql("""
                        select (select count(*) from adjustment a where a.journal_id = r.journal_id) - r.exceptions
                          from posting_run r where r.id = :run
                        """).param("run", run).query(Long.class).single();
    }

    @Override
    public Key last(long run, Task task, Key after, long lines) {
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
                .param("journal", task.journal().id())
                .param("afterItem", after.item())
                .param("afterTransaction", after.transaction())
                .param("lines", lines)
                .query((row, number) -> new Key(row.getInt(1), row.getLong(2)))
                .single();
    }

    @Override
    public Stream<Line> lines(Partition partition, int fetchSize) {
        String currency = partition.currency();
        return jdbc
                .sql("""
                        select a.item_id, a.inventory_transaction_id, a.amount, t.transaction_id, t.kind, i.item_group_id, i.inventory_account_id,
                               case when a.amount > 0 then i.profit_account_id else i.loss_account_id end,
                               t.inventory_account, a.offset_account_id, a.charges_code_id
                          from adjustment a
                          join run_item i on i.run_id = :run and i.item_id = a.item_id
                          join inventory_transaction t on t.id = a.inventory_transaction_id
                         where a.journal_id = :journal
                           and (a.item_id, a.inventory_transaction_id) > (:item, :transaction)
                           and (a.item_id, a.inventory_transaction_id) <= (:lastItem, :lastTransaction)
                           and (not :leavesOut or not exists (select from posting_exception e
                                                               where e.run_id = :run and e.inventory_transaction_id = a.inventory_transaction_id))
                         order by a.item_id, a.inventory_transaction_id
                        """)
                .param("run", partition.run())
                .param("journal", partition.journal())
                .param("item", partition.item())
                .param("transaction", partition.transaction())
                .param("lastItem", partition.lastItem())
                .param("lastTransaction", partition.lastTransaction())
                .param("leavesOut", partition.leavesOut())
                .withFetchSize(fetchSize)
                .query((row, number) -> (Line) new Line.Posted(
                        new Adjustment(row.getInt(1), row.getLong(2), Money.of(currency, row.getBigDecimal(3))),
                        Direction.valueOf(row.getString(5)),
                        row.getString(4),
                        new RunItem(row.getInt(6), number(row, 7), number(row, 8)),
                        row.getString(9),
                        number(row, 10),
                        number(row, 11)))
                .stream();
    }

    private static @Nullable Integer number(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }

    private static Fault fault(JournalHead journal, FaultCode code, String message, String remedy) {
        return new Fault(code, message, remedy, journal.journal(), null);
    }
}
