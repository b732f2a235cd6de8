package org.periodclose.run;

import java.io.Serializable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.batch.integration.partition.StepExecutionRequestHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Does partitions of runs that other processes lead. Everything is written in the term of the leader, so a request of a term that has ended changes
 * nothing, and from the position in the database, so a request that comes twice does nothing twice.
 */
public final class PartitionWork {
    /** So often a worker tries a partition that it cannot keep. */
    private static final int MOST_TAKES = 5;

    private final DataSource dataSource;
    private final RunSettings settings;
    private final Kinds kinds;
    private final Laws laws;

    PartitionWork(DataSource dataSource, RunSettings settings, Kinds kinds, Laws laws) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.kinds = kinds;
        this.laws = laws;
    }

    /**
     * What is asked for.
     *
     * @param run its number
     * @param partition its number in the run
     * @param term of the process that leads the run
     * @param step as Spring Batch asks for it
     * @param trace of the leader's log; null: it has none
     */
    public record Request(
            long run,
            int partition,
            Term term,
            StepExecutionRequest step,
            @Nullable String trace) implements Serializable {}

    /** What became of it. */
    public enum End {
        /** All of it is settled, or verified. */
        DONE("done"),
        /** It was stopped at a checkpoint. */
        STOPPED("stopped at a checkpoint"),
        /** It failed; the leader finds the failure in {@code partition_worker}. */
        FAILED("failed"),
        /** The term is over: nobody waits for it. */
        STALE("no longer wanted: the run has gone on without this worker"),
        /** This worker has lost it for now, by no fault of its own: anybody may try again. */
        LOST("lost; a worker will take it again");

        private final String words;

        End(String words) {
            this.words = words;
        }

        private boolean isWell() {
            return this != FAILED && this != LOST;
        }
    }

    /**
     * Does a partition from where it stands.
     *
     * @param worker who does it
     * @param stop ends it at its next checkpoint
     */
    public End perform(Request request, String worker, StopRequest stop) {
        TermTransactions transactions =
                new JoinedTransactions(dataSource, stop, request.term(), settings.longestPause());
        Share share = new Share(transactions, request, worker);
        RunLog.trace(request.trace());
        try {
            return perform(request, worker, stop, transactions, share);
        } catch (RuntimeException failure) {
            RunLog.detail(failure);
            End end = Causes.has(failure, TermOver.class) ? End.STALE : End.LOST;
            RunLog.partitionEnded(end.isWell(), end.words, failure);
            return end;
        } finally {
            RunLog.end(true);
        }
    }

    private End perform(Request request, String worker, StopRequest stop, TermTransactions transactions, Share share) {
        RunSession session = transactions.result(() -> {
            Work work = kinds.of(request.run(), transactions.jdbc());
            RunLog.begin(work.subject());
            RunLog.worker(worker);
            share.taken();
            return RunSession.joined(transactions, request.term(), stop, request.run(), work, share::settled);
        });
        RunLog.run(request.run());
        RunLog.in(partition(request));
        RunLog.partitionTaken();
        RunJob job = new RunJob(session, dataSource, settings, laws, new OwnThreads(1));
        StepExecutionRequestHandler handler = new StepExecutionRequestHandler();
        handler.setJobRepository(job.metadata());
        handler.setStepLocator(job);
        End end = endOf(handler.handle(request.step()), session, share);
        RunLog.in(partition(request));
        RunSession.Failure first = session.firstFailure();
        RunLog.partitionEnded(end.isWell(), end.words, first == null || end == End.STOPPED ? null : first.cause());
        return end;
    }

    private static String partition(Request request) {
        return request.step().getStepName() + ":p" + request.partition();
    }

    private static End endOf(StepExecution ended, RunSession session, Share share) {
        if (ended.getStatus() == BatchStatus.COMPLETED) {
            share.ended();
            return End.DONE;
        }
        if (ended.getStatus() == BatchStatus.STOPPED) {
            share.ended();
            return End.STOPPED;
        }
        RunSession.Failure first = session.firstFailure();
        Throwable cause = first == null
                ? ended.getFailureExceptions().stream().findFirst().orElse(null)
                : first.cause();
        if (cause == null) {
            share.ended();
            return End.LOST;
        }
        RunLog.detail(cause);
        if (Causes.has(cause, TermOver.class)) {
            return End.STALE;
        }
        if (session.stop().isRequested() && Transient.isCancelled(cause)) {
            share.ended();
            return End.STOPPED;
        }
        if (isLoss(cause) && share.takes() <= MOST_TAKES) {
            share.ended();
            return End.LOST;
        }
        share.failed(cause);
        return End.FAILED;
    }

    /** The connection, or the partition, is another's now. */
    private static boolean isLoss(Throwable failure) {
        return Transient.isLostConnection(failure) || Causes.has(failure, ServerForgot.class);
    }

    /** The row of {@code partition_worker}. */
    private static final class Share {
        private final TermTransactions transactions;
        private final Request request;
        private final String worker;
        private int takes;

        Share(TermTransactions transactions, Request request, String worker) {
            this.transactions = transactions;
            this.request = request;
            this.worker = worker;
        }

        private JdbcClient.StatementSpec sql(String sql) {
            return transactions
                    .jdbc()
                    .sql(sql)
                    .param("run", request.run())
                    .param("step", request.step().getStepName())
                    .param("partition", request.partition())
                    .param("worker", worker);
        }

        /** Waits for the transaction of a worker that has lost the partition: it holds the row of the partition. */
        void taken() {
            sql("select from run_partition where run_id = :run and partition = :partition and num_nulls(:step, :worker) = 0 for update")
                    .query()
                    .listOfRows();
            takes = sql("""
                            insert into partition_worker as w (run_id, step, partition, worker, term)
                            values (:run, :step, :partition, :worker, :term)
                            on conflict (run_id, step, partition, worker) do update
                               set takes = case when w.term = excluded.term then w.takes + 1 else 1 end, term = excluded.term,
                                   taken_at = clock_timestamp(), last_at = clock_timestamp(), given_back_at = null, lines_at_take = w.lines,
                                   failed_at = null, code = null, message = null, remedy = null, transaction_id = null, passing = null
                            returning takes
                            """)
                    .param("term", request.term().number())
                    .query(Integer.class)
                    .single();
        }

        int takes() {
            return takes;
        }

        /** In the transaction that moves the partition on. */
        void settled(int partition, int lines) {
            sql("""
                            update partition_worker set lines = lines + :lines, last_at = clock_timestamp()
                             where run_id = :run and step = :step and partition = :partition and worker = :worker
                            """).param("lines", lines).update();
        }

        void ended() {
            transactions.in(() -> sql("""
                            update partition_worker set given_back_at = clock_timestamp()
                             where run_id = :run and step = :step and partition = :partition and worker = :worker
                            """).update());
        }

        void failed(Throwable cause) {
            Fault fault = fault(cause);
            transactions.in(() -> sql("""
                            update partition_worker
                               set given_back_at = clock_timestamp(), failed_at = clock_timestamp(), code = :code, message = :message, remedy = :remedy,
                                   transaction_id = :transaction, passing = :passing
                             where run_id = :run and step = :step and partition = :partition and worker = :worker
                            """)
                    .param("code", fault.code().name())
                    .param("message", fault.message())
                    .param("remedy", fault.remedy())
                    .param("transaction", fault.transactionId())
                    .param("passing", Transient.is(cause))
                    .update());
        }

        private static Fault fault(Throwable cause) {
            for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
                if (at instanceof Refused refused) {
                    return refused.first();
                }
            }
            return Fault.of(FaultCode.UNEXPECTED, Causes.firstLine(cause), "run the same command again to continue");
        }
    }
}
