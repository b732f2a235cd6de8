package org.periodclose.hammer;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.periodclose.Patience;
import org.periodclose.embedded.KillableServer;

/** The program as it is shipped, unpacked and with a class-data archive, so that hundreds of starts are quick. */
final class ShippedProgram {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final KillableServer server;
    private final Path home;
    private int started;

    ShippedProgram(KillableServer server, Path home) throws IOException, InterruptedException {
        this.server = server;
        this.home = home;
        Files.createDirectories(home);
        Path jar = Path.of("target", "period-close.jar").toAbsolutePath();
        Process extract = new ProcessBuilder(
                        JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", home + "/app")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("extract.log").toFile())
                .start();
        if (extract.waitFor() != 0) {
            throw new IOException(Files.readString(home.resolve("extract.log")));
        }
    }

    /** A command at work on a database. */
    record Command(Process process, Path out, Path log) {
        boolean runs() {
            return process.isAlive();
        }

        int exitCode() throws InterruptedException {
            if (!process.waitFor(Patience.MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("the command does not end: " + said());
            }
            return process.exitValue();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** Sends TERM or INT. */
        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        }

        String said() {
            try {
                return Files.readString(out) + Files.readString(log);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Makes the archive of classes by a start that runs to its end. */
    void learn(String database, String... arguments) throws IOException, InterruptedException {
        Command command = start(List.of("-XX:ArchiveClassesAtExit=" + archive()), database, arguments);
        if (command.exitCode() == 1) {
            throw new IOException(command.said());
        }
    }

    Command start(String database, String... arguments) throws IOException {
        return start(List.of("-XX:SharedArchiveFile=" + archive()), database, arguments);
    }

    private Command start(List<String> options, String database, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xlog:disable", "-Xmx512m"));
        command.addAll(options);
        command.addAll(List.of("-jar", home.resolve("app/period-close.jar").toString()));
        command.addAll(List.of(arguments));
        int number = ++started;
        Path out = home.resolve(number + ".out");
        Path log = home.resolve(number + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(log.toFile());
        builder.environment().put("SPRING_DATASOURCE_URL", server.url(database));
        builder.environment().put("SPRING_DATASOURCE_USERNAME", server.user());
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", server.password());
        builder.environment().put("PERIOD_CLOSE_THREADS", "2");
        builder.environment().put("PERIOD_CLOSE_CHUNK_SIZE", "500");
        builder.environment().put("PERIOD_CLOSE_BACKOFF", "200ms");
        return new Command(builder.start(), out, log);
    }

    private Path archive() {
        return home.resolve("app.jsa");
    }
}
