package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.Ended;
import org.periodclose.cli.InProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Real purchases: 5,890 adjustments of 8,704 receipts, +432,499.68 and -421,527.43. */
class SampleCompanyTest {
    private static final List<String> FORMS = List.of("json", "csv", "table");
    private static final String NOTE = "October price correction";

    /** Dry runs by level, storno setting and form of output: {@code "total --storno json"}. */
    private static final Map<String, Ended> DRY_RUNS = new HashMap<>();

    private static final Map<String, Ended> INQUIRIES = new HashMap<>();

    private static InProcess program = new InProcess(Map.of());
    private static JsonNode posted = NullNode.getInstance();

    @BeforeAll
    static void the_sample_company_is_imported_looked_at_and_posted() {
        Books books = Books.empty();
        program = InProcess.on(books.url());
        program.run("import", Path.of("db", "demo").toAbsolutePath().toString()).exited(0);

        Map<String, String> before = books.fingerprints();
        List<String> names = new ArrayList<>();
        List<List<String>> commands = new ArrayList<>();
        for (String level : List.of("total", "item-group", "item-number")) {
            for (String storno : List.of("--storno", "--no-storno")) {
                for (String form : FORMS) {
                    names.add(level + " " + storno + " " + form);
                    commands.add(post("--dry-run", "--specification", level, storno, "--output", form));
                }
            }
        }
        List<Ended> results = program.runAll(commands);
        for (int i = 0; i < names.size(); i++) {
            DRY_RUNS.put(names.get(i), results.get(i).exited(0));
        }
        assertThat(books.fingerprints()).as("a dry run posts nothing").isEqualTo(before);

        String checksum =
                dryRun("item-group", "--storno", "json").json().get("checksum").asString();
        posted = program.run(post("--expect", checksum, "--output", "json"))
                .exited(0)
                .json()
                .get("runs")
                .get(0);

        List<String> inquiries = List.of("journals", "runs", "voucher --run 1", "exceptions --run 1");
        List<Ended> answers = program.runAll(inquiries.stream()
                .flatMap(inquiry -> FORMS.stream().map(form -> List.of((inquiry + " --output " + form).split(" ", -1))))
                .toList());
        answers.forEach(answer -> INQUIRIES.put(String.join(" ", answer.command()), answer.exited(0)));
    }

    private static List<String> post(String... more) {
        List<String> command = new ArrayList<>(List.of(
                "post",
                "--company",
                "AWC",
                "--journal",
                "AWC-2025-10",
                "--posting-date",
                "2025-10-31",
                "--note",
                NOTE));
        command.addAll(Arrays.asList(more));
        return command;
    }

    private static Ended dryRun(String level, String storno, String form) {
        return Objects.requireNonNull(DRY_RUNS.get(level + " " + storno + " " + form));
    }

    private static Ended inquiry(String command, String form) {
        return Objects.requireNonNull(INQUIRIES.get(command + " --output " + form));
    }

    @ParameterizedTest(name = "{0} {1}: {2} lines, {3}")
    @CsvSource({
        "total,       --storno,    4,   10972.25",
        "item-group,  --storno,    41,  10972.25",
        "item-number, --storno,    279, 10972.25",
        "total,       --no-storno, 4,   854027.11",
        "item-group,  --no-storno, 41,  854027.11",
        "item-number, --no-storno, 279, 854027.11",
    })
    void each_level_has_its_figures_and_every_form_shows_the_same(String level, String storno, int lines, String sum) {
        JsonNode voucher = dryRun(level, storno, "json").json();
        List<Shown> shown = Shown.json(voucher);
        assertThat(shown).hasSize(lines);
        assertThat(Shown.sum(shown)).isEqualByComparingTo(sum);
        assertThat(voucher.get("lines").asInt()).isEqualTo(lines);
        assertThat(voucher.get("status").asString()).isEqualTo("DRY_RUN");
        assertThat(voucher.get("run").isNull()).isTrue();
        assertThat(voucher.get("voucher").isNull()).isTrue();
        assertThat(voucher.get("settledAmount").asString()).isEqualTo("10972.25");
        assertThat(voucher.get("settlements").asInt()).isEqualTo(5890);
        assertThat(voucher.get("storno").asBoolean()).isEqualTo(storno.equals("--storno"));
        assertThat(shown.stream().mapToLong(Shown::settlements).sum()).isEqualTo(5890);

        assertThat(Shown.csv(dryRun(level, storno, "csv").out())).isEqualTo(shown);
        assertThat(shown)
                .allSatisfy(
                        line -> assertThat(dryRun(level, storno, "table").out()).containsPattern(line.tableRow()));
        assertThat(dryRun(level, storno, "table").out()).contains(Shown.grouped(new BigDecimal(sum)));
    }

    @Test
    void a_posted_run_says_all_that_the_contract_promises() {
        Map<String, String> expected = Map.ofEntries(
                Map.entry("run", "1"),
                Map.entry("type", "TRANSACTION_ADJUSTMENT"),
                Map.entry("status", "POSTED"),
                Map.entry("company", "AWC"),
                Map.entry("journal", "AWC-2025-10"),
                Map.entry("voucher", "AWC-000001"),
                Map.entry("postingDate", "2025-10-31"),
                Map.entry("currencyLayer", "ACCOUNTING"),
                Map.entry("currency", "USD"),
                Map.entry("specification", "ITEM_GROUP"),
                Map.entry("updateLedger", "true"),
                Map.entry("storno", "true"),
                Map.entry("note", NOTE),
                Map.entry("settlements", "5890"),
                Map.entry("settledAmount", "10972.25"),
                Map.entry("lines", "41"),
                Map.entry("exceptions", "0"));
        expected.forEach((name, value) ->
                assertThat(posted.get(name).asString()).as(name).isEqualTo(value));
        assertThat(posted.get("settledAmount").isString()).isTrue();
        assertThat(posted.get("startedBy").asString()).isEqualTo(System.getProperty("user.name"));
        assertThat(Instant.parse(posted.get("endedAt").asString()))
                .isAfterOrEqualTo(Instant.parse(posted.get("startedAt").asString()));
        assertThat(posted.get("checksum").asString())
                .isEqualTo(dryRun("item-group", "--storno", "json")
                        .json()
                        .get("checksum")
                        .asString());
    }

    @Test
    void the_voucher_is_the_one_that_the_dry_run_showed_in_every_form() {
        JsonNode voucher = inquiry("voucher --run 1", "json").json();
        List<Shown> lines = Shown.json(voucher);
        assertThat(lines)
                .isEqualTo(Shown.json(dryRun("item-group", "--storno", "json").json()));
        assertThat(Shown.csv(inquiry("voucher --run 1", "csv").out())).isEqualTo(lines);
        assertThat(inquiry("voucher --run 1", "table").out()).contains("AWC-000001", "2025-10-31", "10,972.25");
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(inquiry("voucher --run 1", "table").out()).containsPattern(line.tableRow()));
    }

    @Test
    void runs_lists_the_run_in_every_form() {
        JsonNode run = inquiry("runs", "json").json().get("runs").get(0);
        posted.propertyNames()
                .forEach(name -> assertThat(run.get(name)).as(name).isEqualTo(posted.get(name)));
        assertThat(inquiry("runs", "csv").out().lines().toList().get(0))
                .startsWith(
                        "run,type,status,company,journal,voucher,posting_date,currency_layer,currency,specification,"
                                + "update_ledger,storno,note,settlements,settled_amount,lines,exceptions,started_by,started_at,ended_at,checksum,cancels,cancelled_by,manifest");
        assertThat(inquiry("runs", "csv").out().lines().toList().get(1))
                .startsWith(
                        "1,TRANSACTION_ADJUSTMENT,POSTED,AWC,AWC-2025-10,AWC-000001,2025-10-31,ACCOUNTING,USD,ITEM_GROUP,"
                                + "true,true," + NOTE + ",5890,10972.25,41,0,");
        assertThat(inquiry("runs", "table").out()).contains("AWC-000001", "10,972.25", "5,890");
    }

    @Test
    void journals_lists_the_journal_in_every_form() {
        JsonNode journal = inquiry("journals", "json").json().get("journals").get(0);
        assertThat(journal.get("company").asString()).isEqualTo("AWC");
        assertThat(journal.get("journal").asString()).isEqualTo("AWC-2025-10");
        assertThat(journal.get("status").asString()).isEqualTo("POSTED");
        assertThat(journal.get("lines").asInt()).isEqualTo(5890);
        assertThat(journal.get("sum").asString()).isEqualTo("10972.25");
        assertThat(inquiry("journals", "csv").out()).contains("AWC-2025-10", "POSTED", "5890", "10972.25");
        assertThat(inquiry("journals", "table").out()).contains("AWC-2025-10", "5,890", "10,972.25");
    }

    @Test
    void exceptions_are_none_in_every_form() {
        assertThat(inquiry("exceptions --run 1", "json")
                        .json()
                        .get("exceptions")
                        .isEmpty())
                .isTrue();
        assertThat(inquiry("exceptions --run 1", "csv").out().strip())
                .isEqualTo("journal,transaction_id,code,message,remedy");
    }

    @Test
    void posting_again_does_nothing_and_names_the_voucher() {
        Ended again = program.run(post("--output", "json")).exited(0);
        assertThat(again.json().get("runs").get(0).get("voucher").asString()).isEqualTo("AWC-000001");
        assertThat(program.run(post()).exited(0).toString()).contains("AWC-000001");
        assertThat(program.run("post", "--company", "AWC", "--output", "json")
                        .exited(0)
                        .json()
                        .get("runs")
                        .isEmpty())
                .isTrue();
        assertThat(program.run("runs", "--output", "json").json().get("runs").size())
                .isEqualTo(1);
    }
}
