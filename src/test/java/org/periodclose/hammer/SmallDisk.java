package org.periodclose.hammer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.periodclose.embedded.KillableServer;

/** A file system that can be as small as one likes, with a tablespace on it; only root can make one. */
final class SmallDisk {
    private final KillableServer server;
    private final Path mount;

    SmallDisk(KillableServer server, Path mount, long bytes) throws IOException, InterruptedException, SQLException {
        this.server = server;
        this.mount = mount;
        Files.createDirectories(mount);
        run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", mount.toString());
        Files.createDirectory(mount.resolve("space"));
        execute("create tablespace small_disk location '" + mount.resolve("space") + "'");
    }

    /** May this process make file systems? */
    static boolean isPossible(Path probe) throws IOException, InterruptedException {
        Files.createDirectories(probe);
        try {
            run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", probe.toString());
        } catch (IOException notPermitted) {
            return false;
        }
        run("umount", probe.toString());
        return true;
    }

    String tablespace() {
        return "small_disk";
    }

    void resize(long bytes) throws IOException, InterruptedException {
        run("mount", "-o", "remount,size=" + bytes, mount.toString());
    }

    long used() throws IOException {
        FileStore store = Files.getFileStore(mount);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    /** Takes it away, even from under what is left on it. */
    void remove() throws IOException, InterruptedException {
        run("umount", "--lazy", mount.toString());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }
}
