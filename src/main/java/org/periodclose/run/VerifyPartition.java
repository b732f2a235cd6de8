package org.periodclose.run;

import java.util.List;
import java.util.function.Function;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.run.RangeVerification.Violations;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Verifies one range of a run, the number of which is in the name of the execution. */
final class VerifyPartition implements Step {
    static final String NAME = "verifyPartition";

    private final RunSession session;
    private final RangeVerification verification;
    private final Function<String, StepBuilder> steps;
    private final JdbcClient jdbc;
    private final Finding finding;

    /** Hears what breaks the laws in a range. */
    interface Finding {
        void found(int partition, List<Violations> violations);
    }

    /** @param steps begins a step of a name */
    VerifyPartition(
            RunSession session,
            RangeVerification verification,
            Function<String, StepBuilder> steps,
            JdbcClient jdbc,
            Finding finding) {
        this.session = session;
        this.verification = verification;
        this.steps = steps;
        this.jdbc = jdbc;
        this.finding = finding;
    }

    /** A worker keeps nothing of what it finds: the leader looks at such a range again. */
    static void refuse(int partition, List<Violations> violations) {
        List<Fault> faults =
                violations.stream().flatMap(law -> law.faults().stream()).toList();
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
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
                            KeyRange range = KeyRange.of(session.run(), jdbc).get(partition);
                            finding.found(partition, verification.verify(session.run(), range));
                            return RepeatStatus.FINISHED;
                        },
                        session.transactions())
                .build()
                .execute(execution);
    }
}
