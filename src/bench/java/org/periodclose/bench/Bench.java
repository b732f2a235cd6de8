package org.periodclose.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The benchmark's one command; see src/docs/performance.md. */
final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        long size = Long.getLong("bench.size", 100_000);
        if (System.getProperty("bench.work", "").equals("schedule")) {
            Schedule.print(size);
            return;
        }
        int journals = Integer.getInteger("bench.journals", 1);
        Workload workload = Workload.of(size).inJournals(journals);
        try (Server server = Server.start()) {
            switch (System.getProperty("bench.work", "posting")) {
                case "posting" -> race(server, workload);
                case "closes" -> closes(server, StockLoad.of(size));
                case "nights" -> Results.writeNights(server, workload, Nights.run(server, workload));
                case "import" -> {
                    List<Race.Times> times =
                            ImportRace.run(server, workload, Integer.getInteger("bench.repetitions", 3));
                    Results.writeImport(server, workload, times);
                    print(times, workload.transactions());
                }
                default ->
                    throw new IllegalArgumentException("bench.work is posting, closes, import, nights or schedule");
            }
        }
        Page.update();
    }

    private static void race(Server server, Workload workload) throws IOException {
        Pattern wanted = Pattern.compile(System.getProperty("bench.contenders", ".*"));
        Race race = new Race(
                server, name -> wanted.matcher(name).find() && (workload.journals() == 1 || !name.equals("idiomatic")));
        List<Race.Times> times = race.run(workload, Integer.getInteger("bench.repetitions", 3));
        Results.write(server, workload, times);
        print(times, workload.adjustments());
    }

    private static void closes(Server server, StockLoad load) throws IOException {
        Pattern wanted = Pattern.compile(System.getProperty("bench.contenders", ".*"));
        List<Closes.Step> steps =
                Closes.run(server, load, wanted.asPredicate(), Integer.getInteger("bench.repetitions", 3));
        Results.writeCloses(server, load, steps);
        steps.forEach(step -> print(List.of(step.times()), step.lines()));
    }

    private static void print(List<Race.Times> times, long rows) {
        for (Race.Times time : times) {
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %9.2f s  %6.2f us a line  %5.2f x  cpu client %6.2f server %6.2f  %s%n",
                    time.contender(),
                    time.median(),
                    time.median() * 1e6 / rows,
                    time.median() / times.get(0).median(),
                    Race.Times.median(time.clientCpu()),
                    Race.Times.median(time.serverCpu()),
                    time.seconds());
        }
    }
}
