package org.periodclose.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The change log of this program. */
final class Changelog {
    static final String MASTER = "db/changelog/master.yaml";

    private static final Pattern INCLUDED = Pattern.compile("file:\\s*([^\\s}]+)");

    private Changelog() {}

    /** The program cannot change while it runs. */
    private static final class Shipped {
        static final String FINGERPRINT = computed();
    }

    /** Identifies a change log: a hash of the master file and of every file that it includes. */
    static String fingerprint() {
        return Shipped.FINGERPRINT;
    }

    private static String computed() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] master = read(MASTER);
            digest.update(master);
            var files = INCLUDED.matcher(new String(master, StandardCharsets.UTF_8));
            while (files.find()) {
                digest.update(read(files.group(1)));
            }
            return "change log " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream stream = Changelog.class.getClassLoader().getResourceAsStream(file)) {
            if (stream == null) {
                throw new IOException(file + " is not in the program");
            }
            return stream.readAllBytes();
        }
    }
}
