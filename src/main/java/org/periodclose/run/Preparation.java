package org.periodclose.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks every rule over a whole run, freezes what it settles and makes it, with the plan of its partitions. Runs inside the caller's
 * transaction: what it throws undoes all of it.
 */
final class Preparation {
    private final WorkTransactions transactions;
    private final String startedBy;
    private final PostingSettings settings;
    private final OpenDates dates;

    Preparation(WorkTransactions transactions, String startedBy, PostingSettings settings, OpenDates dates) {
        this.transactions = transactions;
        this.startedBy = startedBy;
        this.settings = settings;
        this.dates = dates;
    }

    /**
     * Makes the run of a task that has none.
     *
     * @return its number
     * @throws Refused with every fault
     */
    long prepare(Task task, RunArguments arguments) {
        JdbcClient jdbc = transactions.jdbc();
        jdbc.sql("select id from adjustment_journal where id = :journal for no key update")
                .param("journal", task.journal().id())
                .query(Long.class)
                .single();
        long run = number(check(task, arguments, false), task);
        partition(run, task, settings.threads());
        jdbc.sql("update adjustment_journal set status = 'POSTING' where id = :journal and status = 'OPEN'")
                .param("journal", task.journal().id())
                .update();
        return run;
    }

    /**
     * What may have changed since a run was interrupted, before it goes on; its lines are looked at again when they are settled.
     *
     * @throws Refused with every fault; the run stays as it is
     */
    void requireStillAllowed(long run, Task task, RunArguments arguments) {
        List<Fault> faults = faultsOfTheRun(LineSource.of(task.cancels(), transactions.jdbc()), task, arguments, false);
        if (!faults.isEmpty()) {
            throw new Refused(WayOut.of(faults, run));
        }
    }

    private List<Fault> faultsOfTheRun(LineSource source, Task task, RunArguments arguments, boolean dryRun) {
        List<Fault> faults = new ArrayList<>(dates.faults(task, arguments.postingDate()));
        faults.addAll(source.faultsOfTheRun(task, arguments, dryRun));
        return faults;
    }

    /** The same for a dry run, in a transaction that will be rolled back: nobody waits for it and it takes no run number. */
    long rehearse(Task task, RunArguments arguments) {
        long run = check(task, arguments, true);
        // A dry run reads its partitions one after the other, and each would read all transactions again.
        partition(run, task, 1);
        return run;
    }

    /** When all checks have passed, because others who want a number wait for the commit. Until here a refusal uses up none. */
    private long number(long unnumbered, Task task) {
        long run = transactions
                .jdbc()
                .sql(
                        "update posting_run set id = next_run_number(), status = 'RUNNING' where id = :unnumbered returning id")
                .param("unnumbered", unnumbered)
                .query(Long.class)
                .single();
        transactions
                .jdbc()
                .sql("update run_item set run_id = :run where run_id = :unnumbered")
                .param("run", run)
                .param("unnumbered", unnumbered)
                .update();
        QueryPlans.refreshStatistics(transactions.jdbc(), "run_item", task.lines());
        return run;
    }

    private long check(Task task, RunArguments arguments, boolean dryRun) {
        LineSource source = LineSource.of(task.cancels(), transactions.jdbc());
        QueryPlans.suit(transactions.jdbc(), task.lines());
        List<Fault> faults = faultsOfTheRun(source, task, arguments, dryRun);
        if (task.currency() == null) {
            throw new Refused(faults);
        }
        long run = insertRun(task, arguments);
        faults.addAll(source.freeze(run, task, arguments));
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
        return run;
    }

    private long insertRun(Task task, RunArguments arguments) {
        JournalHead journal = task.journal();
        return transactions
                .jdbc()
                .sql("""
                        insert into posting_run (id, type, status, company_id, journal_id, cancels_run_id, currency_layer, currency, decimals, posting_date,
                               specification, update_ledger, storno, skip_invalid, note, expected_checksum, planned, started_by, started_at)
                        values (-pg_backend_pid(), :type, 'DRY_RUN', :company, :journal, :cancels, :layer, :currency,
                               :decimals, :date, :specification, :updateLedger, :storno, :skipInvalid, :note, :expect,
                               coalesce((select settlements from posting_run where id = :cancels),
                                        (select count(*) from adjustment where journal_id = :journal)), :startedBy, clock_timestamp())
                        returning id
                        """)
                .param("type", (task.isCancellation() ? RunType.CANCELLATION : RunType.TRANSACTION_ADJUSTMENT).name())
                .param("cancels", task.cancels())
                .param("company", journal.companyId())
                .param("journal", journal.id())
                .param("layer", journal.layer().name())
                .param("currency", task.currency())
                .param("decimals", Money.decimalsOf(Objects.requireNonNull(task.currency())))
                .param("date", arguments.postingDate())
                .param("specification", arguments.specification().name())
                .param("updateLedger", arguments.updateLedger())
                .param("storno", arguments.storno())
                .param("skipInvalid", arguments.skipInvalid())
                .param("note", noteToKeep(arguments))
                .param("expect", arguments.expect())
                .param("startedBy", startedBy)
                .query(Long.class)
                .single();
    }

    /** A missing note is refused after the lines are checked, too; until then the row must satisfy the table. */
    private static @Nullable String noteToKeep(RunArguments arguments) {
        return arguments.note() == null && !arguments.updateLedger() ? "" : arguments.note();
    }

    /** Ranges of equal size in (item, transaction) order; a large item may be cut, so that no partition works alone at the end. */
    private void partition(long run, Task task, int sideBySide) {
        LineSource source = LineSource.of(task.cancels(), transactions.jdbc());
        long lines = transactions
                .jdbc()
                .sql(
                        "update posting_run set estimated_seconds = estimated_seconds(planned) where id = :run returning planned")
                .param("run", run)
                .query(Long.class)
                .single();
        long partitions = Math.max(1, Math.min(sideBySide, lines / settings.chunkSize()));
        LineSource.Key after = LineSource.Key.BEGINNING;
        for (int partition = 0; partition < partitions; partition++) {
            long size = lines * (partition + 1) / partitions - lines * partition / partitions;
            LineSource.Key last =
                    partition == partitions - 1 ? LineSource.Key.END : source.last(run, task, after, size);
            transactions
                    .jdbc()
                    .sql("""
                            insert into run_partition (run_id, partition, after_item_id, after_transaction, last_item_id, last_transaction,
                                   lines, done_item_id, done_transaction)
                            values (:run, :partition, :afterItem, :afterTransaction, :lastItem, :lastTransaction,
                                   :size, :afterItem, :afterTransaction)
                            """)
                    .param("run", run)
                    .param("partition", partition)
                    .param("afterItem", after.item())
                    .param("afterTransaction", after.transaction())
                    .param("lastItem", last.item())
                    .param("lastTransaction", last.transaction())
                    .param("size", size)
                    .update();
            after = last;
        }
    }
}
