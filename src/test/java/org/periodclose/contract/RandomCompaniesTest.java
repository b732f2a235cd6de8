package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.Ended;
import org.periodclose.cli.InProcess;
import tools.jackson.databind.JsonNode;

/** Made-up companies, posted by the commands, against a calculation of their own. */
class RandomCompaniesTest {
    private static final Seed SEED = Seed.of("RandomCompaniesTest");
    private static final List<RandomCompany> COMPANIES = new ArrayList<>();
    private static final Map<String, JsonNode> DRY_RUNS = new HashMap<>();
    private static final List<String> LEVELS = List.of("total", "item-group", "item-number");

    private static Books imported = new Books("");

    @BeforeAll
    static void companies_are_imported_and_looked_at() {
        Random random = SEED.random();
        for (int i = 1; i <= 12; i++) {
            // The last two have lines that are refused, the first one has many.
            COMPANIES.add(new RandomCompany("Firma " + i, random, i > 10, i == 1 ? 2000 : random.nextInt(30, 120)));
        }
        ImportFiles files = new ImportFiles();
        COMPANIES.forEach(company -> company.write(files));
        Folder folder = Folder.create();
        files.writeTo(folder.path());
        imported = Books.empty();
        InProcess program = InProcess.on(imported.url());
        program.run("import", folder.toString()).exited(0);

        Map<String, String> before = imported.fingerprints();
        program.run("import", folder.toString()).exited(0);
        assertThat(imported.fingerprints())
                .as("%s: the same rows again change nothing", SEED)
                .isEqualTo(before);

        List<List<String>> commands = new ArrayList<>();
        for (String level : LEVELS) {
            commands.add(post("--dry-run", "--skip-invalid", "--specification", level, "--output", "json"));
            commands.add(
                    post("--dry-run", "--skip-invalid", "--specification", level, "--no-storno", "--output", "json"));
        }
        List<Ended> results = program.runAll(commands);
        for (int i = 0; i < commands.size(); i++) {
            DRY_RUNS.put(
                    LEVELS.get(i / 2) + " " + (i % 2 == 0),
                    results.get(i).exited(3).json());
        }
        assertThat(imported.fingerprints())
                .as("%s: a dry run posts nothing", SEED)
                .isEqualTo(before);
    }

    private static List<String> post(String... more) {
        List<String> command = new ArrayList<>(
                List.of("post", "--all-companies", "--posting-date", RandomCompany.POSTING_DATE.toString()));
        command.addAll(List.of(more));
        return command;
    }

    @ParameterizedTest(name = "{0}, storno where the company allows it: {1}")
    @CsvSource({
        "total, true",
        "total, false",
        "item-group, true",
        "item-group, false",
        "item-number, true",
        "item-number, false"
    })
    void every_voucher_has_exactly_the_lines_of_the_independent_calculation(String level, boolean storno) {
        JsonNode answer = Objects.requireNonNull(DRY_RUNS.get(level + " " + storno));
        int seen = 0;
        for (RandomCompany company : COMPANIES) {
            for (RandomCompany.Journal journal : company.journals) {
                String context = SEED + ", " + journal.name();
                JsonNode voucher = voucherOf(answer, journal);
                if (voucher == null) {
                    assertThat(journal.lines()).as(context).allMatch(line -> line.fault() != null);
                } else {
                    boolean stornoOfCompany = storno && company.storno;
                    assertThat(Shown.json(voucher))
                            .as(context)
                            .isEqualTo(Oracle.voucher(company, journal, level, stornoOfCompany));
                    assertThat(voucher.get("storno").asBoolean()).as(context).isEqualTo(stornoOfCompany);
                    assertThat(voucher.get("currency").asString())
                            .as(context)
                            .isEqualTo(company.currencyOf(journal.layer()));
                    assertThat(voucher.get("settledAmount").asString())
                            .as(context)
                            .isEqualTo(Oracle.settledAmount(company, journal).toPlainString());
                    assertThat(voucher.get("exceptions").asInt())
                            .as(context)
                            .isEqualTo(Oracle.faults(journal).size());
                    seen++;
                }
            }
        }
        assertThat(seen).as(SEED.toString()).isGreaterThan(COMPANIES.size());
    }

    @Test
    void every_level_and_both_storno_settings_move_every_account_alike() {
        for (RandomCompany company : COMPANIES) {
            for (RandomCompany.Journal journal : company.journals) {
                List<Map<String, BigDecimal>> nets = DRY_RUNS.values().stream()
                        .map(answer -> voucherOf(answer, journal))
                        .filter(Objects::nonNull)
                        .map(voucher -> Oracle.net(Shown.json(voucher)))
                        .distinct()
                        .toList();
                assertThat(nets).as("%s, %s", SEED, journal.name()).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    private static @Nullable JsonNode voucherOf(JsonNode answer, RandomCompany.Journal journal) {
        return StreamSupport.stream(answer.get("runs").spliterator(), false)
                .filter(run -> run.get("journal").asString().equals(journal.name()))
                .findFirst()
                .orElse(null);
    }

    @Test
    void the_vouchers_are_byte_identical_for_every_thread_count_and_chunk_size() {
        String expected = "";
        for (String setting : List.of("1 5000", "4 7", "3 1", "2 100")) {
            String threads = setting.split(" ", -1)[0];
            String chunkSize = setting.split(" ", -1)[1];
            Books books = imported.copy();
            InProcess program = InProcess.on(books.url())
                    .with("PERIOD_CLOSE_THREADS", threads)
                    .with("PERIOD_CLOSE_CHUNK_SIZE", chunkSize);
            program.run(post("--skip-invalid", "--specification", "item-number", "--output", "json"))
                    .exited(3);
            String vouchers = vouchers(books);
            if (expected.isEmpty()) {
                expected = vouchers;
                thePostedVoucherIsShown(program, books);
            }
            assertThat(vouchers)
                    .as("%s: %s threads, chunks of %s", SEED, threads, chunkSize)
                    .isEqualTo(expected);
            assertThat(books.sql()
                            .sql("select count(*) from period_close_view.reconciliation where difference <> 0")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    /** Everything of every posted run but who started it and when. */
    private static String vouchers(Books books) {
        return books.sql().sql("""
                        select string_agg(concat_ws('|', r.company_id, j.journal, v.voucher, r.settlements, r.settled_amount, r.lines, r.exceptions,
                                                    r.checksum, l.line, l.debit_account_id, l.credit_account_id, l.amount, l.storno,
                                                    l.item_group_id, l.item_id, l.settlements), chr(10)
                                          order by j.id, l.line)
                          from posting_run r
                          join adjustment_journal j on j.id = r.journal_id
                          join voucher v on v.run_id = r.id
                          join voucher_line l on l.run_id = r.id
                         where r.status = 'POSTED'
                        """).query(String.class).single();
    }

    /** The voucher of one journal, drawn by lot, and what was left out of one that has faults. */
    private static void thePostedVoucherIsShown(InProcess program, Books books) {
        Random random = SEED.random();
        RandomCompany company = COMPANIES.get(random.nextInt(COMPANIES.size() - 2));
        RandomCompany.Journal journal = company.journals.get(random.nextInt(company.journals.size()));
        RandomCompany.Journal faulty =
                COMPANIES.get(COMPANIES.size() - 1).journals.get(0);
        List<Ended> shown = program.runAll(List.of(
                List.of("voucher", "--run", run(books, journal), "--output", "json"),
                List.of("voucher", "--run", run(books, journal), "--output", "csv"),
                List.of("exceptions", "--run", run(books, faulty), "--output", "json")));
        List<Shown> expected = Oracle.voucher(company, journal, "item-number", company.storno);
        assertThat(Shown.json(shown.get(0).exited(0).json()))
                .as(SEED.toString())
                .isEqualTo(expected);
        assertThat(Shown.csv(shown.get(1).exited(0).out())).as(SEED.toString()).isEqualTo(expected);
        assertThat(StreamSupport.stream(
                                shown.get(2).exited(0).json().get("exceptions").spliterator(), false)
                        .collect(Collectors.toMap(
                                fault -> fault.get("transactionId").asString(),
                                fault -> fault.get("code").asString())))
                .as(SEED.toString())
                .isEqualTo(Oracle.faults(faulty));
    }

    private static String run(Books books, RandomCompany.Journal journal) {
        return books.sql()
                .sql(
                        "select r.id::text from posting_run r join adjustment_journal j on j.id = r.journal_id where j.journal = :journal")
                .param("journal", journal.name())
                .query(String.class)
                .single();
    }
}
