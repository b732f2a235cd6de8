package org.periodclose.run;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.periodclose.core.costing.CostingRequest;
import org.periodclose.core.ledger.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A run that finds or sets costs, as it was requested.
 *
 * @param meaning of the request
 */
public record RequestedCosting(CostingRequest request, Function<JdbcClient, Work> meaning) implements RunRequest {
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
        return meaning.apply(jdbc);
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
