package org.periodclose.desk;

import java.nio.file.Path;
import java.util.List;
import org.periodclose.database.ListedDatabase;
import org.periodclose.intake.DatabaseList;

/** A database of a list, which a {@link Desk} can be opened on instead of the database of the settings. */
public final class NamedDatabase {
    private final ListedDatabase listed;

    private NamedDatabase(ListedDatabase listed) {
        this.listed = listed;
    }

    /**
     * Reads a list of databases; opens none of them.
     *
     * @throws org.periodclose.core.fault.Refused with everything that is wrong with it
     */
    public static List<NamedDatabase> list(Path file) {
        return DatabaseList.read(file).stream().map(NamedDatabase::new).toList();
    }

    public String name() {
        return listed.name();
    }

    ListedDatabase listed() {
        return listed;
    }
}
