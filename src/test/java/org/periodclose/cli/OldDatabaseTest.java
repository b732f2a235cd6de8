package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database whose schema ends with 017-lock.sql, as an earlier version of the program left it: posted, cancelled, interrupted and failed runs of
 * two companies. The first command migrates it; nothing is lost, and what was interrupted continues.
 */
class OldDatabaseTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";
    private static final String POSTED = """
            select concat_ws(' ', r.id, r.status, r.checksum, m.hash, v.voucher, (select count(*) from settlement s where s.run_id = r.id),
                             (select string_agg(concat_ws(' ', l.line, l.debit_account_id, l.credit_account_id, l.amount, l.storno, l.settlements), ',' order by l.line)
                                from voucher_line l where l.run_id = r.id))
              from posting_run r
              left join manifest m on m.run_id = r.id
              left join voucher v on v.run_id = r.id
             where r.id < 13 and r.status <> 'RUNNING'
             order by r.id
            """;

    private JdbcClient jdbc;

    @BeforeEach
    void restore() throws IOException {
        String url = TestDatabase.emptyUrl();
        try (InputStream dump = Objects.requireNonNull(
                OldDatabaseTest.class.getResourceAsStream("/database-of-the-first-schema.sql.gz"))) {
            new JdbcTemplate(TestDatabase.dataSource(url))
                    .execute(new String(new GZIPInputStream(dump).readAllBytes(), StandardCharsets.UTF_8));
        }
        jdbc = JdbcClient.create(TestDatabase.dataSource(url));
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
        return capture.out();
    }

    private List<String> rows(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    @Test
    void what_was_posted_before_a_migration_still_verifies_and_what_was_interrupted_continues() {
        List<String> before = rows(POSTED);
        assertThat(before).hasSize(9);
        String heads = "select hash from manifest where run_id in (8, 7) order by run_id";
        List<String> chains = rows(heads);
        assertThat(run(0, "verify", "--company", "PLAIN", "--head", chains.get(0), "--output", "json"))
                .contains("\"manifests\": 2");
        assertThat(run(0, "verify", "--company", "OLD", "--head", chains.get(1), "--output", "json"))
                .contains("\"manifests\": 6");

        run(0, "post", "--all-companies", "--time-zone", "UTC", "--quiet");

        assertThat(rows(POSTED).subList(0, 9)).isEqualTo(before);
        assertThat(rows(heads)).isEqualTo(chains);
        assertThat(
                        rows(
                                "select concat_ws(' ', r.id, r.status, v.voucher, r.posting_date, r.settlements, r.interruptions)"
                                        + " from posting_run r left join voucher v on v.run_id = r.id where r.id > 8 order by r.id"))
                .containsExactly(
                        "9 FAILED 2025-10-31 1",
                        "10 POSTED OLD-000007 2025-11-30 40 1",
                        "11 POSTED OLD-R-000001 2025-10-31 40 1",
                        "12 POSTED 2025-11-30 20 1",
                        "13 POSTED OLD-000008 2025-10-31 40 0",
                        "14 POSTED OLD-000009 2025-10-31 40 0",
                        "15 POSTED PLAIN-000002 2025-10-31 30 0");
        run(0, "verify", "--company", "OLD");
        run(0, "verify", "--company", "PLAIN");
        run(0, "cancel", "--run", "11", "--quiet");
        assertThat(rows("select voucher from voucher order by run_id desc limit 1"))
                .containsExactly("OLD-R-000002");
        run(0, "verify", "--company", "OLD");
    }

    @Test
    void codes_that_were_stored_with_blanks_around_them_lose_them_where_nothing_posted_rests_on_them() {
        jdbc.sql("""
                        insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                        values ('NEW ', 'New', 'USD', 2, true);
                        insert into item_group (company_id, item_group, name)
                        select id, g, g from company, (values (E'GA\u00A0'), ('GB'), ('GB ')) v (g) where company = 'NEW ';
                        insert into item (company_id, item_number, name, item_group_id, inventory_model)
                        select company_id, E'A1\u200B', 'A1', id, 'FIFO' from item_group where item_group = E'GA\u00A0';
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, cost_amount, open, inventory_account)
                        select company_id, ' R1', id, 'RECEIPT', 1, 5, true, '41 ' from item where item_number = E'A1\u200B';
                        """).update();
        jdbc.sql("update main_account set name = name || ' '").update();
        run(0, "journals");
        assertThat(rows("select company from company order by id")).containsExactly("OLD", "PLAIN", "NEW");
        assertThat(rows("select item_group from item_group where company_id = 3 order by item_group"))
                .containsExactly("GA", "GB", "GB ");
        assertThat(rows("select concat_ws('|', item_number, transaction_id, inventory_account)"
                        + " from inventory_transaction t join item i on i.id = t.item_id where t.company_id = 3"))
                .containsExactly("A1|R1|41");
        run(0, "verify", "--company", "OLD");
    }
}
