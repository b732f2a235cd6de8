package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Ended;
import org.periodclose.database.TestDatabase;

/** The program as users type it, from the first look to the posted voucher and after. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineTest {
    private static final String VOUCHER = "AWC-000001";
    private static String url = "";
    /** Refused attempts leave gaps in the numbers of runs; only vouchers have none. */
    private static String posted = "";

    @BeforeAll
    static void database() {
        url = TestDatabase.freshUrl();
    }

    private static Ended run(String... arguments) {
        return InProcess.on(url).run(arguments);
    }

    @Test
    @Order(1)
    void a_dry_run_shows_what_the_posting_will_post(@TempDir Path books) throws Exception {
        Ended nothing = run("import", books.toString(), "--output", "json");
        assertThat(nothing.exitCode()).isEqualTo(4);
        assertThat(nothing.json().at("/error/code").asString()).isEqualTo("NO_FILES");

        Ended imported = run("import", "db/demo", "--output", "json");
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.json().at("/files/6/file").asString()).isEqualTo("inventory_transactions.csv");
        assertThat(imported.err()).contains("Not read, for an import has no file of that name: \"README.md\"");
        assertThat(imported.json().at("/files/6/inserted").asInt()).isEqualTo(8704);

        String[] journal = {"--company", "AWC", "--journal", "AWC-2025-10", "--posting-date", "2025-10-31"};
        Ended planned = run(with("post", journal, "--dry-run", "--output", "json"));
        assertThat(planned.exitCode()).as(planned.err()).isZero();
        assertThat(planned.json().at("/status").asString()).isEqualTo("DRY_RUN");
        assertThat(planned.json().at("/run").isNull()).isTrue();

        Ended refused = run("post", "--company", "AWC", "--posting-date", "2025-10-31", "--no-update-ledger");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("Journal \"AWC-2025-10\" of company \"AWC\" was not posted:\n  NOTE_REQUIRED  ")
                .doesNotContain("\tat ", "ERROR");

        String checksum = planned.json().at("/checksum").asString();
        Ended post = run(with("post", journal, "--expect", checksum, "--output", "json"));
        assertThat(post.exitCode()).as(post.err()).isZero();
        assertThat(post.json().at("/runs/0/voucher").asString()).isEqualTo(VOUCHER);
        assertThat(post.json().at("/runs/0/checksum").asString()).isEqualTo(checksum);
        posted = post.json().at("/runs/0/run").asString();
        assertThat(run("voucher", "--run", posted, "--output", "json").json().at("/voucherLines"))
                .isEqualTo(planned.json().at("/voucherLines"));
    }

    private static String[] with(String command, String[] options, String... more) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(options));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    @Test
    @Order(2)
    void the_way_of_spring_batch_has_the_same_result() throws Exception {
        Ended again = run(
                "--spring.batch.job.name=postJournal",
                "company=AWC",
                "journal=AWC-2025-10",
                "postingDate=2025-10-31,java.time.LocalDate",
                "specification=ITEM_GROUP",
                "updateLedger=true,java.lang.Boolean",
                "output=json");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.json())
                .isEqualTo(run("post", "--company", "AWC", "--journal", "AWC-2025-10", "--output", "json")
                        .json());
    }

    @Test
    @Order(3)
    void every_form_shows_the_same_voucher() throws Exception {
        Ended table = run("voucher", "--run", posted);
        assertThat(table.out())
                .startsWith("Voucher " + VOUCHER + "\n")
                .contains("Net", "10,972.25", "5,890 settlements of 10,972.25 USD in all, summed in 41 lines.")
                .doesNotContain("\u001b");
        Ended csv = run("voucher", "--run", posted, "--output", "csv");
        assertThat(csv.out().lines()).hasSize(42);
        assertThat(run("runs", "--company", "AWC").out()).contains(VOUCHER, "5,890");
        assertThat(run("journals", "--output", "csv").out()).contains(",POSTED,ACCOUNTING,USD,5890,10972.25\n");
        assertThat(run("exceptions", "--run", posted, "--output", "json")
                        .json()
                        .at("/exceptions")
                        .isEmpty())
                .isTrue();
    }

    @Test
    @Order(4)
    void a_refusal_has_its_exit_code_and_its_place() throws Exception {
        Ended json = run("voucher", "--run", "77", "--output", "json");
        assertThat(json.exitCode()).isEqualTo(4);
        assertThat(json.json().at("/error/code").asString()).isEqualTo("UNKNOWN_RUN");
        Ended table = run("voucher", "--run", "77");
        assertThat(table.exitCode()).isEqualTo(4);
        assertThat(table.out()).isEmpty();
        assertThat(table.err())
                .isEqualTo("UNKNOWN_RUN  there is no run 77: look up its number with `period-close runs`\n");
    }

    @Test
    void wrong_usage_starts_nothing() throws Exception {
        Ended wrong = InProcess.on("jdbc:postgresql://localhost:1/none").run("post", "--compny", "C");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--company");
    }

    @Test
    void an_unreachable_database_is_told_as_such() throws Exception {
        Ended unreachable = InProcess.on("jdbc:postgresql://localhost:1/none").run("runs", "--output", "json");
        assertThat(unreachable.exitCode()).isEqualTo(8);
        assertThat(unreachable.json().at("/error/code").asString()).isEqualTo("DATABASE_UNREACHABLE");
        assertThat(unreachable.err()).doesNotContain("\tat ");
    }

    @Test
    @Order(5)
    void the_demo_leaves_a_database_of_others_alone() throws Exception {
        try (var connection = TestDatabase.dataSource(url).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                    values ('MINE', 'Mine', 'EUR', 2, true)
                    """);
        }
        Ended refused = run("demo");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err())
                .isEqualTo(
                        "NOT_FOR_DEMO  the database holds other companies than \"AWC\": give the demo a database of its own, or unset SPRING_DATASOURCE_URL\n");
    }

    @Test
    @Order(90)
    void a_journal_is_proposed_looked_at_and_thrown_away() throws Exception {
        String[] prices = {"--company", "AWC", "--journal", "PRICES"};
        Ended proposed = run(with(
                "adjust", prices, "--method", "percent", "--percent", "-10", "--item", "AR-5381", "--output", "json"));
        assertThat(proposed.exitCode()).as(proposed.err()).isZero();
        assertThat(proposed.json().at("/status").asString()).isEqualTo("OPEN");
        Ended journal = run(with("journal", prices, "--output", "json"));
        assertThat(journal.json().at("/sum")).isEqualTo(proposed.json().at("/sum"));
        assertThat(journal.json().at("/lines").asInt())
                .isEqualTo(journal.json().at("/journalLines").size());
        assertThat(run(with("journal", prices, "--output", "csv")).out().lines())
                .hasSize(journal.json().at("/lines").asInt() + 1);
        assertThat(run(with("journal", prices)).out())
                .startsWith("Journal PRICES of company AWC: OPEN, method percent, made by postgres\n");
        Ended again = run(with("adjust", prices, "--method", "item-cost-price"));
        assertThat(again.exitCode()).isEqualTo(4);
        assertThat(again.err())
                .startsWith("JOURNAL_EXISTS  company \"AWC\" has an adjustment journal \"PRICES\" already");
        assertThat(run(with("release", prices)).err())
                .startsWith("SAME_USER  journal \"PRICES\" was made or changed by database user \"postgres\"");
        assertThat(run(with("delete-journal", prices)).out())
                .startsWith("Journal \"PRICES\" of company \"AWC\" with ")
                .endsWith(" is deleted.\n");
        assertThat(run("delete-journal", "--company", "AWC", "--journal", "AWC-2025-10")
                        .err())
                .isEqualTo(
                        "JOURNAL_NOT_OPEN  journal \"AWC-2025-10\" is POSTED and cannot be deleted: cancel its run (runs shows its number), then put the change into a new journal\n");
    }
}
