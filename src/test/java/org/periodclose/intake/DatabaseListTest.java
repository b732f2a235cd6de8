package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.database.ListedDatabase;

class DatabaseListTest {
    private static final String HEADER = "name,url,username,password_file\n";

    @TempDir
    private Path folder;

    private Path list(String text) throws IOException {
        return Files.writeString(folder.resolve("databases.csv"), text);
    }

    private List<String> faults(String text) throws IOException {
        Path list = list(text);
        return catchThrowableOfType(Refused.class, () -> DatabaseList.read(list)).faults().stream()
                .map(Fault::toString)
                .toList();
    }

    @Test
    void each_line_is_a_database_with_its_user_and_the_password_of_a_file() throws Exception {
        Files.writeString(folder.resolve("east.password"), "p ${x}\\ w\r\n");
        Path other = Files.writeString(folder.resolve("other"), "two\n\n");
        assertThat(DatabaseList.read(list("\uFEFFusername;name".replace(';', ',') + ",password_file,url\r\n"
                        + "erp,east,east.password,jdbc:postgresql://east/pc?sslmode=verify-full\r\n"
                        + "\r\n"
                        + ",\"west, far\"," + other + ",jdbc:postgresql:pc\r\n"
                        + ",north,,jdbc:postgresql://north/pc\r\n")))
                .containsExactly(
                        new ListedDatabase(
                                "east", "jdbc:postgresql://east/pc?sslmode=verify-full", "erp", "p ${x}\\ w"),
                        new ListedDatabase("west, far", "jdbc:postgresql:pc", null, "two\n"),
                        new ListedDatabase("north", "jdbc:postgresql://north/pc", null, null))
                .extracting(ListedDatabase::toString)
                .as("an address may hold a password")
                .containsExactly("east", "west, far", "north");
    }

    @Test
    void all_faults_are_found_at_once_and_none_shows_an_address_or_a_password() throws Exception {
        Files.writeString(folder.resolve("empty"), "\n");
        Files.write(folder.resolve("latin"), new byte[] {'s', (byte) 0xe4});
        assertThat(faults(HEADER
                        + "a,jdbc:postgresql://app:secret@db/pc,,\n"
                        + "b,jdbc:mysql://db/pc?password=secret,,\n"
                        + ",jdbc:postgresql:pc,,\n"
                        + "c,,,\n"
                        + "d,jdbc:postgresql:pc,,missing\n"
                        + "e,jdbc:postgresql:pc,,empty\n"
                        + "f,jdbc:postgresql:pc,,latin\n"
                        + "g,jdbc:postgresql:pc,,\n"
                        + "g,jdbc:postgresql:pc2,,\n"
                        + "h,jdbc:postgresql:pc\n"))
                .containsExactly(
                        "BAD_VALUE  databases.csv:2: url: the address cannot be parsed; it is not shown because it may contain a password:"
                                + " give one like jdbc:postgresql://HOST:5432/DATABASE",
                        "BAD_VALUE  databases.csv:3: url: the address is not the address of a PostgreSQL database: give one like"
                                + " jdbc:postgresql://HOST:5432/DATABASE",
                        "BAD_VALUE  databases.csv:4: name: the value is missing: give a value",
                        "BAD_VALUE  databases.csv:5: url: the value is missing: give a value",
                        "BAD_VALUE  databases.csv:6: password_file: \"missing\" cannot be read: give a file that this user can"
                                + " read, absolute or in the folder of the list",
                        "BAD_VALUE  databases.csv:7: password_file: \"empty\" is empty: write the password into the file",
                        "BAD_VALUE  databases.csv:8: password_file: \"latin\" is not UTF-8: save the file as UTF-8",
                        "BAD_VALUE  databases.csv:10: name: \"g\" is already the name of another line: give each database its"
                                + " own name",
                        "BAD_FILE  databases.csv:11: line: has 2 fields, the header has 4: give each column one field, and put quotes"
                                + " around a value that holds a comma");
    }

    @Test
    void other_columns_are_refused_and_so_are_missing_ones() throws Exception {
        assertThat(faults("name,url,username,password_file,password\na,jdbc:postgresql:pc,,,secret\n"))
                .containsExactly(
                        "UNKNOWN_COLUMN  databases.csv:1: password: column 5 \"password\" is not a column of this file:"
                                + " remove it; the columns are name,url,username,password_file");
        assertThat(faults("name,url\na,jdbc:postgresql:pc\n"))
                .containsExactly(
                        "MISSING_COLUMN  databases.csv:1: username: the column is missing: add it; the columns are"
                                + " name,url,username,password_file",
                        "MISSING_COLUMN  databases.csv:1: password_file: the column is missing: add it; the columns are"
                                + " name,url,username,password_file");
    }

    @Test
    void a_list_without_a_header_is_refused_without_its_first_line() throws Exception {
        assertThat(faults("a,jdbc:postgresql://db/pc?password=secret,,\n"))
                .containsExactly(
                        "BAD_FILE  databases.csv:1: header: none of the columns of this file is in its first line: begin"
                                + " the file with the header name,url,username,password_file");
        assertThat(faults("name;url;username;password_file\n"))
                .containsExactly(
                        "BAD_FILE  databases.csv:1: header: the columns are separated by semicolons, not by commas: save"
                                + " the file as comma-separated CSV with the header name,url,username,password_file");
    }

    @Test
    void a_list_without_a_database_is_refused() throws Exception {
        assertThat(faults(HEADER))
                .containsExactly(
                        "BAD_FILE  databases.csv:1: name: the list has no database: give each database a line");
        assertThat(faults(""))
                .containsExactly(
                        "BAD_FILE  databases.csv:1: line: the file is empty: give it a header line with the columns"
                                + " name,url,username,password_file");
    }

    @Test
    void a_list_that_is_not_there_is_a_wrong_configuration() {
        for (String file : List.of("none.csv", ".")) {
            assertThat(catchThrowableOfType(Refused.class, () -> DatabaseList.read(folder.resolve(file)))
                            .first()
                            .toString())
                    .startsWith("WRONG_CONFIGURATION  the list of databases \"")
                    .endsWith((file.equals(".") ? "is a directory" : "does not exist")
                            + ": give --databases a CSV file with the columns name,url,username,password_file");
        }
    }
}
