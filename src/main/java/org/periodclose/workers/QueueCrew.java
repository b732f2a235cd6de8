package org.periodclose.workers;

import org.periodclose.run.Crew;
import org.periodclose.run.RunSession;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever reads the queue, the worker of this process among them: so a run goes on even if no other takes part. */
final class QueueCrew implements Crew {
    private final PartitionQueue queue;
    private final Worker own;
    private final JdbcClient jdbc;

    QueueCrew(PartitionQueue queue, Worker own, JdbcClient jdbc) {
        this.queue = queue;
        this.own = own;
        this.jdbc = jdbc;
    }

    @Override
    public PartitionHandler of(RunSession session, Step partition, JobRepository metadata) {
        return new SpreadPartitions(session, partition, metadata, queue, own, jdbc);
    }
}
