package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.Ended;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

class UserCommandTest {
    private static final String URL = TestDatabase.freshUrl();

    private static Ended run(String input, String... line) {
        InputStream usual = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return InProcess.on(URL).run(List.of(line));
        } finally {
            System.setIn(usual);
        }
    }

    private static Ended add(String name, String role, String input) {
        return run(input, "user", "add", name, "--role", role, "--password-stdin");
    }

    @Test
    void users_are_added_listed_and_removed() {
        Ended first = add("uma", "operator", "a password of words\n").exited(0);
        assertThat(first.out()).isEqualTo("The console has a user \"uma\", operator.\n");
        assertThat(first.out() + first.err()).doesNotContain("a password of words");
        add("ulf", "approver", "a password of words\r\nand more lines\n").exited(0);
        add("uwe", "READER", "a password of words").exited(0);

        assertThat(run("", "user", "list").exited(0).out()).contains("User", "Role", "uma", "operator");
        assertThat(run("", "user", "--output", "csv").exited(0).out()).isEqualToNormalizingNewlines("""
                        user,role,may_log_in
                        ulf,approver,true
                        uma,operator,true
                        uwe,reader,true
                        """);
        assertThat(run("", "user", "remove", "ulf").exited(0).out())
                .isEqualTo("The console no longer has a user \"ulf\", approver.\n");
        run("", "user", "remove", "uwe").exited(0);
        assertThat(run("", "user", "list", "--output", "json").exited(0).json().toString())
                .isEqualTo("{\"users\":[{\"user\":\"uma\",\"role\":\"operator\",\"mayLogIn\":true}]}");
        run("", "user", "remove", "uma").exited(0);
        assertThat(run("", "user", "list").exited(0).err()).contains("The console has no users: add one with");
        assertThat(run("", "user", "remove", "uma").exited(4).err())
                .contains("UNKNOWN_USER  the console has no user \"uma\": look at user list, and correct the name");
    }

    @Test
    void a_user_gets_a_new_password() {
        add("ute", "reader", "a password of words").exited(0);
        assertThat(run("another password of words\n", "user", "password", "ute", "--password-stdin")
                        .exited(0)
                        .out())
                .isEqualTo("There is a new password for user \"ute\", reader.\n");
        assertThat(run("short", "user", "password", "ute", "--password-stdin")
                        .exited(4)
                        .err())
                .contains("PASSWORD_TOO_SHORT  the password has fewer than 12 characters");
        assertThat(run("a password of words", "user", "password", "nobody", "--password-stdin")
                        .exited(4)
                        .err())
                .contains("UNKNOWN_USER  the console has no user \"nobody\": look at user list, and correct the name");
        run("", "user", "remove", "ute").exited(0);
    }

    @Test
    void the_first_user_brings_the_login_of_the_console() {
        JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource(URL));
        jdbc.sql("drop role if exists period_close_console").update();
        assertThat(add("uta", "reader", "a password of words").exited(0).err())
                .contains("let an administrator run alter role period_close_console password '...'.");
        assertThat(jdbc.sql(
                                "select rolcanlogin || ' ' || rolinherit || ' ' || rolsuper from pg_roles where rolname = 'period_close_console'")
                        .query(String.class)
                        .single())
                .isEqualTo("true false false");
        assertThat(add("udo", "reader", "a password of words").exited(0).err()).doesNotContain("alter role");
        run("", "user", "remove", "uta").exited(0);
        run("", "user", "remove", "udo").exited(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x | operator | too short          | 4 | PASSWORD_TOO_SHORT  the password has fewer than 12 characters
                    x | operator | ''                 | 4 | PASSWORD_TOO_SHORT
                    x | boss     | a password of words | 2 | --role \"boss\" is not one of the words that are taken: give one of reader, operator, approver
                    period_close_operator | operator | a password of words | 4 | USER_EXISTS  the database has a role \"period_close_operator\": give another name
                    pg_x | operator | a password of words | 2 | WRONG_USAGE  the name \"pg_x\" is reserved by PostgreSQL: give the user another name
                    """)
    void what_is_wrong_is_refused(String name, String role, String input, int exit, String told) {
        assertThat(add(name, role, input).exited(exit).err()).contains(told);
    }

    @Test
    void without_a_terminal_the_password_comes_from_standard_input() {
        assertThat(run("", "user", "add", "x", "--role", "reader").exited(2).err())
                .contains(
                        "there is no terminal to ask for the password at: give the password on standard input, with --password-stdin");
    }
}
