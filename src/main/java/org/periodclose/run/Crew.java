package org.periodclose.run;

import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;

/** Who does the partitions of a run: the threads of its process, or workers on any machine. */
public interface Crew {
    /**
     * What does the partitions of one step.
     *
     * @param session of the run
     * @param partition does one partition, in this process
     * @param metadata of the run's job
     */
    PartitionHandler of(RunSession session, Step partition, JobRepository metadata);
}
