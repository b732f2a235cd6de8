package org.periodclose.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.periodclose.Patience;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as users start it: {@code java -jar target/period-close.jar …} against a given database. */
record Jar(Map<String, String> environment, List<String> jvmOptions) {
    private static final Path JAR = Path.of("target", "period-close.jar").toAbsolutePath();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Jar {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** What a command left behind. */
    record Result(List<String> command, int exit, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out);
        }

        /** Fails with everything that was printed if the command ended otherwise. */
        Result exited(int expected) {
            if (exit != expected) {
                throw new AssertionError(this + "\nshould have ended with " + expected);
            }
            return this;
        }

        @Override
        public String toString() {
            return command + " ended with " + exit + "\n--- standard output\n" + shortened(out)
                    + "\n--- standard error\n" + shortened(err);
        }

        private static String shortened(String text) {
            return text.length() < 10_000 ? text : text.substring(0, 10_000) + " ...";
        }
    }

    static Jar on(Books books) {
        return new Jar(
                Map.of(
                        "SPRING_DATASOURCE_URL", books.url(),
                        "SPRING_DATASOURCE_USERNAME", "postgres",
                        "SPRING_DATASOURCE_PASSWORD", "postgres"),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }

    Jar with(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new Jar(more, jvmOptions);
    }

    Jar withJvm(String... options) {
        return new Jar(environment, List.of(options));
    }

    Result run(String... arguments) {
        return run(List.of(arguments));
    }

    Result run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        try {
            Path folder = Files.createTempDirectory("period-close");
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("SPRING_") || name.startsWith("PERIOD_CLOSE_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(Patience.MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(
                        arguments + " did not end within " + Patience.MINUTES + " minutes:\n" + Files.readString(err));
            }
            Result result = new Result(arguments, process.exitValue(), text(out), text(err));
            Files.delete(out);
            Files.delete(err);
            Files.delete(folder);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Several commands that do not disturb each other, two at a time; results in order. */
    List<Result> together(List<List<String>> commands) {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            return commands.stream().map(command -> pool.submit(() -> run(command))).toList().stream()
                    .map(Jar::result)
                    .toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private static Result result(Future<Result> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
