package org.periodclose.run;

import java.util.List;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An interrupted run that goes on as it was begun, whatever kind it is; if it has ended meanwhile, that is as good. */
record Unfinished(Run run, long number, RunRecords runs, Kinds kinds) implements RunRequest {
    /**
     * The request.
     *
     * @throws Refused UNKNOWN_RUN, or RUN_NOT_UNFINISHED if it has failed
     */
    static Unfinished of(long number, RunRecords runs, Kinds kinds) {
        Run run = runs.get(number);
        if (run.status() == RunStatus.FAILED) {
            throw new Refused(new Fault(
                    FaultCode.RUN_NOT_UNFINISHED,
                    RunRecords.words(run) + " is not interrupted: it has failed",
                    "begin it anew: what it settled does not count",
                    run.journal(),
                    null));
        }
        return new Unfinished(run, number, runs, kinds);
    }

    @Override
    public Subject subject() {
        return run.journal() == null && run.cancels() == null
                ? Subject.of(run.company(), words())
                : new Subject(run.company(), run.journal(), run.cancels());
    }

    @Override
    public String words() {
        return run.type().words() + " of " + run.postingDate();
    }

    @Override
    public boolean dryRun() {
        return false;
    }

    @Override
    public Work work(JdbcClient jdbc) {
        return kinds.of(number, jdbc);
    }

    @Override
    public RunArguments argumentsFor(Work work) {
        return runs.argumentsOf(number);
    }

    @Override
    public List<String> differencesFrom(RunArguments arguments) {
        return List.of();
    }

    @Override
    public List<String> differences(Work work, JdbcClient jdbc, long unfinished) {
        return List.of();
    }
}
