package org.periodclose.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory to import. */
public record Folder(Path path) {
    public static Folder create() {
        try {
            Path path = Files.createTempDirectory("period-close-import");
            path.toFile().deleteOnExit();
            return new Folder(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Folder file(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text).toFile().deleteOnExit();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
