package org.periodclose.posting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
import org.periodclose.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks every rule over a whole journal, freezes it and makes its run, with the plan of its partitions. Runs inside the caller's
 * transaction: what it throws undoes all of it.
 */
final class Preparation {
    /** More faults than anybody reads; the last line tells how many there are. */
    private static final int REPORTED_FAULTS = 10_000;

    private final JdbcClient jdbc;
    private final PostingSettings settings;

    Preparation(JdbcClient jdbc, PostingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Makes the run of an OPEN journal.
     *
     * @return its number
     * @throws Refused with every fault of the journal
     */
    long prepare(JournalHead journal, RunArguments arguments) {
        jdbc.sql("select id from adjustment_journal where id = :journal for no key update")
                .param("journal", journal.id())
                .query(Long.class)
                .single();
        Optional<Long> already = jdbc.sql(
                        "select id from posting_run where journal_id = :journal and status = 'RUNNING'")
                .param("journal", journal.id())
                .query(Long.class)
                .optional();
        if (already.isPresent()) {
            return already.get();
        }
        long run = check(journal, arguments, false);
        jdbc.sql("update adjustment_journal set status = 'POSTING' where id = :journal")
                .param("journal", journal.id())
                .update();
        return run;
    }

    /** The same for a dry run, in a transaction that will be rolled back: nobody waits for it and it takes no run number. */
    long rehearse(JournalHead journal, RunArguments arguments) {
        return check(journal, arguments, true);
    }

    private long check(JournalHead journal, RunArguments arguments, boolean dryRun) {
        List<Fault> faults = faultsOfTheRun(journal, arguments);
        if (!dryRun) {
            releaseFault(journal).ifPresent(faults::add);
        }
        if (journal.currency() == null) {
            throw new Refused(faults);
        }
        Plans.suit(jdbc, journal.lines());
        long run = insertRun(journal, arguments, dryRun);
        insertItems(run, journal);
        if (arguments.skipInvalid()) {
            insertExceptions(run, journal);
            if (linesLeft(run) == 0) {
                faults.addAll(faultsOfLines(run, journal));
                faults.add(
                        0,
                        new Fault(
                                FaultCode.NOTHING_LEFT,
                                "journal " + journal.journal() + " has no line that can be posted",
                                "mend its lines, see the faults",
                                journal.journal(),
                                null));
            }
        } else {
            faults.addAll(faultsOfLines(run, journal));
        }
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
        partition(run, journal);
        return run;
    }

    private List<Fault> faultsOfTheRun(JournalHead journal, RunArguments arguments) {
        List<Fault> faults = new ArrayList<>();
        LocalDate date = arguments.postingDate();
        String company = journal.company();
        periodFault(journal, date).ifPresent(faults::add);
        lastClose(journal)
                .filter(closed -> !date.isAfter(closed))
                .ifPresent(closed -> faults.add(fault(
                        journal,
                        FaultCode.INVENTORY_CLOSED,
                        "inventory of company " + company + " is closed up to " + closed + " in the " + journal.layer()
                                + " layer, the posting date is " + date,
                        "post with a later --posting-date")));
        if (journal.currency() == null) {
            faults.add(fault(
                    journal,
                    FaultCode.LAYER_NOT_SET_UP,
                    "journal " + journal.journal() + " is in the REPORTING layer but company " + company
                            + " has no reporting currency",
                    "give the company a reporting_currency in companies.csv"));
        }
        if (arguments.storno() && !journal.companyStorno()) {
            faults.add(fault(
                    journal,
                    FaultCode.STORNO_NOT_ALLOWED,
                    "company " + company + " does not use storno for inventory adjustments",
                    "post without --storno, or switch storno_for_inventory_adjustments on in companies.csv"));
        }
        if (!arguments.updateLedger()
                && (arguments.note() == null || arguments.note().isBlank())) {
            faults.add(fault(
                    journal,
                    FaultCode.NOTE_REQUIRED,
                    "journal " + journal.journal()
                            + " would be posted without updating the ledger and without a reason",
                    "add --note with the reason"));
        }
        return faults;
    }

    /** A plan may be looked at before the journal is released: that is what the second pair of eyes looks at. */
    private Optional<Fault> releaseFault(JournalHead journal) {
        return jdbc.sql("""
                        select array_to_string(j.made_by, ', ')
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
                        "journal " + journal.journal() + " was made by " + makers + " and company " + journal.company()
                                + " posts only what another database user has released",
                        "let another database user look at it and run release --company " + journal.company()
                                + " --journal " + journal.journal() + ", then run post again"));
    }

    private Optional<Fault> periodFault(JournalHead journal, LocalDate date) {
        Optional<Map<String, Object>> period =
                jdbc.sql("""
                        select period, status from fiscal_period
                         where company_id = :company and :date between start_date and end_date
                        """).param("company", journal.companyId()).param("date", date).query().listOfRows().stream()
                        .findFirst();
        if (period.isPresent() && "OPEN".equals(period.get().get("status"))) {
            return Optional.empty();
        }
        return Optional.of(period.map(found -> fault(
                        journal,
                        FaultCode.PERIOD_NOT_OPEN,
                        "posting date " + date + " lies in fiscal period " + found.get("period") + " of company "
                                + journal.company() + ", which is " + found.get("status"),
                        "post with a --posting-date in an OPEN period, or open the period in fiscal_periods.csv"))
                .orElseGet(() -> fault(
                        journal,
                        FaultCode.PERIOD_NOT_OPEN,
                        "posting date " + date + " lies in no fiscal period of company " + journal.company(),
                        "post with a --posting-date in an OPEN period, or import the period in fiscal_periods.csv")));
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

    private long insertRun(JournalHead journal, RunArguments arguments, boolean dryRun) {
        return jdbc.sql("""
                        insert into posting_run (id, type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date,
                               specification, update_ledger, storno, skip_invalid, note, expected_checksum, planned, started_by, started_at)
                        overriding system value
                        values (case when :dry then -pg_backend_pid() else nextval(pg_get_serial_sequence('posting_run', 'id')) end,
                               'TRANSACTION_ADJUSTMENT', case when :dry then 'DRY_RUN' else 'RUNNING' end, :company, :journal, :layer,
                               :currency, :decimals, :date, :specification, :updateLedger, :storno, :skipInvalid, :note, :expect,
                               (select count(*) from adjustment where journal_id = :journal), :startedBy, clock_timestamp())
                        returning id
                        """)
                .param("dry", dryRun)
                .param("company", journal.companyId())
                .param("journal", journal.id())
                .param("layer", journal.layer().name())
                .param("currency", journal.currency())
                .param("decimals", Money.decimalsOf(Objects.requireNonNull(journal.currency())))
                .param("date", arguments.postingDate())
                .param("specification", arguments.specification().name())
                .param("updateLedger", arguments.updateLedger())
                .param("storno", arguments.storno())
                .param("skipInvalid", arguments.skipInvalid())
                .param("note", noteToKeep(arguments))
                .param("expect", arguments.expect())
                .param("startedBy", arguments.startedBy())
                .query(Long.class)
                .single();
    }

    /** A missing note is refused after the lines are checked, too; until then the row must satisfy the table. */
    private static @Nullable String noteToKeep(RunArguments arguments) {
        return arguments.note() == null && !arguments.updateLedger() ? "" : arguments.note();
    }

    private void insertItems(long run, JournalHead journal) {
        jdbc.sql("insert into run_item select :run, ji.* from journal_item(:journal) ji")
                .param("run", run)
                .param("journal", journal.id())
                .update();
        Plans.refreshStatistics(jdbc, "run_item", journal.lines());
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
                    "journal " + journal.journal() + " has " + (rows.get(0).all() - rows.size()) + " more faults",
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

    private record Key(int item, long transaction) {}

    /** Ranges of equal size in (item, transaction) order; a large item may be cut, so that no partition works alone at the end. */
    private void partition(long run, JournalHead journal) {
        long lines = linesLeft(run);
        long partitions = Math.max(1, Math.min(settings.threads(), lines / settings.chunkSize()));
        int afterItem = Integer.MIN_VALUE;
        long afterTransaction = Long.MIN_VALUE;
        for (int partition = 0; partition < partitions; partition++) {
            long size = lines * (partition + 1) / partitions - lines * partition / partitions;
            Key last = jdbc.sql("""
                            insert into run_partition (run_id, partition, after_item_id, after_transaction, last_item_id, last_transaction,
                                   lines, done_item_id, done_transaction)
                            select :run, :partition, :afterItem, :afterTransaction, a.item_id, a.inventory_transaction_id,
                                   :size, :afterItem, :afterTransaction
                              from adjustment a
                             where a.journal_id = :journal and (a.item_id, a.inventory_transaction_id) > (:afterItem, :afterTransaction)
                               and not exists (select from posting_exception e
                                                where e.run_id = :run and e.inventory_transaction_id = a.inventory_transaction_id)
                             order by a.item_id, a.inventory_transaction_id
                            offset :size - 1 limit 1
                            returning last_item_id, last_transaction
                            """)
                    .param("run", run)
                    .param("journal", journal.id())
                    .param("partition", partition)
                    .param("afterItem", afterItem)
                    .param("afterTransaction", afterTransaction)
                    .param("size", size)
                    .query((row, number) -> new Key(row.getInt(1), row.getLong(2)))
                    .single();
            afterItem = last.item();
            afterTransaction = last.transaction();
        }
    }

    private static Fault fault(JournalHead journal, FaultCode code, String message, String remedy) {
        return new Fault(code, message, remedy, journal.journal(), null);
    }
}
