package org.periodclose.posting;

import org.springframework.batch.core.job.parameters.JobParameters;

/** Finds the task and the run that an execution of the job works for; their identity is never kept in Spring Batch's contexts. */
final class JobRun {
    private final Tasks tasks;
    private final RunRecords runs;

    JobRun(Tasks tasks, RunRecords runs) {
        this.tasks = tasks;
        this.runs = runs;
    }

    Task task(JobParameters parameters) {
        RunArguments arguments = RunArguments.of(parameters);
        return arguments.cancels() == null
                ? tasks.toPost(arguments.company(), arguments.journal())
                : tasks.toCancel(arguments.cancels());
    }

    /** The number of the run; only after it is prepared. */
    long number(JobParameters parameters) {
        RunArguments arguments = RunArguments.of(parameters);
        return runs.numberOf(arguments)
                .orElseThrow(
                        () -> new IllegalStateException("the run of journal " + arguments.journal() + " has ended"));
    }
}
