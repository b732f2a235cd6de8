package org.periodclose.desk;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.periodclose.database.ListedDatabase;
import org.periodclose.intake.DatabaseList;

/** A database of a list, which a {@link Desk} can be opened on instead of the database of the settings. */
public final class NamedDatabase {
    private final ListedDatabase listed;
    private final int number;

    private NamedDatabase(ListedDatabase listed, int number) {
        this.listed = listed;
        this.number = number;
    }

    /**
     * Reads a list of databases; opens none of them.
     *
     * @throws org.periodclose.core.fault.Refused with everything that is wrong with it
     */
    public static List<NamedDatabase> list(Path file) {
        List<ListedDatabase> all = DatabaseList.read(file);
        return IntStream.range(0, all.size())
                .mapToObj(index -> new NamedDatabase(all.get(index), index + 1))
                .toList();
    }

    public String name() {
        return listed.name();
    }

    /** Its place in the list, from 1. */
    int number() {
        return number;
    }

    ListedDatabase listed() {
        return listed;
    }
}
