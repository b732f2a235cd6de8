package org.periodclose.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code config/container/Dockerfile} would build, built without a container engine: its lines are carried out one by one,
 * each stage in a folder of its own. Of the base image there is only Java, the one that runs the tests.
 */
final class ContainerImage {
    private static final Path DOCKERFILE = Path.of("config/container/Dockerfile");

    private final Path stages;
    private final Map<String, Path> roots = new HashMap<>();
    private Path root;
    private String workDirectory = "/";
    private String user = "0";
    private List<String> entryPoint = List.of();

    private ContainerImage(Path stages) {
        this.stages = stages;
        this.root = stages;
    }

    static ContainerImage build(Path stages) throws IOException, InterruptedException {
        ContainerImage image = new ContainerImage(stages);
        for (String line : lines()) {
            int blank = line.indexOf(' ');
            image.carryOut(line.substring(0, blank), line.substring(blank + 1).strip());
        }
        return image;
    }

    /** The instructions, without comments, each on one line. */
    static List<String> lines() throws IOException {
        String text = Files.readString(DOCKERFILE).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", "");
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private void carryOut(String instruction, String rest) throws IOException, InterruptedException {
        switch (instruction) {
            case "FROM" -> from(rest);
            case "WORKDIR" -> {
                workDirectory = rest;
                Files.createDirectories(in(root, rest));
            }
            case "COPY" -> copy(rest);
            case "RUN" -> run(rest);
            case "USER" -> user = rest;
            case "ENTRYPOINT" -> entryPoint = exec(rest);
            case "ARG", "LABEL", "CMD", "EXPOSE" -> {
                // Nothing that a file system shows.
            }
            default ->
                throw new IllegalArgumentException("an instruction that this test does not know: " + instruction);
        }
    }

    private void from(String rest) throws IOException {
        String[] words = rest.split(" +", -1);
        String name = words.length == 3 ? words[2] : "image";
        root = Files.createDirectory(stages.resolve(name));
        roots.put(name, root);
        workDirectory = "/";
        user = "0";
        entryPoint = List.of();
    }

    private void copy(String rest) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Arrays.asList(rest.split(" +", -1)));
        Path source = Path.of("").toAbsolutePath();
        if (words.get(0).startsWith("--from=")) {
            source = roots.getOrDefault(words.remove(0).substring("--from=".length()), Path.of("/no such stage"));
        }
        assertThat(words).as("COPY of one source").hasSize(2);
        Path from = in(source, words.get(0));
        Path to = in(root, workDirectory).resolve(words.get(1));
        // A folder's content, as COPY does it; a folder that is not there is an error, as it is there.
        shell(root, "cp -R \"$1\" \"$2\"", Files.isDirectory(from) ? from + "/." : from.toString(), to.toString());
    }

    private void run(String line) throws IOException, InterruptedException {
        shell(in(root, workDirectory), line);
    }

    private void shell(Path directory, String line, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", line, "sh"));
        words.addAll(Arrays.asList(arguments));
        Path output = stages.resolve("output");
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor())
                .as(line + " " + List.of(arguments) + "\n" + Files.readString(output))
                .isZero();
    }

    private static Path in(Path root, String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }

    private static List<String> exec(String json) {
        return List.of(JsonMapper.shared().readValue(json, String[].class));
    }

    /** The words of the entry point; to be in JSON is what makes it the exec form. */
    List<String> entryPoint() {
        return entryPoint;
    }

    String user() {
        return user;
    }

    String workDirectory() {
        return workDirectory;
    }

    /** The files that the image adds to its base. */
    Path root() {
        return root;
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(root::relativize).toList();
        }
    }
}
