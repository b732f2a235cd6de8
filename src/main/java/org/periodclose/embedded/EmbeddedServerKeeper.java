package org.periodclose.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small separate process that owns the embedded server. Commands may end or be killed; the keeper stops the server and ends when no command
 * uses the server any more.
 */
public final class EmbeddedServerKeeper {
    /** The argument that makes the program a keeper; the directory follows. */
    public static final String ARGUMENT = "embedded-server-keeper";

    private static final Duration GLANCE = Duration.ofMillis(250);
    private static final int RESTARTS_A_MINUTE = 10;

    private EmbeddedServerKeeper() {}

    /** Whether the arguments start a keeper. */
    public static boolean isAskedFor(String... arguments) {
        return arguments.length == 2 && arguments[0].equals(ARGUMENT);
    }

    /** Keeps the server until no command uses it any more; returns the exit code. */
    public static int run(String directory) {
        try {
            keep(new ServerDirectory(Path.of(directory)));
            return 0;
        } catch (IOException e) {
            // Standard error is the server's log, which the waiting command reads.
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void keep(ServerDirectory directory) throws IOException, InterruptedException {
        try (FileChannel channel = directory.openLock(directory.keeperLock());
                FileLock only = lockSoon(channel)) {
            if (only == null) {
                throw new IOException("another keeper is at work");
            }
            directory.withdraw();
            PostgresServer server = new PostgresServer(directory);
            server.stop();
            server.makeDataIfMissing();
            serve(directory, server);
        }
    }

    private static void serve(ServerDirectory directory, PostgresServer server)
            throws IOException, InterruptedException {
        Deque<Instant> starts = new ArrayDeque<>();
        try (FileChannel inUse = directory.openLock(directory.inUseLock())) {
            FileLock unused = null;
            Process process = server.start();
            directory.publish(server.port());
            try {
                while (unused == null) {
                    if (process.waitFor(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                        // The server was killed. A new one on the same port lets the pools of the running commands
                        // reconnect.
                        directory.withdraw();
                        process = startAgain(server, starts);
                        directory.publish(server.port());
                    }
                    unused = inUse.tryLock();
                }
            } finally {
                directory.withdraw();
                server.stop();
            }
        }
    }

    /** A killed server leaves processes that end a little later; as long as they have the data open, no other server may. */
    private static Process startAgain(PostgresServer server, Deque<Instant> starts)
            throws IOException, InterruptedException {
        while (true) {
            refuseToGoOnForEver(starts);
            server.stop();
            try {
                return server.start();
            } catch (IOException notYet) {
                System.err.println(notYet.getMessage() + ", another try follows");
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private static void refuseToGoOnForEver(Deque<Instant> starts) throws IOException {
        Instant now = Instant.now();
        starts.add(now);
        starts.removeIf(start -> start.isBefore(now.minusSeconds(60)));
        if (starts.size() > RESTARTS_A_MINUTE) {
            throw new IOException("PostgreSQL keeps stopping");
        }
    }

    /** Tries for a second: a command that checks for a keeper holds this lock for a moment. */
    private static @Nullable FileLock lockSoon(FileChannel channel) throws IOException, InterruptedException {
        for (int tries = 0; tries < 50; tries++) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return null;
    }
}
