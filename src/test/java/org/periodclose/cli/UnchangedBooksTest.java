package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the program made of the sample company and of twenty random ones (dry runs, posts, cancellations, chains) it makes of them for ever: vouchers,
 * checksums, digests and manifests, but for times and names of users. What is expected was written by the program itself, before its engine was
 * rebuilt: a difference is a change of what is posted, or of what a manifest says.
 */
class UnchangedBooksTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";
    private static final String[] SPECIFICATIONS = {"total", "item-group", "item-number"};
    private static final Pattern CHECKSUM = Pattern.compile("\"checksum\": \"([0-9a-f]+)\"");
    private static final int COMPANIES = 20;

    /** What differs from one start to the next, and what stands on it. */
    private static final String RUNS = """
            select concat_ws(' ', r.id, r.type, r.status, c.company, j.journal, coalesce(v.voucher, '-'), r.posting_date, r.settlements, r.settled_amount, r.lines,
                             r.checksum, coalesce(r.voucher_digest, '-'), 'manifest', m.position, (m.content::jsonb ->> 'amounts'), (m.content::jsonb ->> 'accounts'),
                             sha256_of((m.content::jsonb - '{startedBy,startedAt,endedAt,retries,interruptions,estimatedSeconds,program,previous,journalMadeBy,amounts,accounts}'::text[])::text),
                             'lines', (select sha256_of(string_agg(concat_ws(' ', l.line, d.main_account, k.main_account, l.amount, l.storno, g.item_group, i.item_number,
                                                                             l.settlements), chr(10) order by l.line))
                                         from voucher_line l
                                         join main_account d on d.id = l.debit_account_id
                                         join main_account k on k.id = l.credit_account_id
                                         left join item_group g on g.id = l.item_group_id
                                         left join item i on i.id = l.item_id
                                        where l.run_id = r.id),
                             'settlements', (select sha256_of(string_agg(concat_ws(' ', t.transaction_id, s.amount, d.main_account, k.main_account, s.storno), chr(10)
                                                                         order by t.transaction_id))
                                               from settlement s
                                               join inventory_transaction t on t.id = s.inventory_transaction_id
                                               join main_account d on d.id = s.debit_account_id
                                               join main_account k on k.id = s.credit_account_id
                                              where s.run_id = r.id))
              from posting_run r
              join company c on c.id = r.company_id
              join adjustment_journal j on j.id = r.journal_id
              join manifest m on m.run_id = r.id
              left join voucher v on v.run_id = r.id
             order by r.id
            """;

    private JdbcClient jdbc;

    @BeforeEach
    void enter() {
        String url = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        System.setProperty(URL, url.replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
    }

    @AfterEach
    void leave() {
        System.clearProperty(URL);
        System.clearProperty(USER);
    }

    private static String run(String... line) {
        Capture capture = new Capture();
        assertThat(capture.execute(line)).as(capture.err()).isZero();
        return capture.out();
    }

    private static void unpack(String resource, Path directory) throws IOException {
        try (ZipInputStream zip =
                new ZipInputStream(Objects.requireNonNull(UnchangedBooksTest.class.getResourceAsStream(resource)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, directory.resolve(Path.of(entry.getName()).getFileName()));
            }
        }
    }

    private List<String> runs() {
        return jdbc.sql(RUNS).query(String.class).list();
    }

    private static void isAsExpected(String resource, List<String> found) throws IOException {
        try (InputStream expected = UnchangedBooksTest.class.getResourceAsStream(resource)) {
            if (expected == null) {
                Path written = Files.write(Path.of("target" + resource), found);
                throw new AssertionError("nothing is expected yet; what was found is in " + written);
            }
            assertThat(found)
                    .containsExactlyElementsOf(new String(expected.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    @Test
    void twenty_random_companies(@TempDir Path directory) throws IOException {
        unpack("/twenty-companies.zip", directory);
        run("import", directory.toString(), "--quiet");
        List<String> found = new ArrayList<>();
        for (int company = 1; company <= COMPANIES; company++) {
            String[] post = {
                "post",
                "--company",
                "Firma " + company,
                "--posting-date",
                "2025-10-31",
                "--specification",
                SPECIFICATIONS[company % SPECIFICATIONS.length],
                "--output",
                "json"
            };
            String[] plan = new String[post.length + 1];
            System.arraycopy(post, 0, plan, 0, post.length);
            plan[post.length] = "--dry-run";
            Matcher planned = CHECKSUM.matcher(run(plan));
            while (planned.find()) {
                found.add("Firma " + company + " planned " + planned.group(1));
            }
            run(post);
        }
        for (int company = 1; company <= COMPANIES; company++) {
            List<Long> runs = jdbc.sql("""
                            select r.id from posting_run r join company c on c.id = r.company_id where c.company = :company order by r.id
                            """)
                    .param("company", "Firma " + company)
                    .query(Long.class)
                    .list();
            String first = runs.get(0).toString();
            if (company % 3 == 0) {
                run("cancel", "--run", runs.get(runs.size() - 1).toString(), "--quiet");
            } else if (company % 3 == 1) {
                run("cancel", "--run", first, "--chain", "--confirm", first, "--quiet");
            }
            run("verify", "--company", "Firma " + company, "--quiet");
        }
        found.addAll(runs());
        isAsExpected("/twenty-companies.txt", found);
    }

    @Test
    void the_sample_company() throws IOException {
        run("import", Path.of("db", "demo").toString(), "--quiet");
        run("post", "--company", "AWC", "--posting-date", "2025-10-31", "--quiet");
        run("cancel", "--run", "1", "--quiet");
        isAsExpected("/sample-company.txt", runs());
    }
}
