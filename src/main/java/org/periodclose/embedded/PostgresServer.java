package org.periodclose.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs the programs of PostgreSQL for one directory: create the data, start, stop. Their output goes to the log of this process. */
final class PostgresServer {
    /** Durability as by default; sizes for a laptop that posts a few million lines. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "max_connections", "200",
            "shared_buffers", "256MB",
            "work_mem", "32MB",
            "maintenance_work_mem", "128MB",
            "max_wal_size", "4GB",
            "checkpoint_timeout", "15min",
            // Releases the locks soon if a command is killed during a long statement.
            "client_connection_check_interval", "2s"));

    private final ServerDirectory directory;
    private final Path programs;
    private final int port;

    PostgresServer(ServerDirectory directory) throws IOException {
        this.directory = directory;
        this.programs = PostgresBinaries.unpackedIn(directory.binaries());
        this.port = freePort();
    }

    int port() {
        return port;
    }

    /** Creates the data directory, the database and a user with a password, which is in a file. */
    void makeDataIfMissing() throws IOException, InterruptedException {
        directory.discardDrafts();
        if (directory.dataVersion().isPresent()) {
            return;
        }
        directory.write(directory.password(), randomPassword());
        // A unique name: the initdb of a killed keeper may still be writing to another one.
        Path draft = Files.createTempDirectory(directory.root(), ServerDirectory.DRAFT);
        run(
                List.of(),
                "initdb",
                "--pgdata=" + draft,
                "--username=" + ServerLogin.USER,
                "--pwfile=" + directory.password(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions");
        run(
                List.of("create database " + ServerLogin.DATABASE + ";"),
                "postgres",
                "--single",
                "-D",
                draft.toString(),
                "postgres");
        Files.move(draft, directory.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts the server and waits until it accepts connections. */
    Process start() throws IOException, InterruptedException {
        List<String> command = prefix("INT");
        command.add(programs.resolve("postgres").toString());
        command.addAll(List.of("-D", directory.data().toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Process server = process(command).start();
        server.getOutputStream().close();
        while (!isReady(server.pid())) {
            if (server.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException("PostgreSQL stopped while it was starting");
            }
        }
        return server;
    }

    /** Stops the server, even if another process started it; open transactions are rolled back. Returns when it has stopped. */
    void stop() throws IOException, InterruptedException {
        Optional<ProcessHandle> server = running();
        if (server.isPresent()) {
            run(
                    List.of(),
                    "pg_ctl",
                    "stop",
                    "--pgdata=" + directory.data(),
                    "--mode=fast",
                    "--wait",
                    "--timeout=600",
                    "--silent");
        } else {
            // Otherwise the next server would take a process that has this number by now for a running server.
            Files.deleteIfExists(directory.postmasterPid());
        }
    }

    private Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(directory.postmasterPid())) {
            return Optional.empty();
        }
        long pid = Math.abs(Long.parseLong(
                Files.readAllLines(directory.postmasterPid()).get(0).strip()));
        return ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").contains("postgres"));
    }

    /** Whether the server accepts connections: as pg_ctl does, reads the last line of the server's own file. */
    private boolean isReady(long pid) throws IOException {
        if (!Files.exists(directory.postmasterPid())) {
            return false;
        }
        List<String> lines = Files.readAllLines(directory.postmasterPid());
        return lines.size() >= 8
                && lines.get(0).strip().equals(Long.toString(pid))
                && lines.get(7).strip().equals("ready");
    }

    private void run(List<String> input, String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = prefix("KILL");
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = process(command).start();
        try (var stream = process.getOutputStream()) {
            stream.write(String.join("\n", input).getBytes(StandardCharsets.UTF_8));
        }
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(program + " failed with exit code " + exit);
        }
    }

    /**
     * PostgreSQL refuses to run as root, so it runs in a user namespace, as nobody but with root's access to the files. Where the kernel can do it,
     * the programs end together with this process.
     */
    private static List<String> prefix(String signalWhenThisDies) {
        List<String> command = new ArrayList<>();
        if ("root".equals(ProcessHandle.current().info().user().orElse(System.getProperty("user.name")))) {
            command.addAll(List.of("unshare", "-U"));
        }
        if (Programs.find("setpriv").isPresent()) {
            command.addAll(List.of("setpriv", "--pdeathsig", signalWhenThisDies, "--"));
        }
        return command;
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.INHERIT);
        // Settings of the user for another server (PGDATA, PGPORT …) do not apply to this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
