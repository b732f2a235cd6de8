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

/**
 * What the embedded server keeps in its directory. Nobody but the user may look into it.
 *
 * <p>Three locks say who is alive; the kernel gives each back when its holder ends, however it ends. They are files that are
 * never deleted, for two processes must not hold the same lock on two files of one name.
 */
record ServerDirectory(Path root) {
    static final String MAJOR_VERSION = "18";
    static final String DRAFT = "data.new-";

    /** Shared by every command for as long as it lives; the keeper stops the server when it gets it for itself. */
    Path inUseLock() {
        return root.resolve("in-use.lock");
    }

    /** Held by the command that looks for the server or starts it. */
    Path startLock() {
        return root.resolve("start.lock");
    }

    /** Held by the keeper for as long as it lives. */
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

    /** Where the server listens; empty while there is none. */
    Optional<EmbeddedServer.Address> address() throws IOException {
        if (!Files.exists(port())) {
            return Optional.empty();
        }
        return Optional.of(new EmbeddedServer.Address(
                Integer.parseInt(Files.readString(port()).strip()),
                Files.readString(password()).strip()));
    }

    void publish(int port) throws IOException {
        write(port(), Integer.toString(port));
    }

    void withdraw() throws IOException {
        Files.deleteIfExists(port());
    }

    /** The major version of the server that made the data; empty before the first start. */
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

    /** What first starts that were killed left half done. */
    void discardDrafts() throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(root, DRAFT + "*")) {
            for (Path draft : drafts) {
                try {
                    PostgresBinaries.delete(draft);
                } catch (IOException e) {
                    // Someone still writes there; another start will find it again.
                    System.err.println(draft + " is left: " + e);
                }
            }
        }
    }

    FileChannel openLock(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    /** Whole or not at all, and for the user's eyes only. */
    void write(Path file, String text) throws IOException {
        Path draft = root.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the log says beyond a position, without time and process. */
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
