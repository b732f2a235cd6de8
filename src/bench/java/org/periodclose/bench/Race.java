package org.periodclose.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.periodclose.core.ledger.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Runs contenders on copies of one database, in turn, again and again. A time counts only if the result is the same as everybody else's.
 */
final class Race {
    private static final String TEMPLATE = "workload";

    private final Server server;
    private final Map<String, Contender.Entry> entries;

    /**
     * Times of one contender.
     *
     * @param seconds of each repetition
     * @param clientCpu processor seconds of the Java process
     * @param serverCpu processor seconds of PostgreSQL
     * @param walBytes write-ahead log of each repetition
     */
    record Times(
            String contender,
            List<Double> seconds,
            List<Double> clientCpu,
            List<Double> serverCpu,
            List<Long> walBytes) {
        Times(String contender) {
            this(contender, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /**
         * Does and measures the work once more.
         *
         * @return seconds
         */
        double add(Server server, JdbcClient jdbc, Runnable work) {
            server.checkpoint();
            Profile.begin(jdbc);
            String walBefore = wal(jdbc);
            double clientBefore = server.processor().clientSeconds();
            double serverBefore = server.processor().serverSeconds();
            long start = System.nanoTime();
            work.run();
            double elapsed = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
            seconds.add(elapsed);
            clientCpu.add(server.processor().clientSeconds() - clientBefore);
            serverCpu.add(server.processor().serverSeconds() - serverBefore);
            walBytes.add(walSince(jdbc, walBefore));
            Profile.print(jdbc);
            return elapsed;
        }

        double median() {
            return median(seconds);
        }

        static double median(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }
    }

    Race(Server server, Predicate<String> wanted) {
        this.server = server;
        this.entries = new LinkedHashMap<>();
        allEntries().forEach((name, entry) -> {
            if (wanted.test(name)) {
                entries.put(name, entry);
            }
        });
    }

    private static Map<String, Contender.Entry> allEntries() {
        Map<String, Contender.Entry> entries = new LinkedHashMap<>();
        entries.put("period-close item-number", PeriodCloseContender.at(Specification.ITEM_NUMBER));
        entries.put("set-based", SetBasedContender::new);
        entries.put("idiomatic", IdiomaticContender::new);
        entries.put("period-close item-group", PeriodCloseContender.at(Specification.ITEM_GROUP));
        entries.put("period-close total", PeriodCloseContender.at(Specification.TOTAL));
        entries.put("period-close dry-run", PeriodCloseContender.dryRunAt(Specification.ITEM_NUMBER));
        return entries;
    }

    Set<String> contenders() {
        return entries.keySet();
    }

    List<Times> run(Workload workload, int repetitions) {
        server.create(TEMPLATE);
        try {
            Databases.migrate(server.dataSource(TEMPLATE));
            workload.generate(server.dataSource(TEMPLATE));
            return repeat(workload, repetitions);
        } finally {
            server.drop(TEMPLATE);
        }
    }

    private List<Times> repeat(Workload workload, int repetitions) {
        Map<String, Times> times = new LinkedHashMap<>();
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            entries.forEach((name, entry) -> once(name, entry, times, outcomes));
            requireSame(workload, outcomes);
        }
        return List.copyOf(times.values());
    }

    private void once(String name, Contender.Entry entry, Map<String, Times> times, Map<String, Outcome> outcomes) {
        server.copy(TEMPLATE, "race");
        try (Contender contender = entry.on(server, "race")) {
            Times mine = times.computeIfAbsent(name, Times::new);
            double seconds = mine.add(server, server.jdbc("race"), contender::post);
            outcomes.put(name, contender.outcome());
            System.err.printf(
                    "%-28s %9.2f s %6.1f client %6.1f server %s%n",
                    name,
                    seconds,
                    mine.clientCpu().get(mine.clientCpu().size() - 1),
                    mine.serverCpu().get(mine.serverCpu().size() - 1),
                    contender.phases());
        } finally {
            server.drop("race");
        }
    }

    static String wal(JdbcClient jdbc) {
        return jdbc.sql("select pg_current_wal_lsn()::text").query(String.class).single();
    }

    static long walSince(JdbcClient jdbc, String before) {
        return jdbc.sql("select pg_wal_lsn_diff(pg_current_wal_lsn(), :before::pg_lsn)::bigint")
                .param("before", before)
                .query(Long.class)
                .single();
    }

    /** Settlements are the same for all but the dry run, which leaves none; voucher lines at the same specification. */
    private static void requireSame(Workload workload, Map<String, Outcome> outcomes) {
        Outcome first = null;
        for (Map.Entry<String, Outcome> entry : outcomes.entrySet()) {
            Outcome outcome = entry.getValue();
            if (entry.getKey().endsWith("dry-run")) {
                require(outcome.settlements() == 0, entry.getKey() + " has left settlements");
                continue;
            }
            require(outcome.settlements() == workload.adjustments(), entry.getKey() + " has settled " + outcome);
            if (first == null) {
                first = outcome;
            }
            require(
                    outcome.settlementsHash().compareTo(first.settlementsHash()) == 0
                            && outcome.amount().compareTo(first.amount()) == 0,
                    entry.getKey() + " has other settlements: " + outcome + " instead of " + first);
            if (!entry.getKey().endsWith("item-group") && !entry.getKey().endsWith("total")) {
                require(
                        outcome.voucherLinesHash().compareTo(first.voucherLinesHash()) == 0,
                        entry.getKey() + " has other voucher lines: " + outcome + " instead of " + first);
            }
        }
    }

    private static void require(boolean holds, String failure) {
        if (!holds) {
            throw new IllegalStateException("no time counts: " + failure);
        }
    }
}
