package org.periodclose.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL in an archive on the class path. */
final class PostgresBinaries {
    private static final Pattern JAR = Pattern.compile("([^/!]+)[.]jar!");

    private PostgresBinaries() {}

    /** Whether this program contains a PostgreSQL for this machine. */
    static boolean areShipped() {
        return archive() != null;
    }

    /** {@code Linux amd64}. */
    static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    /** Unpacks them if necessary; returns the folder of the programs. Only one process at a time may do this. */
    static Path unpackedIn(Path folder) throws IOException {
        URL archive = archive();
        if (archive == null) {
            throw new IOException("no PostgreSQL for " + machine() + " is in this program");
        }
        Matcher jar = JAR.matcher(archive.toString());
        Path home = folder.resolve(jar.find() ? jar.group(1) : "postgres");
        if (!Files.isDirectory(home)) {
            // Other versions, and the incomplete files of a start that was killed.
            FileSystemUtils.deleteRecursively(folder);
            Path draft = folder.resolve("new");
            Files.createDirectories(draft);
            try (InputStream packed = archive.openStream()) {
                unpack(packed, draft);
            }
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return home.resolve("bin");
    }

    private static @Nullable URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name = "postgres-" + (system.startsWith("mac") ? "darwin" : system) + "-"
                + switch (processor) {
                    case "amd64" -> "x86_64";
                    case "aarch64" -> "arm_64";
                    default -> processor;
                }
                + ".txz";
        return PostgresBinaries.class.getClassLoader().getResource(name);
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }
}
