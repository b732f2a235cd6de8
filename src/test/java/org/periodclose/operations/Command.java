package org.periodclose.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.periodclose.Patience;

/** A finished command of the operating system. */
record Command(int exitCode, String out, String err) {
    /** A command that runs, with the environment given and nothing else, its output in files of {@code directory}. */
    static Process start(Path directory, Map<String, String> environment, List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Command run(Path directory, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        return end(directory, start(directory, environment, words));
    }

    static Command end(Path directory, Process process) throws IOException, InterruptedException {
        if (!process.waitFor(Patience.MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("still running after " + Patience.MINUTES + " minutes: " + process.info());
        }
        return new Command(
                process.exitValue(),
                Files.readString(directory.resolve("stdout")),
                Files.readString(directory.resolve("stderr")));
    }
}
