package org.periodclose.intake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;

/** Where the CSV files come from; a file may be opened more than once. */
public interface ImportSource {
    /** What a message calls this source. */
    String name();

    /**
     * Checks that files can be read from here.
     *
     * @throws Refused NO_DIRECTORY if not
     */
    void requireReadable();

    boolean has(String file);

    /** All that is there: names of files, and those of directories with a slash at the end; nothing hidden. */
    default List<String> names() {
        return List.of();
    }

    InputStream open(String file) throws IOException;

    /** The files of a directory. */
    static ImportSource directory(Path directory) {
        return new ImportSource() {
            @Override
            public String name() {
                return directory.toString();
            }

            @Override
            public void requireReadable() {
                if (!Files.isDirectory(directory)) {
                    throw new Refused(
                            FaultCode.NO_DIRECTORY,
                            "\"" + directory + "\" is not a directory",
                            "give the directory that holds the CSV files");
                }
                if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
                    throw new Refused(
                            FaultCode.NO_DIRECTORY,
                            "\"" + directory + "\" cannot be read by this user",
                            "grant read access to the directory");
                }
            }

            @Override
            public boolean has(String file) {
                return Files.exists(directory.resolve(file), LinkOption.NOFOLLOW_LINKS);
            }

            @Override
            public List<String> names() {
                try (Stream<Path> entries = Files.list(directory)) {
                    return entries.map(entry -> entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
                            .filter(name -> !name.startsWith(".") && !name.startsWith("~$"))
                            .sorted()
                            .toList();
                } catch (IOException | UncheckedIOException e) {
                    throw new Refused(
                            FaultCode.NO_DIRECTORY,
                            "\"" + directory + "\" cannot be listed ("
                                    + e.getClass().getSimpleName() + ")",
                            "make sure that it is a readable directory");
                }
            }

            @Override
            public InputStream open(String file) throws IOException {
                return Files.newInputStream(directory.resolve(file));
            }
        };
    }

    /** One file, by whatever name it is asked for. */
    static ImportSource file(Path file) {
        return new ImportSource() {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public void requireReadable() {}

            @Override
            public boolean has(String name) {
                return true;
            }

            @Override
            public InputStream open(String name) throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    /** The files in a folder of the class path, such as {@code db/demo}. */
    static ImportSource classpath(String folder) {
        ClassLoader loader = ImportSource.class.getClassLoader();
        return new ImportSource() {
            @Override
            public String name() {
                return folder;
            }

            @Override
            public void requireReadable() {}

            @Override
            public boolean has(String file) {
                return loader.getResource(folder + "/" + file) != null;
            }

            @Override
            public InputStream open(String file) throws IOException {
                InputStream stream = loader.getResourceAsStream(folder + "/" + file);
                if (stream == null) {
                    throw new FileNotFoundException(folder + "/" + file);
                }
                return stream;
            }
        };
    }
}
