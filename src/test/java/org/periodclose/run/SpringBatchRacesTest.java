package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;

/** States that a kill or a lost connection leaves in the metadata of Spring Batch 6, and in which it would refuse to start again. */
class SpringBatchRacesTest {
    @Test
    void an_instance_without_execution_is_no_end() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.bean(JobRepository.class)
                    .createJobInstance(
                            RunConfiguration.JOB,
                            new JobParametersBuilder().addLong("run", 1L).toJobParameters());
            assertThat(context.post(StoppedRun.REQUEST)).containsExactly(new RunResult.Posted(1, false, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill -9 in a chunk: update batch.batch_job_execution set status = 'STARTED', end_time = null, exit_code = 'UNKNOWN';"
                        + " update batch.batch_step_execution set status = 'STARTED', end_time = null, exit_code = 'EXECUTING' where step_name like 'settle%'",
                "kill -9 between job and step: update batch.batch_job_execution set status = 'STARTING', start_time = null, end_time = null;"
                        + " delete from batch.batch_step_execution_context; delete from batch.batch_step_execution",
                "kill -9 while it stopped: update batch.batch_job_execution set status = 'STOPPING', end_time = null;"
                        + " update batch.batch_step_execution set status = 'STOPPING', end_time = null where step_name like 'settle%'",
                "connection lost in a chunk: update batch.batch_job_execution set status = 'UNKNOWN';"
                        + " update batch.batch_step_execution set status = 'UNKNOWN' where step_name like 'settle%'",
                "commit failed: update batch.batch_job_execution set status = 'UNKNOWN';"
                        + " update batch.batch_step_execution set status = 'STARTED', end_time = null where step_name like 'settlePartition%'",
                "a partition is there, its manager not yet: update batch.batch_step_execution set status = 'STARTING' where step_name = 'settle';"
                        + " update batch.batch_job_execution set status = 'STARTED', end_time = null",
                "contexts are lost: update batch.batch_step_execution_context set short_context = (select short_context from batch.batch_job_execution_context limit 1),"
                        + " serialized_context = null",
                "contexts were never written: delete from batch.batch_step_execution_context"
            })
    void the_same_command_goes_on(String race) {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change(race.substring(race.indexOf(':') + 1));
            run.goesOnToItsEnd();
        }
    }
}
