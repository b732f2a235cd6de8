package org.periodclose.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what was measured into src/docs/performance.md, between two marks, and draws it. */
final class Page {
    private static final Path PAGE = Path.of("src", "docs", "performance.md");
    private static final Path CHART = Path.of("src", "docs", "performance.svg");
    private static final String BEGIN = "<!-- measured: written by the benchmark -->";
    private static final String END = "<!-- end of measured -->";

    private Page() {}

    static void update() throws IOException {
        List<Results.Posting> postings = Results.postings();
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalStateException(PAGE + " lacks the lines " + BEGIN + " and " + END);
        }
        String measured = Stream.of(
                        postings.stream().map(Page::table),
                        Results.closes().stream().map(Page::closesTable),
                        Results.imports().stream().map(Page::importTable),
                        Results.nights().stream().map(Page::nightsTable))
                .flatMap(Function.identity())
                .collect(Collectors.joining("\n"));
        Files.writeString(PAGE, page.substring(0, begin) + "\n\n" + measured + "\n" + page.substring(end));
        Files.writeString(
                CHART,
                Chart.of(postings.stream()
                        .filter(posting -> posting.workload().journals() == 1)
                        .toList()));
    }

    private static String table(Results.Posting posting) {
        Workload load = posting.workload();
        return table(
                posting,
                String.format(
                        Locale.ROOT,
                        "%,d adjustments in %,d journal%s, %,d transactions, %,d items",
                        load.adjustments(),
                        load.journals(),
                        load.journals() == 1 ? "" : "s",
                        load.transactions(),
                        load.items()),
                load.adjustments());
    }

    private static String importTable(Results.Posting race) {
        long rows = race.workload().transactions();
        return table(race, String.format(Locale.ROOT, "Import of %,d transactions", rows), rows);
    }

    private static String closesTable(Results.Closing closing) {
        Results.Machine machine = closing.machine();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "### Recalculation and close of %,d transactions, %,d items%n%n"
                        + "%d cores, PostgreSQL %s, Java %s, heap %s, load %.1f; median of %d%n%n"
                        + "| | lines | seconds | lines a second | µs a line | processor seconds, client + server | log bytes a line |%n"
                        + "|---|---:|---:|---:|---:|---:|---:|%n",
                closing.load().transactions(),
                closing.load().items(),
                machine.cores(),
                machine.postgresql(),
                machine.java(),
                machine.heap(),
                machine.load(),
                closing.steps().get(0).times().seconds().size()));
        for (Closes.Step step : closing.steps()) {
            Race.Times times = step.times();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.1f | %,.0f | %.1f | %.1f + %.1f | %d |%n",
                    times.contender(),
                    step.lines(),
                    times.median(),
                    step.lines() / times.median(),
                    times.median() * 1e6 / step.lines(),
                    Race.Times.median(times.clientCpu()),
                    Race.Times.median(times.serverCpu()),
                    times.walBytes().get(times.walBytes().size() - 1) / step.lines()));
        }
        return table.toString();
    }

    /** The first nights, when all is new, and then every fifth. */
    private static String nightsTable(Results.ManyNights many) {
        Workload load = many.workload();
        long lines = load.adjustments() / load.journals();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "### %d nights of %,d adjustments, %,d transactions, %,d items%n%n"
                        + "%d cores, PostgreSQL %s with its own housekeeping, Java %s, heap %s, load %.1f; item group; MB on disk after the night%n%n"
                        + "| night | seconds | log bytes a line | settlements | their indexes | frozen set-up, work | Spring Batch | dead rows in all |%n"
                        + "|---:|---:|---:|---:|---:|---:|---:|---:|%n",
                load.journals(),
                lines,
                load.transactions(),
                load.items(),
                many.machine().cores(),
                many.machine().postgresql(),
                many.machine().java(),
                many.machine().heap(),
                many.machine().load()));
        for (Nights.Night night : many.nights()) {
            if (night.night() <= 3 || night.night() % 5 == 0) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %d | %.1f | %d | %.1f | %.1f | %.1f | %.1f | %,d |%n",
                        night.night(),
                        night.seconds(),
                        night.walBytes() / lines,
                        megabytes(night.settlementBytes()),
                        megabytes(night.settlementIndexBytes()),
                        megabytes(night.workBytes()),
                        megabytes(night.metadataBytes()),
                        night.deadRows()));
            }
        }
        return table.toString();
    }

    private static double megabytes(long bytes) {
        return bytes / 1024.0 / 1024.0;
    }

    private static String table(Results.Posting posting, String title, long rows) {
        Results.Machine machine = posting.machine();
        Race.Times first = posting.times().get(0);
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "### %s%n%n%d cores, PostgreSQL %s, Java %s, heap %s, load %.1f;"
                        + " median of %d%n%n"
                        + "| | seconds | µs a line | times of Period Close | processor seconds, client + server | log bytes a line |%n"
                        + "|---|---:|---:|---:|---:|---:|%n",
                title,
                machine.cores(),
                machine.postgresql(),
                machine.java(),
                machine.heap(),
                machine.load(),
                first.seconds().size()));
        for (Race.Times times : posting.times()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.2f | %.1f + %.1f | %d |%n",
                    times.contender(),
                    times.median(),
                    times.median() * 1e6 / rows,
                    times.median() / first.median(),
                    Race.Times.median(times.clientCpu()),
                    Race.Times.median(times.serverCpu()),
                    times.walBytes().get(times.walBytes().size() - 1) / rows));
        }
        return table.toString();
    }
}
