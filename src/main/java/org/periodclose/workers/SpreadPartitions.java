package org.periodclose.workers;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.run.FailedElsewhere;
import org.periodclose.run.PartitionWork.Request;
import org.periodclose.run.RunSession;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends the partitions of one step to the queue and waits in the database until they have ended. Spring Batch's own handler for messages cannot be
 * stopped while it waits, and does not know what a failure was; see src/docs/decisions.md.
 */
final class SpreadPartitions extends AbstractPartitionHandler {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** After a stop; what a worker still has then is refused in the next term. */
    private static final Duration FOR_A_CHECKPOINT = Duration.ofSeconds(5);

    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(1);

    private final RunSession session;
    private final Step step;
    private final JobRepository metadata;
    private final PartitionQueue queue;
    private final Worker own;
    private final JdbcClient jdbc;
    private boolean stopping;
    private long stoppedAt;
    private long lastLines = -1;
    private long lastMove = System.nanoTime();

    SpreadPartitions(
            RunSession session, Step step, JobRepository metadata, PartitionQueue queue, Worker own, JdbcClient jdbc) {
        this.session = session;
        this.step = step;
        this.metadata = metadata;
        this.queue = queue;
        this.own = own;
        this.jdbc = jdbc;
    }

    /** How a partition failed. */
    private record Failed(
            int partition,
            String worker,
            String code,
            String message,
            @Nullable String remedy,
            @Nullable String transactionId,
            boolean passing) {}

    /**
     * How far all are.
     *
     * @param held partitions that a worker has which reports
     */
    private record Look(long left, long held, boolean passing, long linesDone) {}

    @Override
    protected Set<StepExecution> doHandle(StepExecution leading, Set<StepExecution> partitions)
            throws JobInterruptedException {
        if (partitions.isEmpty()) {
            return partitions;
        }
        Map<Integer, StepExecution> byNumber = new HashMap<>();
        partitions.forEach(each -> byNumber.put(number(each), each));
        session.spreadOver(queue.name());
        own.start();
        List<Request> requests = byNumber.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(each -> request(each.getKey(), each.getValue()))
                .toList();
        queue.send(requests);
        await(partitions.stream().map(StepExecution::getId).toArray(Long[]::new), requests);
        doWhatOthersCouldNot(byNumber);
        partitions.forEach(this::asTheDatabaseHasIt);
        return new HashSet<>(partitions);
    }

    private static int number(StepExecution partition) {
        String name = partition.getStepName();
        return Integer.parseInt(name.substring(name.lastIndexOf('p') + 1));
    }

    private Request request(int partition, StepExecution execution) {
        return new Request(
                session.run(),
                partition,
                session.term(),
                new StepExecutionRequest(step.getName(), execution.getId()),
                session.trace());
    }

    private void await(Long[] ids, List<Request> requests) {
        while (true) {
            Look look = look(ids);
            session.settledInAll(look.linesDone());
            if (look.left() == 0) {
                return;
            }
            if (!stopping && (session.stop().isRequested() || look.passing())) {
                stopping = true;
                stoppedAt = System.nanoTime();
                session.stopEverywhere();
            }
            if (stopping && System.nanoTime() - stoppedAt > FOR_A_CHECKPOINT.toNanos()) {
                return;
            }
            if (isForgotten(look)) {
                queue.send(requests);
            }
            pause();
        }
    }

    /** Nothing moves, and nobody has anything: a queue may have lost its messages. To ask twice does no harm. */
    private boolean isForgotten(Look look) {
        if (look.linesDone() != lastLines || look.held() > 0 || stopping) {
            lastLines = look.linesDone();
            lastMove = System.nanoTime();
        }
        boolean forgotten = System.nanoTime() - lastMove > LONGEST_STANDSTILL.toNanos();
        if (forgotten) {
            lastMove = System.nanoTime();
        }
        return forgotten;
    }

    private void pause() {
        if (!stopping) {
            session.stop().isRequestedWithin(BETWEEN_LOOKS);
            return;
        }
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Look look(Long[] ids) {
        return jdbc.sql("""
                        with partition as (
                            select split_part(s.step_name, ':p', 2)::integer as number, s.status
                              from batch.batch_step_execution s
                             where s.step_execution_id = any (:ids)
                        ), failure as (
                            select partition, bool_or(passing) as passing
                              from partition_worker
                             where run_id = :run and step = :step and term = :term and failed_at is not null
                             group by partition
                        )
                        select (select count(*) from partition p
                                 where not (p.status = 'COMPLETED'
                                            or (p.status = 'STOPPED' and :stopping)
                                            or (p.status = 'FAILED' and exists (select from failure f where f.partition = p.number)))) as left,
                               (select count(*) from partition_worker p join worker w on w.worker = p.worker
                                 where p.run_id = :run and p.step = :step and p.term = :term and p.given_back_at is null
                                   and w.seen_at > clock_timestamp() - interval '30 seconds') as held,
                               coalesce((select bool_or(passing) from failure), false) as passing,
                               (select coalesce(sum(lines_done), 0) from run_partition where run_id = :run) as lines_done
                        """)
                .param("ids", ids)
                .param("run", session.run())
                .param("step", step.getName())
                .param("term", session.term().number())
                .param("stopping", stopping)
                .query(Look.class)
                .single();
    }

    /** A worker may fail by no fault of the run: on a full disk, or for want of memory. What fails here, too, fails the run with its first cause. */
    private void doWhatOthersCouldNot(Map<Integer, StepExecution> byNumber) throws JobInterruptedException {
        List<Failed> failures = jdbc.sql("""
                        select partition, worker, code, message, remedy, transaction_id, passing
                          from partition_worker
                         where run_id = :run and step = :step and term = :term and failed_at is not null
                         order by failed_at
                        """)
                .param("run", session.run())
                .param("step", step.getName())
                .param("term", session.term().number())
                .query(Failed.class)
                .list();
        for (Failed failed : failures) {
            StepExecution execution = byNumber.get(failed.partition());
            if (execution == null || inDatabase(execution).getStatus() == BatchStatus.COMPLETED) {
                continue;
            }
            if (session.stop().isRequested()) {
                return;
            }
            if (stopping || !isDoneHere(execution)) {
                if (!session.stop().isRequested()) {
                    failed(execution, failed);
                }
                return;
            }
        }
    }

    private boolean isDoneHere(StepExecution execution) throws JobInterruptedException {
        StepExecution now = inDatabase(execution);
        step.execute(now);
        return now.getStatus() == BatchStatus.COMPLETED;
    }

    /** A server that crashed may have forgotten it. */
    private StepExecution inDatabase(StepExecution execution) {
        StepExecution now;
        try {
            now = metadata.getStepExecution(execution.getId());
        } catch (EmptyResultDataAccessException forgotten) {
            now = null;
        }
        if (now == null) {
            throw FailedElsewhere.of(
                    "the database does not know " + execution.getStepName()
                            + " any more: its server crashed in between",
                    true);
        }
        return now;
    }

    /** What is refused here, too, is told as it was found here, with all that was found. */
    private void failed(StepExecution execution, Failed failed) {
        if (FaultCode.valueOf(failed.code()) == FaultCode.UNEXPECTED) {
            session.failedFirst(execution.getStepName(), causeOf(failed));
        } else {
            session.failed(execution.getStepName(), causeOf(failed));
        }
    }

    private RuntimeException causeOf(Failed failed) {
        String message = failed.message() + " (worker " + failed.worker() + ")";
        FaultCode code = FaultCode.valueOf(failed.code());
        return code == FaultCode.UNEXPECTED
                ? FailedElsewhere.of(message, failed.passing())
                : new Refused(new Fault(
                        code,
                        message,
                        Objects.toString(failed.remedy(), ""),
                        session.subject().journal(),
                        failed.transactionId()));
    }

    /** In the memory of this process the partitions have not begun. What a worker has kept beyond a stop counts as stopped. */
    private void asTheDatabaseHasIt(StepExecution partition) {
        StepExecution now = inDatabase(partition);
        partition.setStatus(now.getStatus().isRunning() ? BatchStatus.STOPPED : now.getStatus());
        partition.setExitStatus(now.getExitStatus());
        Optional.ofNullable(now.getStartTime()).ifPresent(partition::setStartTime);
        Optional.ofNullable(now.getEndTime()).ifPresent(partition::setEndTime);
    }
}
