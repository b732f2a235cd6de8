package org.periodclose.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.periodclose.run.RangeVerification.Violations;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.partition.StepExecutionAggregator;
import org.springframework.batch.core.partition.support.DefaultStepExecutionAggregator;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The partitions of the step that verifies a large run: one for each of its ranges. What is asked of the run as a whole is asked beside them, in this
 * process. A restart verifies all of them again, because in between something may have changed.
 */
final class VerifyPartitions implements Partitioner, StepExecutionAggregator {
    private final RunSession session;
    private final Verification verification;
    private final JdbcClient jdbc;
    private final VerifyPartition step;
    private final Map<Integer, List<Violations>> found = new ConcurrentHashMap<>();
    private @Nullable CompletableFuture<List<Violations>> whole;

    /** @param steps begins a step of a name */
    VerifyPartitions(
            RunSession session, Verification verification, Function<String, StepBuilder> steps, JdbcClient jdbc) {
        this.session = session;
        this.verification = verification;
        this.jdbc = jdbc;
        this.step = new VerifyPartition(session, verification.ofRange(), steps, jdbc, found::put);
    }

    /** Verifies one of them. */
    Step step() {
        return step;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        session.transactions()
                .in(() -> session.work().settled(session.transactions().jdbc(), session.run()));
        verification.refreshStatistics(session.run());
        whole = CompletableFuture.supplyAsync(() -> verification.whole(session.run()), task -> {
            Thread beside = new Thread(RunLog.carried(task), "verify");
            beside.setDaemon(true);
            beside.start();
        });
        Map<String, ExecutionContext> partitions = new HashMap<>();
        for (int range = 0; range < KeyRange.of(session.run(), jdbc).size(); range++) {
            partitions.put(Partitions.key(range), new ExecutionContext());
        }
        return partitions;
    }

    /** What they have found is reported together, as if it were found by one. */
    @Override
    public void aggregate(StepExecution result, Collection<StepExecution> executions) {
        new DefaultStepExecutionAggregator().aggregate(result, executions);
        List<Violations> ofWhole = SideBySide.result(Objects.requireNonNull(whole));
        if (!result.getStatus().isUnsuccessful()) {
            List<Violations> all = new ArrayList<>();
            new TreeMap<>(found).values().forEach(all::addAll);
            all.addAll(ofWhole);
            session.transactions().in(() -> verification.require(session.run(), all));
        }
    }
}
