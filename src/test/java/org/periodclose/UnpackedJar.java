package org.periodclose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.periodclose.database.TestDatabase;

/**
 * {@code target/period-close.jar}, unpacked by its own tool, with an archive of its classes: both are made once a build, by the first test that asks.
 * A start of it takes a third of the processor time.
 */
public final class UnpackedJar {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable");
    private static final Path PACKED = Path.of("target", "period-close.jar").toAbsolutePath();

    private UnpackedJar() {}

    private static final class Made {
        static final Path FOLDER = make();

        private static Path make() {
            try {
                Path folder = PACKED.resolveSibling(
                        "unpacked-" + Files.getLastModifiedTime(PACKED).toMillis());
                try (FileChannel channel = FileChannel.open(
                        PACKED.resolveSibling("unpacked.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    // Until the channel is closed.
                    FileLock unused = channel.lock();
                    if (!Files.exists(folder.resolve("made"))) {
                        unpack(folder);
                        Files.createFile(folder.resolve("made"));
                    }
                    return folder;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static void unpack(Path folder) throws IOException, InterruptedException {
            run(
                    Map.of(),
                    List.of(
                            JAVA,
                            "-Djarmode=tools",
                            "-jar",
                            PACKED.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            folder.toString()));
            List<String> learning = new ArrayList<>(List.of(JAVA));
            learning.addAll(QUICK);
            learning.add("-XX:ArchiveClassesAtExit=" + folder.resolve("classes.jsa"));
            learning.addAll(List.of("-jar", folder.resolve("period-close.jar").toString()));
            // It imports, posts and shows.
            learning.add("demo");
            run(Commands.environment(TestDatabase.freshUrl()), learning);
        }

        private static void run(Map<String, String> environment, List<String> command)
                throws IOException, InterruptedException {
            Path log = PACKED.resolveSibling("unpacked.log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            if (builder.start().waitFor() != 0) {
                throw new IOException(command + "\n" + Files.readString(log));
            }
        }
    }

    public static Path jar() {
        return Made.FOLDER.resolve("period-close.jar");
    }

    /** The Java machine with what makes it start quickly. */
    public static List<String> options() {
        List<String> options = new ArrayList<>(QUICK);
        options.add("-XX:SharedArchiveFile=" + Made.FOLDER.resolve("classes.jsa"));
        return options;
    }

    /** The words before those of the command. */
    public static List<String> start(List<String> jvmOptions) {
        List<String> words = new ArrayList<>(List.of(JAVA));
        words.addAll(options());
        words.addAll(jvmOptions);
        words.addAll(List.of("-jar", jar().toString()));
        return words;
    }
}
