package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages quote names, and the commands of remedies can be pasted, whatever the names are: the small company with odd ones. */
class NamesTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";
    private static final String COMPANY = "Bau & \"Söhne\"";
    private static final String JOURNAL = "it's J 1";
    private static final String PROPOSED = "-N $1 `2`";
    private static final String SHELL_JOURNAL = "--company 'Bau & \"Söhne\"' --journal 'it'\\''s J 1'";
    private static final String SHELL_PROPOSED = "--company 'Bau & \"Söhne\"' --journal='-N $1 `2`'";
    private static final Pattern OPTIONS =
            Pattern.compile("--company '[^']*' --journal.'(?:[^']|'\\\\'')*'( --again)?");

    private JdbcClient jdbc;

    @BeforeEach
    void company() {
        String url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        SmallCompany.into(jdbc);
        jdbc.sql("update company set company = :name where company = 'C'")
                .param("name", COMPANY)
                .update();
        jdbc.sql("update adjustment_journal set journal = :name where journal = 'J'")
                .param("name", JOURNAL)
                .update();
        jdbc.sql("update item set item_number = 'A \"1\" &' where item_number = 'A1'")
                .update();
        jdbc.sql("update inventory_transaction set transaction_id = 'T  1' where transaction_id = 'T1'")
                .update();
        System.setProperty(URL, url.replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
    }

    @AfterEach
    void leave() {
        System.clearProperty(URL);
        System.clearProperty(USER);
    }

    private static String run(int exitCode, String... line) {
        Capture capture = new Capture();
        assertThat(capture.execute(line)).as(capture.err()).isEqualTo(exitCode);
        return capture.err();
    }

    private static String post(String journal) {
        return run(4, "post", "--company", COMPANY, "--journal=" + journal, "--posting-date", "2025-10-31");
    }

    /** The words that a shell makes of a command line. */
    private static List<String> words(String commandLine) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + commandLine).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** Runs the command whose options a message shows. */
    private static String paste(String command, String message) throws IOException {
        Matcher options = OPTIONS.matcher(message);
        assertThat(options.find()).as(message).isTrue();
        return run(0, words(command + " " + options.group()).toArray(String[]::new));
    }

    @Test
    void messages_quote_what_is_unknown_and_where() {
        assertThat(post("NONE"))
                .contains(
                        "UNKNOWN_JOURNAL  company \"Bau & \"Söhne\"\" has no adjustment journal \"NONE\": look at `journals"
                                + " --company 'Bau & \"Söhne\"'`, or import the journal first");
        assertThat(run(4, "explain", "--company", COMPANY, "--transaction", "T 2"))
                .contains("company \"Bau & \"Söhne\"\" has no inventory transaction \"T 2\"");
        assertThat(run(4, "post", "--company", "Bau", "--posting-date", "2025-10-31"))
                .contains("there is no company \"Bau\": known are \"Bau & \"Söhne\"\"");
        assertThat(run(
                        4,
                        "adjust",
                        "--company",
                        COMPANY,
                        "--journal",
                        "N",
                        "--method",
                        "percent",
                        "--percent",
                        "1",
                        "--item",
                        "A \"1\""))
                .contains("the company has no item \"A \"1\"\":");
        assertThat(run(4, "report", "adjustments", "--company", COMPANY, "--voucher", "V 1"))
                .contains("company \"Bau & \"Söhne\"\" has no voucher \"V 1\": look it up with `period-close runs"
                        + " --company 'Bau & \"Söhne\"'`");
        assertThat(run(
                        4,
                        "adjust",
                        "--company",
                        COMPANY,
                        "--journal",
                        "N",
                        "--method",
                        "percent",
                        "--percent",
                        "1",
                        "--transactions",
                        "no such.txt"))
                .contains("there is no file \"no such.txt\"");
    }

    @Test
    void a_fault_of_a_line_quotes_transaction_and_item() {
        jdbc.sql("update inventory_transaction set open = false where transaction_id = 'T  1'")
                .update();
        assertThat(post(JOURNAL))
                .contains(
                        "Journal \"it's J 1\" of company \"Bau & \"Söhne\"\" was not posted:",
                        "TRANSACTION_NOT_OPEN  transaction \"T  1\" of item \"A \"1\" &\" is not open: ");
    }

    @Test
    void a_release_that_is_wanted_can_be_pasted() {
        jdbc.sql("update company set four_eyes = true").update();
        assertThat(post(JOURNAL))
                .contains(
                        "NOT_RELEASED  journal \"it's J 1\" was made by \"postgres\" and company \"Bau & \"Söhne\"\" posts only",
                        "run release " + SHELL_JOURNAL + ", then run post again");
    }

    @Test
    void a_journal_that_was_imported_is_deleted_by_the_command_that_the_remedy_shows() throws IOException {
        String again = run(4, "adjust", "--company", COMPANY, "--journal", JOURNAL, "--again");
        assertThat(again)
                .contains(
                        "journal \"it's J 1\" has no method",
                        "run delete-journal " + SHELL_JOURNAL + "; if a run has tried it");
        paste("delete-journal", again);
        assertThat(jdbc.sql("select journal from adjustment_journal")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void an_outdated_journal_is_computed_again_by_the_command_that_the_remedy_shows() throws IOException {
        String made = run(
                0, "adjust", "--company", COMPANY, "--journal=" + PROPOSED, "--method", "percent", "--percent", "1");
        assertThat(made)
                .contains("Look at it with `period-close journal " + SHELL_PROPOSED + "`, then `period-close post "
                        + SHELL_PROPOSED + "`, with --posting-date DATE (without it: today).");
        jdbc.sql("update inventory_transaction set cost_amount = 500 where transaction_id = 'T  1'")
                .update();
        String outdated = post(PROPOSED);
        assertThat(outdated)
                .contains(
                        "PROPOSAL_OUTDATED  transaction \"T  1\" of item \"A \"1\" &\" was worth 1000.00 USD",
                        "compute it again with adjust " + SHELL_PROPOSED + " --again, then look");
        paste("adjust", outdated);
        run(0, "post", "--company", COMPANY, "--journal=" + PROPOSED, "--posting-date", "2025-10-31");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "J1",
                "AWC-2025.10",
                "A \"1\" &",
                "it's",
                "-x",
                "--storno",
                "$HOME `id` \\ !",
                "~",
                "#1",
                "a=b",
                "Сч 41",
                "*",
                "a name that is so long that a message shows only the beginning of it, and no more"
            })
    void a_name_survives_a_shell_and_the_schema_writes_it_the_same_way(String name) throws IOException {
        String options = Shell.journal(name, name);
        assertThat(words(options))
                .isEqualTo(
                        name.startsWith("-")
                                ? List.of("--company=" + name, "--journal=" + name)
                                : List.of("--company", name, "--journal", name));
        assertThat(jdbc.sql("select journal_options(:name, :name)")
                        .param("name", name)
                        .query(String.class)
                        .single())
                .isEqualTo(options);
        assertThat(jdbc.sql("select quoted(:name)")
                        .param("name", name)
                        .query(String.class)
                        .single())
                .isEqualTo(Text.quoted(name));
    }
}
