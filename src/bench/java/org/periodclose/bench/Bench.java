package org.periodclose.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The benchmark's one command; see src/docs/performance.md. */
final class Bench {
    private Bench() {}

    public static void main(String[] args) throws IOException {
        long size = Long.getLong("bench.size", 100_000);
        int repetitions = Integer.getInteger("bench.repetitions", 3);
        Pattern wanted = Pattern.compile(System.getProperty("bench.contenders", ".*"));
        try (Server server = Server.start()) {
            Race race = new Race(server, name -> wanted.matcher(name).find());
            List<Race.Times> times = race.run(Workload.of(size), repetitions);
            for (Race.Times time : times) {
                System.out.printf(
                        Locale.ROOT,
                        "%-28s %9.2f s  %6.2f us a line  %5.2f x  cpu client %6.2f server %6.2f  %s%n",
                        time.contender(),
                        time.median(),
                        time.median() * 1e6 / size,
                        time.median() / times.get(0).median(),
                        Race.Times.median(time.clientCpu()),
                        Race.Times.median(time.serverCpu()),
                        time.seconds());
            }
        }
    }
}
