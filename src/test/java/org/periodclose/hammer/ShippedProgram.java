package org.periodclose.hammer;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.periodclose.Patience;
import org.periodclose.UnpackedJar;
import org.periodclose.embedded.KillableServer;

/** The program as it is shipped, started hundreds of times on the databases of one server. */
final class ShippedProgram {
    private final KillableServer server;
    private final Path home;
    private int started;

    ShippedProgram(KillableServer server, Path home) throws IOException {
        this.server = server;
        this.home = Files.createDirectories(home);
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

    Command start(String database, String... arguments) throws IOException {
        return start(database, 2, 500, arguments);
    }

    /** @param threads into as many partitions a run is divided that begins */
    Command start(String database, int threads, int chunk, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(UnpackedJar.start(List.of("-Xmx512m")));
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
        builder.environment().put("PERIOD_CLOSE_THREADS", Integer.toString(threads));
        builder.environment().put("PERIOD_CLOSE_CHUNK_SIZE", Integer.toString(chunk));
        builder.environment().put("PERIOD_CLOSE_BACKOFF", "200ms");
        builder.environment().put("PERIOD_CLOSE_LONGEST_SILENCE", "3s");
        return new Command(builder.start(), out, log);
    }
}
