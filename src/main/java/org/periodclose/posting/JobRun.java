package org.periodclose.posting;

import org.springframework.batch.core.job.parameters.JobParameters;

/** Finds the journal and the run that an execution of the job works for; their identity is never kept in Spring Batch's contexts. */
final class JobRun {
    private final Journals journals;
    private final RunRecords runs;

    JobRun(Journals journals, RunRecords runs) {
        this.journals = journals;
        this.runs = runs;
    }

    JournalHead journal(JobParameters parameters) {
        RunArguments arguments = RunArguments.of(parameters);
        return journals.find(arguments.company(), arguments.journal())
                .orElseThrow(() -> new IllegalStateException("journal " + arguments.journal() + " is gone"));
    }

    /** The number of the run; only after it is prepared. */
    long number(JobParameters parameters) {
        RunArguments arguments = RunArguments.of(parameters);
        return runs.numberOf(arguments.company(), arguments.journal())
                .orElseThrow(
                        () -> new IllegalStateException("the run of journal " + arguments.journal() + " has ended"));
    }
}
