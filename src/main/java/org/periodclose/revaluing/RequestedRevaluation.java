package org.periodclose.revaluing;

import java.util.List;
import java.util.Objects;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.ledger.Specification;
import org.periodclose.run.RunArguments;
import org.periodclose.run.RunRequest;
import org.periodclose.run.Subject;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A revaluation or conversion as it was requested. */
public record RequestedRevaluation(RevaluationRequest request) implements RunRequest {
    @Override
    public Subject subject() {
        return Subject.of(request.company(), request.words());
    }

    @Override
    public String words() {
        return request.words();
    }

    @Override
    public boolean dryRun() {
        return request.dryRun();
    }

    @Override
    public Work work(JdbcClient jdbc) {
        return Revaluation.of(request, jdbc);
    }

    @Override
    public RunArguments argumentsFor(Work work) {
        return new RunArguments(
                request.date(),
                Objects.requireNonNullElse(request.specification(), Specification.ITEM_GROUP),
                true,
                Objects.requireNonNullElse(request.storno(), work.books().companyStorno()),
                request.note(),
                request.expect(),
                false);
    }

    @Override
    public List<String> differencesFrom(RunArguments arguments) {
        return arguments.differencesFrom(
                null, request.specification(), null, request.storno(), request.note(), request.expect());
    }
}
