package org.periodclose.posting;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** The partitions that the run was planned with: the same at every restart, whatever the machine. */
class PlannedPartitions implements Partitioner {
    private static final String KEY = "p";

    private final Partitions planned;
    private final long run;

    PlannedPartitions(Partitions partitions, long run) {
        this.planned = partitions;
        this.run = run;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (PartitionPlan partition : planned.of(run)) {
            partitions.put(KEY + partition.partition(), new ExecutionContext());
        }
        return partitions;
    }

    /** The partition of a step execution named {@code settlePartition:p3}. */
    static int numberOf(String stepName) {
        return Integer.parseInt(stepName.substring(stepName.lastIndexOf(KEY) + KEY.length()));
    }
}
