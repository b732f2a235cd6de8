package org.periodclose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, as it is shipped. */
public record Jar(Map<String, String> environment, List<String> jvmOptions) implements Commands {
    public Jar {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        jvmOptions = List.copyOf(jvmOptions);
    }

    public Jar(Map<String, String> environment) {
        this(environment, List.of());
    }

    public static Jar on(String url) {
        return new Jar(Commands.environment(url));
    }

    public Jar withJvm(String... options) {
        return new Jar(environment, List.of(options));
    }

    @Override
    public Ended run(List<String> arguments) {
        List<String> command = new ArrayList<>(UnpackedJar.start(jvmOptions));
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
            Ended ended = new Ended(arguments, process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            Files.delete(folder);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
