package org.periodclose.intake;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.database.ListedDatabase;
import org.periodclose.database.ServerAddress;

/**
 * The list of databases that one command is done for: name, url, username and password_file, where an empty user or password is that of the settings. A
 * file of a password that is not absolute lies in the folder of the list, or below it.
 */
public final class DatabaseList extends ImportFile {
    private static final String NAME = "name";
    private static final String URL = "url";
    private static final String USERNAME = "username";
    private static final String PASSWORD_FILE = "password_file";

    private static final Format ADDRESS = new Format("text", DatabaseList::address);

    private final Path folder;
    private final List<ListedDatabase> databases = new ArrayList<>();

    private DatabaseList(String name, Path folder) {
        super(
                name,
                "database",
                Target.setUp("", ""),
                List.of(
                        Column.key(NAME, Format.CODE),
                        Column.required(URL, ADDRESS),
                        Column.optional(USERNAME, Format.NAME),
                        Column.optional(PASSWORD_FILE, Format.NAME)));
        this.folder = folder;
    }

    /**
     * Reads the whole list with the files of its passwords; opens no database.
     *
     * @throws Refused with every fault; none shows an address or a password
     */
    public static List<ListedDatabase> read(Path file) {
        Path whole = file.toAbsolutePath();
        if (!Files.isReadable(whole) || Files.isDirectory(whole)) {
            throw new Refused(
                    FaultCode.WRONG_CONFIGURATION,
                    "the list of databases " + Text.quoted(file.toString()) + " "
                            + (Files.isDirectory(whole)
                                    ? "is a directory"
                                    : Files.exists(whole) ? "cannot be read by this user" : "does not exist"),
                    "give --databases a CSV file with the columns name,url,username,password_file");
        }
        Path folder = Objects.requireNonNull(whole.getParent(), "a file lies in a folder");
        DatabaseList list = new DatabaseList(String.valueOf(whole.getFileName()), folder);
        FaultLog faults = new FaultLog();
        faults.enter(list.name());
        try {
            new Staging(list, faults, new RefusedNames()).read(ImportSource.file(whole), Nowhere::new);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (list.databases.isEmpty() && faults.count() == 0) {
            faults.add(1, NAME, FaultCode.BAD_FILE, "the list has no database", "give each database a line");
        }
        faults.refuseIfAny();
        return list.databases;
    }

    @Override
    boolean mayHoldSecrets() {
        return true;
    }

    @Override
    void check(Row row) {
        String name = row.value(NAME);
        String url = row.value(URL);
        String passwordFile = row.value(PASSWORD_FILE);
        String password = passwordFile == null ? null : password(passwordFile, row);
        if (name != null && databases.stream().anyMatch(other -> other.name().equals(name))) {
            row.refuse(
                    NAME,
                    Text.quoted(name) + " is already the name of another line",
                    "give each database its own name");
        } else if (name != null && url != null) {
            databases.add(new ListedDatabase(name, url, row.value(USERNAME), password));
        }
    }

    private @Nullable String password(String file, Row row) {
        try {
            String password = Files.readString(folder.resolve(file), StandardCharsets.UTF_8)
                    .replaceFirst("\r?\n\\z", "");
            if (password.isEmpty()) {
                row.refuse(PASSWORD_FILE, Text.quoted(file) + " is empty", "write the password into the file");
            }
            return password;
        } catch (CharacterCodingException e) {
            row.refuse(PASSWORD_FILE, Text.quoted(file) + " is not UTF-8", "save the file as UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            row.refuse(
                    PASSWORD_FILE,
                    Text.quoted(file) + " cannot be read",
                    "give a file that this user can read, absolute or in the folder of the list");
        }
        return null;
    }

    private static String address(String raw) throws BadValue {
        String wrong = ServerAddress.wrongWith(raw);
        if (wrong != null) {
            throw new BadValue("the address " + wrong, "give one like " + ServerAddress.EXAMPLE);
        }
        return raw;
    }
}
