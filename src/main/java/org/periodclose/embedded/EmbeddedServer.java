package org.periodclose.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded PostgreSQL of a directory, for a command. Uses the server that runs, or starts one. The server runs until the last process that
 * uses it has closed it or has ended.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LAST_LINES = 4;
    private static final String ANOTHER_SERVER = "give a server of your own in SPRING_DATASOURCE_URL";

    /** Servers in use, by directory. They are shared, because file locks belong to a process: closing a second one would release the first. */
    private static final Map<Path, EmbeddedServer> OPEN = new HashMap<>();

    private final ServerDirectory directory;
    private final FileChannel inUse;
    private final ServerLogin login;
    private int users = 1;

    private EmbeddedServer(ServerDirectory directory, FileChannel inUse, ServerLogin login) {
        this.directory = directory;
        this.inUse = inUse;
        this.login = login;
    }

    /**
     * The server with its data in a directory, which is created if necessary.
     *
     * @throws Refused DATABASE_UNREACHABLE or WRONG_CONFIGURATION if the server cannot run
     */
    public static EmbeddedServer in(Path path) {
        Path root = path.toAbsolutePath().normalize();
        synchronized (OPEN) {
            EmbeddedServer open = OPEN.get(root);
            if (open == null) {
                open = attach(new ServerDirectory(root));
                OPEN.put(root, open);
            } else {
                open.users++;
            }
            return open;
        }
    }

    public ServerLogin login() {
        return login;
    }

    /** Releases the server; the caller must not use it any more. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(directory.root());
                try {
                    inUse.close();
                } catch (IOException e) {
                    LOG.atWarn()
                            .addKeyValue(EventCode.FIELD, EventCode.SERVER_DETAIL)
                            .setCause(e)
                            .log("{} cannot be closed", directory.inUseLock());
                }
            }
        }
    }

    @SuppressWarnings("resource") // the channel holds the lock for as long as the server is used
    private static EmbeddedServer attach(ServerDirectory directory) {
        try {
            directory.create();
            refuseOtherMachines();
            refuseOtherVersions(directory);
            FileChannel inUse = directory.openLock(directory.inUseLock());
            try {
                // A keeper that is stopping its server holds this lock exclusively: wait until it has ended.
                lock(inUse, true);
                return new EmbeddedServer(directory, inUse, findOrStart(directory));
            } catch (IOException | InterruptedException | RuntimeException e) {
                inUse.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Refused(
                    FaultCode.WRONG_CONFIGURATION,
                    "the directory " + Text.quoted(directory.root().toString())
                            + " of the embedded database cannot be used: "
                            + (e instanceof AccessDeniedException ? "permission denied" : e.getMessage()),
                    "run in a directory that you may write to, or " + ANOTHER_SERVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(
                    FaultCode.DATABASE_UNREACHABLE,
                    "the start of the embedded database was interrupted",
                    "run it again");
        }
    }

    private static void refuseOtherMachines() {
        if (!PostgresBinaries.areShipped()) {
            throw new Refused(
                    FaultCode.WRONG_CONFIGURATION,
                    "there is no embedded database for " + PostgresBinaries.machine(),
                    ANOTHER_SERVER);
        }
    }

    private static void refuseOtherVersions(ServerDirectory directory) throws IOException {
        Optional<String> version = directory.dataVersion();
        if (version.isPresent() && !version.get().equals(ServerDirectory.MAJOR_VERSION)) {
            throw new Refused(
                    FaultCode.WRONG_CONFIGURATION,
                    Text.quoted(directory.data().toString()) + " was made by PostgreSQL " + version.get()
                            + ", the embedded PostgreSQL is " + ServerDirectory.MAJOR_VERSION,
                    "move the directory away, or load a dump of it into a server of your own and give that in"
                            + " SPRING_DATASOURCE_URL");
        }
    }

    private static ServerLogin findOrStart(ServerDirectory directory) throws IOException, InterruptedException {
        try (FileChannel start = directory.openLock(directory.startLock())) {
            lock(start, false);
            Instant deadline = Instant.now().plus(PATIENCE);
            Keeper keeper = null;
            while (Instant.now().isBefore(deadline)) {
                if (keeper == null && !keeperLives(directory)) {
                    directory.withdraw();
                    keeper = Keeper.start(directory);
                }
                Optional<ServerLogin> login = directory.login();
                if (login.isPresent()) {
                    return login.get();
                }
                if (keeper != null && !keeper.process().isAlive()) {
                    if (!keeperLives(directory)) {
                        throw didNotStart(directory, keeper);
                    }
                    // Another keeper, started by a command that was killed, was faster.
                    keeper = null;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            throw new Refused(
                    FaultCode.DATABASE_UNREACHABLE,
                    "the embedded database did not start within " + PATIENCE.toMinutes() + " minutes",
                    "read " + Text.quoted(directory.log().toString()) + ", or " + ANOTHER_SERVER);
        }
    }

    private static boolean keeperLives(ServerDirectory directory) throws IOException {
        try (FileChannel channel = directory.openLock(directory.keeperLock());
                FileLock free = channel.tryLock()) {
            return free == null;
        }
    }

    private static Refused didNotStart(ServerDirectory directory, Keeper keeper) throws IOException {
        List<String> log = directory.logSince(keeper.logStart());
        String last = String.join("; ", log.subList(Math.max(0, log.size() - LAST_LINES), log.size()));
        return new Refused(
                FaultCode.DATABASE_UNREACHABLE,
                "the embedded database did not start: " + last,
                remedy(String.join("; ", log), directory));
    }

    private static String remedy(String log, ServerDirectory directory) {
        String lower = log.toLowerCase(Locale.ROOT);
        if ((lower.contains("unshare") && lower.contains("not permitted")) || lower.contains("run as root")) {
            return "run as an ordinary user (PostgreSQL refuses root, and this machine forbids user namespaces), or "
                    + ANOTHER_SERVER;
        }
        if (lower.contains("permission denied") && lower.contains("/bin/")) {
            return "run in a directory whose file system lets programs run (it is mounted noexec), or "
                    + ANOTHER_SERVER;
        }
        if (lower.contains("no space left")) {
            return "make space for " + Text.quoted(directory.root().toString());
        }
        return "read " + Text.quoted(directory.log().toString()) + ", or " + ANOTHER_SERVER;
    }

    private static void lock(FileChannel channel, boolean shared) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (channel.tryLock(0, Long.MAX_VALUE, shared) == null) {
            if (Instant.now().isAfter(deadline)) {
                throw new Refused(
                        FaultCode.DATABASE_UNREACHABLE,
                        "another command has been starting or stopping the embedded database for "
                                + PATIENCE.toMinutes() + " minutes",
                        "look for a process " + EmbeddedServerKeeper.ARGUMENT + " that hangs and end it");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
