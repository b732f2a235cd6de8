package org.periodclose.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.periodclose.database.Schema;

/** A real server of its own that a test may kill and start again on the same data and port. */
public final class KillableServer {
    private final ServerDirectory directory;
    private final PostgresServer server;
    private Process process;

    public KillableServer(Path root) throws IOException, InterruptedException {
        directory = new ServerDirectory(root);
        directory.create();
        server = new PostgresServer(directory);
        server.makeDataIfMissing();
        // What is killed is processes, not the machine: what they have written the kernel keeps.
        Files.writeString(directory.data().resolve("postgresql.conf"), "\nfsync = off\n", StandardOpenOption.APPEND);
        process = server.start();
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
    }

    public String user() {
        return ServerLogin.USER;
    }

    public String password() {
        try {
            return Files.readString(directory.password()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                url(database) + "?currentSchema=" + Schema.NAME + "&ApplicationName=hammer", user(), password());
    }

    /** kill -9 of the server and of all its processes. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>();
        all.add(process.toHandle());
        process.descendants().forEach(all::add);
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().join();
        }
        process.waitFor();
    }

    /** Stops all its processes where they are, or lets them go on. */
    public void freeze(boolean frozen) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("kill", frozen ? "-STOP" : "-CONT", Long.toString(process.pid())));
        process.descendants().forEach(one -> command.add(Long.toString(one.pid())));
        new ProcessBuilder(command).start().waitFor();
    }

    /** Starts it again, with recovery. */
    public void start() throws IOException, InterruptedException {
        server.stop();
        process = server.start();
    }

    public void close() throws IOException, InterruptedException {
        server.stop();
    }
}
