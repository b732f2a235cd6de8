package org.periodclose.contract.closing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.periodclose.Commands;
import org.periodclose.Ended;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small company of close-cases: its files, the steps, and what must come out.
 *
 * @param options of every step that makes a run
 */
record CloseCase(Path folder, String company, List<String> options, List<List<String>> steps, JsonNode expected) {
    private static final Path ALL = Path.of("src", "test", "resources", "close-cases");

    static List<CloseCase> all() {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(CloseCase::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CloseCase read(Path folder) {
        try {
            List<String> steps = Files.readAllLines(folder.resolve("steps.txt"));
            List<String> first = Arrays.asList(steps.get(0).split(" ", -1));
            return new CloseCase(
                    folder,
                    first.get(1),
                    first.subList(2, first.size()),
                    steps.stream()
                            .skip(1)
                            .filter(step -> !step.isBlank())
                            .map(step -> Arrays.asList(step.split(":", -1)))
                            .toList(),
                    JsonMapper.builder().build().readTree(Files.readString(folder.resolve("expected.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int number() {
        return Integer.parseInt(folder.getFileName().toString().substring(0, 2));
    }

    /** Imports the company and does its steps. */
    void run(Commands program) {
        program.run("import", folder.toString(), "--quiet").exited(0);
        for (List<String> step : steps) {
            for (List<String> command : commands(step)) {
                Ended ended = program.run(command);
                if (ended.exitCode() != 3 || !command.contains("--skip-invalid")) {
                    ended.exited(0);
                }
            }
        }
    }

    /** The commands of a step, in order. */
    private List<List<String>> commands(List<String> step) {
        List<String> rest = step.subList(1, step.size());
        return switch (step.get(0)) {
            case "post" ->
                List.of(run("post", "--journal", rest.get(0), "--posting-date", rest.get(1), "--skip-invalid"));
            case "close" -> List.of(run("close", "--date", rest.get(0)));
            case "recalculate" ->
                List.of(
                        rest.size() == 1
                                ? run("recalculate", "--date", rest.get(0))
                                : run("recalculate", "--date", rest.get(0), "--item", rest.get(1)));
            case "cancel" -> List.of(List.of("cancel", "--run", rest.get(0), "--output", "json"));
            case "on-hand" ->
                List.of(
                        List.of(
                                "adjust",
                                "--on-hand",
                                "--company",
                                company,
                                "--journal",
                                "ON-HAND",
                                "--item",
                                rest.get(0),
                                "--method",
                                "fixed-cost-price",
                                "--price",
                                rest.get(1)),
                        run("post", "--journal", "ON-HAND"));
            default -> throw new AssertionError("an unknown step in " + folder + ": " + step);
        };
    }

    private List<String> run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, "--company", company));
        line.addAll(List.of(arguments));
        line.addAll(options);
        line.addAll(List.of("--output", "json"));
        return line;
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
