package org.periodclose.embedded;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/**
 * The files of the embedded server in its directory. Only the user can read them.
 *
 * <p>Three locks show which processes run; the kernel releases each lock when its holder ends. Lock files are never deleted: otherwise two
 * processes could hold the same lock on two files of the same name.
 */
record ServerDirectory(Path root) {
    static final String MAJOR_VERSION = "18";
    static final String DRAFT = "data.new-";

    /** Every command holds it shared while it runs. When the keeper gets it exclusively, it stops the server. */
    Path inUseLock() {
        return root.resolve("in-use.lock");
    }

    /** Held by the command that checks for the server or starts it. */
    Path startLock() {
        return root.resolve("start.lock");
    }

    /** Held by the keeper while it runs. */
    Path keeperLock() {
        return root.resolve("keeper.lock");
    }

    Path data() {
        return root.resolve("data");
    }

    Path postmasterPid() {
        return data().resolve("postmaster.pid");
    }

    Path log() {
        return root.resolve("server.log");
    }

    Path binaries() {
        return root.resolve("binaries");
    }

    Path password() {
        return root.resolve("password");
    }

    private Path port() {
        return root.resolve("port");
    }

    /** How to connect to the server; empty while none runs. */
    Optional<ServerLogin> login() throws IOException {
        if (!Files.exists(port())) {
            return Optional.empty();
        }
        return Optional.of(new ServerLogin(
                Integer.parseInt(Files.readString(port()).strip()),
                Files.readString(password()).strip()));
    }

    void publish(int port) throws IOException {
        write(port(), Integer.toString(port));
    }

    void withdraw() throws IOException {
        Files.deleteIfExists(port());
    }

    /** The major version of the server that created the data; empty before the first start. */
    Optional<String> dataVersion() throws IOException {
        Path file = data().resolve("PG_VERSION");
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    void create() throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root.getParent());
            Files.createDirectory(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.isWritable(root)) {
            throw new IOException("no permission to write to it");
        }
    }

    /** Deletes incomplete data of a first start that was killed. */
    void discardDrafts() throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(root, DRAFT + "*")) {
            for (Path draft : drafts) {
                try {
                    FileSystemUtils.deleteRecursively(draft);
                } catch (IOException e) {
                    // Another process still writes there; a later start deletes it.
                    System.err.println(draft + " is left: " + e);
                }
            }
        }
    }

    FileChannel openLock(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    /** Writes a file that only the user can read; other processes see the whole text or none. */
    void write(Path file, String text) throws IOException {
        Path draft = root.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The lines of the log after a position, without time and process. */
    List<String> logSince(long position) throws IOException {
        try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.READ)) {
            channel.position(Math.min(position, channel.size()));
            byte[] rest = Channels.newInputStream(channel).readAllBytes();
            return new String(rest, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("^[-0-9]+ [.:0-9]+ [A-Z]+ \\[[0-9]+\\] ", "")
                            .strip())
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
