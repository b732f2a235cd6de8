package org.periodclose.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.periodclose.run.RangeVerification.Violations;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.partition.StepExecutionAggregator;
import org.springframework.batch.core.partition.support.DefaultStepExecutionAggregator;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The partitions of the step that verifies a large run: one for each of its ranges, and one for what is asked of the run as a whole. A restart
 * verifies all of them again, because in between something may have changed.
 */
final class VerifyPartitions implements Step, Partitioner, StepExecutionAggregator {
    static final String NAME = "verifyPartition";

    private final RunSession session;
    private final Verification verification;
    private final Function<String, StepBuilder> steps;
    private final List<KeyRange> ranges;
    private final Map<Integer, List<Violations>> found = new ConcurrentHashMap<>();

    /** @param steps begins a step of a name */
    VerifyPartitions(
            RunSession session, Verification verification, Function<String, StepBuilder> steps, JdbcClient jdbc) {
        this.session = session;
        this.verification = verification;
        this.steps = steps;
        this.ranges = KeyRange.of(session.run(), jdbc);
    }

    /** The ranges in their order; last what is asked of the whole. */
    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        verification.refreshStatistics(session.run());
        Map<String, ExecutionContext> partitions = new HashMap<>();
        for (int partition = 0; partition <= ranges.size(); partition++) {
            partitions.put(Partitions.key(partition), new ExecutionContext());
        }
        return partitions;
    }

    int count() {
        return ranges.size() + 1;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isAllowStartIfComplete() {
        return true;
    }

    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        int partition = Partitions.numberOf(execution.getStepName());
        steps.apply(NAME)
                .allowStartIfComplete(true)
                .tasklet(
                        (contribution, chunk) -> {
                            if (session.stop().isRequested()) {
                                throw new JobInterruptedException("asked to stop");
                            }
                            found.put(
                                    partition,
                                    partition < ranges.size()
                                            ? verification.range(session.run(), ranges.get(partition))
                                            : verification.whole(session.run()));
                            return RepeatStatus.FINISHED;
                        },
                        session.transactions())
                .build()
                .execute(execution);
    }

    /** What they have found is reported together, as if it were found by one. */
    @Override
    public void aggregate(StepExecution result, Collection<StepExecution> executions) {
        new DefaultStepExecutionAggregator().aggregate(result, executions);
        if (!result.getStatus().isUnsuccessful()) {
            session.transactions()
                    .in(() -> verification.require(
                            session.run(),
                            new TreeMap<>(found)
                                    .values().stream().flatMap(List::stream).toList()));
        }
    }
}
