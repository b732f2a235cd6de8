package org.periodclose.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The raw figures: one file for each measurement in src/bench/results, committed with the code they belong to. */
final class Results {
    static final Path DIRECTORY = Path.of("src", "bench", "results");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Results() {}

    /**
     * On what it was measured.
     *
     * @param load the average number of busy processes in the last minute of the measurement; more than the cores: the machine was shared
     */
    record Machine(int cores, String system, String java, String postgresql, String heap, double load) {
        static Machine here(Server server) {
            return new Machine(
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    System.getProperty("java.version"),
                    server.setting("server_version"),
                    Runtime.getRuntime().maxMemory() / 1024 / 1024 + " MB",
                    Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() * 10) / 10.0);
        }
    }

    /** One race. */
    record Posting(Workload workload, Machine machine, List<Race.Times> times) {}

    static void writeImport(Server server, Workload workload, List<Race.Times> times) throws IOException {
        save("import-" + workload.transactions(), new Posting(workload, Machine.here(server), times));
    }

    /** All imports, small before large. */
    static List<Posting> imports() throws IOException {
        return all("import-")
                .sorted(Comparator.comparing(race -> race.workload().transactions()))
                .toList();
    }

    /** Recalculations and closes beside a posting. */
    record Closing(StockLoad load, Machine machine, List<Closes.Step> steps) {}

    static void writeCloses(Server server, StockLoad load, List<Closes.Step> steps) throws IOException {
        save("closes-" + load.transactions(), new Closing(load, Machine.here(server), steps));
    }

    /** Small before large. */
    static List<Closing> closes() throws IOException {
        return all("closes-", Closing.class)
                .sorted(Comparator.comparing(closing -> closing.load().transactions()))
                .toList();
    }

    /** Many nights on one database. */
    record ManyNights(Workload workload, Machine machine, List<Nights.Night> nights) {}

    static void write(Server server, Workload workload, List<Race.Times> times) throws IOException {
        String name =
                "posting-" + workload.adjustments() + (workload.journals() > 1 ? "-in-" + workload.journals() : "");
        save(name, new Posting(workload, Machine.here(server), times));
    }

    static void writeNights(Server server, Workload workload, List<Nights.Night> nights) throws IOException {
        save("nights", new ManyNights(workload, Machine.here(server), nights));
    }

    static List<ManyNights> nights() throws IOException {
        return all("nights", ManyNights.class).toList();
    }

    private static void save(String name, Object result) throws IOException {
        Files.createDirectories(DIRECTORY);
        Files.writeString(DIRECTORY.resolve(name + ".json"), JSON.writeValueAsString(result) + "\n");
    }

    /** All races, one journal before many, small before large. */
    static List<Posting> postings() throws IOException {
        return all("posting-")
                .sorted(Comparator.comparing(
                                (Posting posting) -> posting.workload().journals())
                        .thenComparing(posting -> posting.workload().adjustments()))
                .toList();
    }

    private static Stream<Posting> all(String prefix) throws IOException {
        return all(prefix, Posting.class);
    }

    private static <T> Stream<T> all(String prefix, Class<T> type) throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith(prefix))
                    .map(file -> JSON.readValue(file.toFile(), type))
                    .toList()
                    .stream();
        }
    }
}
