package org.periodclose.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.StepEnd;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One try at one run, from the taking of the lock to its release: all that a process knows of a run at work. {@link RunLock} makes it and it is
 * handed down; two runs of one process share nothing but the pool of connections.
 */
public final class RunSession {
    private final Term term;
    private final TermTransactions transactions;
    private final Tries tries;
    private final AtomicReference<@Nullable Failure> firstFailure = new AtomicReference<>();
    private final List<StepEnd> steps = new CopyOnWriteArrayList<>();
    private final PartitionProgress progress;
    private volatile @Nullable Long run;
    private volatile @Nullable Work work;

    /** What failed, and the name of the step. */
    record Failure(String step, Throwable cause) {}

    /** Hears in the transaction that moves a partition on, of how many lines. */
    interface PartitionProgress {
        void settled(int partition, int lines);
    }

    RunSession(Term term, TermTransactions transactions, Tries tries) {
        this(term, transactions, tries, (partition, lines) -> tries.settled(lines));
    }

    private RunSession(Term term, TermTransactions transactions, Tries tries, PartitionProgress progress) {
        this.term = term;
        this.transactions = transactions;
        this.tries = tries;
        this.progress = progress;
    }

    /** A part in a run that another process leads. */
    static RunSession joined(
            TermTransactions transactions,
            Term term,
            StopRequest stop,
            long run,
            Work work,
            PartitionProgress progress) {
        RunSession joined = new RunSession(term, transactions, new Tries(stop, (subject, done, lines) -> {}), progress);
        joined.run = run;
        joined.work = work;
        return joined;
    }

    /** The right in which it works. */
    public Term term() {
        return term;
    }

    /** The only way to write for the run. */
    TermTransactions transactions() {
        return transactions;
    }

    /** The work of the run; only when the run is made or found. */
    Work work() {
        return made(work);
    }

    /** The trace of its log; null: it has none. */
    public @Nullable String trace() {
        return RunLog.trace();
    }

    /** What it is about. */
    public Subject subject() {
        return work().subject();
    }

    Tries tries() {
        return tries;
    }

    public StopRequest stop() {
        return tries.stop();
    }

    /** Who works, as the caller says or the machine knows. */
    String startedBy() {
        return tries.stop().startedBy();
    }

    /** The number of the run; only when it is made or found. */
    public long run() {
        return made(run);
    }

    private static <T> T made(@Nullable T known) {
        if (known == null) {
            throw new IllegalStateException("the run is not made yet");
        }
        return known;
    }

    /** From now on, in the caller's transaction, this is the run: others can see it, and the retries so far are counted for it. */
    void worksOn(long number, Work ofRun) {
        transactions
                .jdbc()
                .sql(
                        "update run_lock set run_id = :run where company_id = :company and currency_layer = :layer and term = :term")
                .param("run", number)
                .param("company", term.company())
                .param("layer", term.layer().name())
                .param("term", term.number())
                .update();
        int retries = tries.uncounted();
        if (retries > 0) {
            transactions
                    .jdbc()
                    .sql("update posting_run set retries = retries + :retries where id = :run")
                    .param("retries", retries)
                    .param("run", number)
                    .update();
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    tries.counted(retries);
                }
            });
        }
        run = number;
        work = ofRun;
        RunLog.run(number);
    }

    /** Something failed; the first counts. */
    public void failed(String step, Throwable cause) {
        firstFailure.compareAndSet(null, new Failure(step, cause));
    }

    /** Something had failed before, elsewhere, that is the cause of the rest. */
    public void failedFirst(String step, Throwable cause) {
        firstFailure.set(new Failure(step, cause));
    }

    /** What failed first: later failures, and those that Spring Batch wraps around it, are only its consequences. */
    @Nullable
    Failure firstFailure() {
        return firstFailure.get();
    }

    /** A partition has moved on, in the current transaction. */
    void settled(int partition, int lines) {
        progress.settled(partition, lines);
    }

    /** So many lines are settled in all, wherever that was done. */
    public void settledInAll(long lines) {
        tries.settledInAll(lines);
    }

    /**
     * The run is spread: from now on workers of one version may take part in it.
     *
     * @param queue where they find its partitions
     */
    public void spreadOver(String queue) {
        changeLock("queue = :value", queue);
    }

    /** Asks all who work for the run, wherever they are, to end at their next checkpoint. */
    public void stopEverywhere() {
        changeLock("stopping = :value", true);
    }

    private void changeLock(String change, Object value) {
        transactions.in(() -> transactions
                .jdbc()
                .sql("update run_lock set " + change
                        + " where company_id = :company and currency_layer = :layer and term = :term")
                .param("value", value)
                .param("company", term.company())
                .param("layer", term.layer().name())
                .param("term", term.number())
                .update());
    }

    void ended(StepEnd step) {
        steps.add(step);
    }

    /** The steps that have ended, in their order. */
    List<StepEnd> steps() {
        return List.copyOf(steps);
    }
}
