package org.periodclose.bench;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.database.Schema;
import org.periodclose.desk.Posting;
import org.periodclose.run.RunResult;
import org.periodclose.run.StopRequest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Recalculations and closes of the same transactions with and without links, in turn with a posting of adjustments to them. */
final class Closes {
    private static final String COPY = "closes";
    private static final Map<Boolean, String> TEMPLATES = Map.of(false, "unlinked", true, "linked");

    private final Server server;
    private final Map<String, Step> steps = new LinkedHashMap<>();

    /**
     * One kind of run.
     *
     * @param lines journal lines, or transactions and layers that a recalculation or close has looked at
     * @param outcome settlements and voucher lines of this run and of those before it on the same copy
     */
    record Step(long lines, Outcome outcome, Race.Times times) {}

    /** What is done on one copy of the data. */
    private enum Round {
        POST("post item-group", false),
        RECALCULATE("recalculate", false),
        CLOSE("close", false),
        RECALCULATE_LINKED("recalculate with links", true),
        CLOSE_LINKED("close with links", true);

        private final String title;
        private final boolean linked;

        Round(String title, boolean linked) {
            this.title = title;
            this.linked = linked;
        }
    }

    private Closes(Server server) {
        this.server = server;
    }

    static List<Step> run(Server server, StockLoad load, Predicate<String> wanted, int repetitions) {
        Closes closes = new Closes(server);
        TEMPLATES.forEach((linked, template) -> {
            server.create(template);
            Databases.migrate(server.dataSource(template));
            load.generate(server.dataSource(template), linked);
        });
        try {
            for (int repetition = 0; repetition < repetitions; repetition++) {
                Stream.of(Round.values())
                        .filter(round -> wanted.test(round.title))
                        .forEach(closes::once);
            }
        } finally {
            TEMPLATES.values().forEach(server::drop);
        }
        return List.copyOf(closes.steps.values());
    }

    private void once(Round round) {
        server.copy(Objects.requireNonNull(TEMPLATES.get(round.linked)), COPY);
        try (ConfigurableApplicationContext context = PeriodCloseContender.start(server, COPY)) {
            Posting posting = PeriodCloseContender.warm(context);
            switch (round) {
                case POST -> measure(round.title, () -> post(posting));
                case RECALCULATE, RECALCULATE_LINKED ->
                    measure(round.title, () -> value(posting, RunType.RECALCULATION, StockLoad.FIRST_CLOSE));
                case CLOSE, CLOSE_LINKED -> {
                    measure(round.title, () -> value(posting, RunType.CLOSE, StockLoad.FIRST_CLOSE));
                    measure("second " + round.title, () -> value(posting, RunType.CLOSE, StockLoad.SECOND_CLOSE));
                }
            }
        } finally {
            server.drop(COPY);
        }
    }

    private static List<RunResult> post(Posting posting) {
        return posting.post(
                PeriodCloseContender.allJournals(Specification.ITEM_GROUP, false),
                new StopRequest(),
                (journal, done, lines) -> {});
    }

    private static List<RunResult> value(Posting posting, RunType type, LocalDate date) {
        return posting.value(
                ValuationRequest.of(type, Workload.COMPANY, CurrencyLayer.ACCOUNTING, date, Set.of(), Set.of()),
                null,
                new StopRequest(),
                (subject, done, lines) -> {});
    }

    /** A time counts only if each repetition has posted the same. */
    private void measure(String name, Supplier<List<RunResult>> work) {
        JdbcClient jdbc = server.jdbc(COPY);
        Step before = steps.get(name);
        Race.Times times = before == null ? new Race.Times(name) : before.times;
        double seconds = times.add(server, jdbc, () -> PeriodCloseContender.requirePosted(work.get()));
        Step step = new Step(
                jdbc.sql("select planned from posting_run order by id desc limit 1")
                        .query(Long.class)
                        .single(),
                Outcome.in(Schema.NAME, jdbc),
                times);
        if (before != null && !before.outcome.equals(step.outcome)) {
            throw new IllegalStateException(
                    "no time counts: " + name + " has posted " + step.outcome + ", before " + before.outcome);
        }
        steps.put(name, step);
        System.err.printf(
                "%-28s %9.2f s %,d lines, %,d settlements %s%n",
                name, seconds, step.lines, step.outcome.settlements(), PeriodCloseContender.phases(jdbc));
    }
}
