package org.periodclose.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks every rule over a whole run, freezes what it settles and makes it, with the plan of its partitions. Runs inside the caller's
 * transaction: what it throws undoes all of it.
 */
final class Preparation {
    private final WorkTransactions transactions;
    private final String startedBy;
    private final RunSettings settings;

    Preparation(WorkTransactions transactions, String startedBy, RunSettings settings) {
        this.transactions = transactions;
        this.startedBy = startedBy;
        this.settings = settings;
    }

    /**
     * Makes the run of a work that has none.
     *
     * @return its number
     * @throws Refused with every fault
     */
    long prepare(Work work, RunArguments arguments) {
        JdbcClient jdbc = transactions.jdbc();
        work.hold(jdbc);
        long run = number(check(work, arguments, false));
        partition(run, work, settings::partitions);
        work.begun(jdbc);
        return run;
    }

    /**
     * What may have changed since a run was interrupted, before it continues; its lines are checked again when they are settled.
     *
     * @throws Refused with every fault; the run stays as it is
     */
    void requireStillAllowed(long run, Work work, RunArguments arguments) {
        List<Fault> faults = faults(work, arguments, run);
        if (!faults.isEmpty()) {
            throw new Refused(WayOut.of(faults, run));
        }
    }

    /**
     * The same in a transaction that will be rolled back: no other run waits for it, and it takes no run number.
     *
     * @param dryRun it is not the rehearsal of a run that is about to begin: what only forbids posting does not matter
     */
    long rehearse(Work work, RunArguments arguments, boolean dryRun) {
        long run = check(work, arguments, dryRun);
        // A dry run reads its partitions one after the other, and each would read all transactions again.
        partition(run, work, lines -> 1);
        return run;
    }

    /** When all checks have passed, because others who want a number wait for the commit. Until here a refusal uses up none. */
    private long number(long unnumbered) {
        JdbcClient jdbc = transactions.jdbc();
        record Numbered(long id, long planned) {}
        Numbered run = jdbc.sql(
                        "update posting_run set id = next_run_number(), status = 'RUNNING' where id = :unnumbered returning id, planned")
                .param("unnumbered", unnumbered)
                .query(Numbered.class)
                .single();
        jdbc.sql("update run_item set run_id = :run where run_id = :unnumbered")
                .param("run", run.id())
                .param("unnumbered", unnumbered)
                .update();
        QueryPlans.refreshStatistics(jdbc, "run_item", run.planned());
        return run.id();
    }

    private long check(Work work, RunArguments arguments, boolean dryRun) {
        JdbcClient jdbc = transactions.jdbc();
        long lines = work.lines(jdbc);
        QueryPlans.suit(jdbc, lines);
        List<Fault> faults = dryRun ? work.faults(jdbc, arguments, true) : faults(work, arguments, 0);
        String currency = work.books().currency();
        if (currency == null) {
            throw new Refused(faults);
        }
        long run = insertRun(work, currency, lines, arguments);
        faults.addAll(work.freeze(jdbc, run, arguments));
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
        return run;
    }

    /** @param run that continues; 0: it is yet to begin */
    private List<Fault> faults(Work work, RunArguments arguments, long run) {
        JdbcClient jdbc = transactions.jdbc();
        List<Fault> faults = new ArrayList<>(work.faults(jdbc, arguments, false));
        new PlanReleases(jdbc).fault(work, arguments.expect(), run).ifPresent(faults::add);
        return faults;
    }

    private long insertRun(Work work, String currency, long lines, RunArguments arguments) {
        return transactions
                .jdbc()
                .sql("""
                        insert into posting_run (id, type, status, company_id, journal_id, cancels_run_id, currency_layer, currency, decimals, posting_date,
                               specification, update_ledger, storno, skip_invalid, note, expected_checksum, planned, started_by, started_at)
                        values (-pg_backend_pid(), :type, 'DRY_RUN', :company, :journal, :cancels, :layer, :currency,
                               :decimals, :date, :specification, :updateLedger, :storno, :skipInvalid, :note, :expect,
                               :lines, :startedBy, clock_timestamp())
                        returning id
                        """)
                .param("type", work.type().name())
                .param("cancels", work.subject().cancels())
                .param("company", work.books().companyId())
                .param("journal", work.journal())
                .param("layer", work.books().layer().name())
                .param("currency", currency)
                .param("decimals", Money.decimalsOf(currency))
                .param("date", arguments.postingDate())
                .param("specification", arguments.specification().name())
                .param("updateLedger", arguments.updateLedger())
                .param("storno", arguments.storno())
                .param("skipInvalid", arguments.skipInvalid())
                .param("note", noteToKeep(arguments))
                .param("expect", arguments.expect())
                .param("lines", lines)
                .param("startedBy", startedBy)
                .query(Long.class)
                .single();
    }

    /** A missing note is refused after the lines are checked, too; until then the row must satisfy the table. */
    private static @Nullable String noteToKeep(RunArguments arguments) {
        return arguments.note() == null && !arguments.updateLedger() ? "" : arguments.note();
    }

    private void partition(long run, Work work, LongToIntFunction sideBySide) {
        JdbcClient jdbc = transactions.jdbc();
        long lines = Objects.requireNonNull(jdbc.sql(
                        "update posting_run set estimated_seconds = estimated_seconds(planned, type) where id = :run returning planned")
                .param("run", run)
                .query(Long.class)
                .single());
        int most = Math.toIntExact(Math.max(1, Math.min(sideBySide.applyAsInt(lines), lines / settings.chunkSize())));
        new Partitions(jdbc).insert(run, work.ranges(jdbc, run, lines, most));
    }
}
