package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.postgresql.ds.PGSimpleDataSource;

/** What an import does with files that are in order, and with whole directories that are not. */
class ImporterTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private ImportFixture fixture;

    @BeforeEach
    void anEmptyDatabase() {
        fixture = new ImportFixture(directory);
    }

    @Test
    void the_sample_company_is_imported_once_and_unchanged_the_second_time() {
        ImportReport first = fixture.importer.importFrom(ImportSource.classpath("db/demo"));
        assertThat(first.files())
                .filteredOn(f -> f.file().equals("inventory_transactions.csv"))
                .containsExactly(
                        new ImportReport.FileReport("inventory_transactions.csv", 8704, 8704, 0, 0, 0, 0, 0, 0));
        assertThat(first.files()).allMatch(f -> f.inserted() == f.rows()).hasSize(9);
        String stored = fixture.versions();

        ImportReport second = fixture.importer.importFrom(ImportSource.classpath("db/demo"));
        assertThat(second.files()).allMatch(f -> f.unchanged() == f.rows()).hasSize(9);
        assertThat(fixture.versions()).isEqualTo(stored);
        assertThat(fixture.one("select sum(amount) || ' ' || count(*) from adjustment"))
                .isEqualTo("10972.25 5890");
    }

    @Test
    void set_up_rows_are_updated_only_where_they_differ() {
        fixture.smallCompany();
        fixture.write(
                "companies.csv", ImportFixture.COMPANIES + "C,Small & Co,USD,EUR,false\nN,No reporting,JPY,,FALSE\n");
        fixture.write(
                "fiscal_periods.csv",
                ImportFixture.PERIODS
                        + "C,2025-01,2025-01-01,2025-01-30,CLOSED\nC,2025-02,2025-01-31,2025-02-28,OPEN\n");
        fixture.write(
                "main_accounts.csv",
                ImportFixture.ACCOUNTS
                        + "C,10,Stock,BALANCE_SHEET\nC,91,Gain,PROFIT_AND_LOSS\nC,11,Goods,BALANCE_SHEET\n");
        fixture.write("item_groups.csv", ImportFixture.GROUPS + "C,G,Group\nC,H,Another\n");
        fixture.write(
                "items.csv", ImportFixture.ITEMS + "C,A,Item A,G,FIFO,1.500,\nC,B,Item B,G,STANDARD_COST,,2.000001\n");
        fixture.write("posting_profiles.csv", ImportFixture.PROFILES + "C,INVENTORY,ALL,,11\nC,PROFIT,TABLE,A,91\n");
        assertThat(fixture.report())
                .containsExactly(
                        "companies.csv: 2 read, 0 inserted, 1 updated, 1 unchanged",
                        "fiscal_periods.csv: 2 read, 1 inserted, 1 updated, 0 unchanged",
                        "main_accounts.csv: 3 read, 1 inserted, 1 updated, 1 unchanged",
                        "item_groups.csv: 2 read, 0 inserted, 1 updated, 1 unchanged",
                        "items.csv: 2 read, 0 inserted, 1 updated, 1 unchanged",
                        "posting_profiles.csv: 2 read, 0 inserted, 1 updated, 1 unchanged");
        String stored = fixture.versions();
        assertThat(fixture.report()).allMatch(line -> line.contains(" 0 inserted, 0 updated"));
        assertThat(fixture.versions()).isEqualTo(stored);
    }

    @Test
    void importing_again_uses_no_numbers_of_set_up_tables() {
        fixture.smallCompany();
        fixture.write("item_groups.csv", ImportFixture.GROUPS + "C,G,Group\nC,H,Other group\n");
        fixture.importDirectory();
        fixture.write("item_groups.csv", ImportFixture.GROUPS + "C,G,Group\nC,K,New group\n");
        fixture.importDirectory();
        assertThat(fixture.one("select string_agg(id || ' ' || item_group, ', ' order by id) from item_group"))
                .isEqualTo("1 G, 2 H, 3 G, 4 K");
    }

    @Test
    void amounts_are_kept_with_the_decimals_of_their_currency() {
        fixture.smallCompany();
        assertThat(fixture.one(
                        "select string_agg(cost_amount || ' ' || coalesce(reporting_cost_amount::text, '-'), ', ' order by company_id, transaction_id)"
                                + " from inventory_transaction"))
                .isEqualTo("-1.50 -, 4.50 4.10, 400 -");
        assertThat(fixture.one("select string_agg(amount::text, ', ' order by journal_id) from adjustment"))
                .isEqualTo("-0.25, 0.30, 0.123");
    }

    @Test
    void columns_in_any_order_with_a_byte_order_mark_crlf_quotes_and_empty_lines_are_read() {
        fixture.smallCompany();
        fixture.write(
                "item_groups.csv",
                "\uFEFFname,company,item_group\r\n\r\n\"Wheels, \"\"big\"\" \\N\",C,\"W\\\"\r\n\r\n\u00dcbung \ud83d\udeb2,C,\u00dc"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(fixture.report()).containsExactly("item_groups.csv: 2 read, 2 inserted, 0 updated, 0 unchanged");
        assertThat(fixture.one(
                        "select string_agg(item_group || '=' || name, '; ' order by id) from item_group where id > 3"))
                .isEqualTo("W\\=Wheels, \"big\" \\N; \u00dc=\u00dcbung \ud83d\udeb2");
    }

    @Test
    void a_file_may_have_a_header_and_no_row() {
        fixture.write("item_groups.csv", ImportFixture.GROUPS);
        assertThat(fixture.report()).containsExactly("item_groups.csv: 0 read, 0 inserted, 0 updated, 0 unchanged");
    }

    @Test
    void lines_of_an_open_journal_change_and_its_description_too() {
        fixture.smallCompany();
        fixture.write(
                "adjustment_journals.csv", ImportFixture.JOURNALS + "C,J1,ACCOUNTING,New words\nC,J2,REPORTING,\n");
        fixture.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1,R1,0.75\nC,J1,I1,1\nC,J2,R1,0.3\n");
        assertThat(fixture.report())
                .containsExactly(
                        "adjustment_journals.csv: 2 read, 0 inserted, 1 updated, 1 unchanged",
                        "adjustments.csv: 3 read, 1 inserted, 1 updated, 1 unchanged");
    }

    @Test
    void a_journal_that_is_not_open_refuses_new_and_changed_lines() {
        fixture.smallCompany();
        fixture.jdbc.update(
                "update adjustment_journal set status = 'POSTED' where journal = 'J1' and description = 'First'");
        fixture.write("adjustment_journals.csv", ImportFixture.JOURNALS + "C,J1,ACCOUNTING,First\n");
        fixture.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1,R1,-0.25\n");
        assertThat(fixture.report()).allMatch(line -> line.endsWith("1 unchanged"));

        fixture.write("adjustment_journals.csv", ImportFixture.JOURNALS + "C,J1,ACCOUNTING,Second\n");
        fixture.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1,R1,-0.26\nC,J1,I1,1\n");
        String frozen =
                ": journal \"J1\" of company \"C\" is POSTED, its lines can no longer change: put the change into a new journal";
        assertThat(fixture.refusals())
                .containsExactly(
                        "JOURNAL_FROZEN  adjustment_journals.csv:2: description: journal \"J1\" of company \"C\" is POSTED, "
                                + "its description can no longer change: restore the description, or put the change into a new journal",
                        "JOURNAL_FROZEN  adjustments.csv:2: journal" + frozen,
                        "JOURNAL_FROZEN  adjustments.csv:3: journal" + frozen);
    }

    @Test
    void journals_are_numbered_in_the_order_of_the_file() {
        fixture.smallCompany();
        fixture.write(
                "adjustment_journals.csv",
                ImportFixture.JOURNALS + "C,Z,ACCOUNTING,\nC,B,ACCOUNTING,\nC,M,ACCOUNTING,\n");
        fixture.importDirectory();
        assertThat(fixture.one("select string_agg(journal, ' ' order by id) from adjustment_journal where id > 3"))
                .isEqualTo("Z B M");
    }

    @Test
    void all_faults_of_all_files_are_reported_at_once_and_no_fault_causes_another() {
        fixture.smallCompany();
        fixture.write("companies.csv", ImportFixture.COMPANIES + "X,New,dollar,,true\n");
        fixture.write(
                "main_accounts.csv", ImportFixture.ACCOUNTS + "X,10,Stock,BALANCE_SHEET\nY,10,Stock,BALANCE_SHEET\n");
        fixture.write("item_groups.csv", "company;item_group;name\n");
        fixture.write("items.csv", ImportFixture.ITEMS + "C,K,K,NEW,FIFO,-1,\nX,L,L, and more,NEW,FIFO,,\n");
        fixture.write(
                "inventory_transactions.csv",
                ImportFixture.TRANSACTIONS
                        + "C,T1,K,RECEIPT,1,,,1,,true,,,,,,\n"
                        + "X,T2,L,RECEIPT,0,,31.12.2025,1.005,,true,,,,,,\n"
                        + "C,T3,Z,RECEIPT,1,,,1,,true,,,,,,\n");
        fixture.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1,T1,1\nX,J1,T2,1\nC,J1,T3,0\n");
        assertThat(fixture.faults())
                .extracting(Fault::message)
                .containsExactly(
                        "companies.csv:2: accounting_currency: \"dollar\" is not a currency of ISO 4217 with a minor unit",
                        "main_accounts.csv:3: company: there is no company \"Y\"",
                        "item_groups.csv:1: header: the columns are separated by semicolons, not by commas",
                        "items.csv:2: cost_price: -1 is below zero",
                        "items.csv:3: line: has 8 fields, the header has 7",
                        "inventory_transactions.csv:3: financial_date: \"31.12.2025\" is not a date",
                        "inventory_transactions.csv:3: quantity: 0 is not above zero in a RECEIPT",
                        "inventory_transactions.csv:4: item_number: company \"C\" has no item \"Z\"",
                        "adjustments.csv:3: journal: company \"X\" has no adjustment journal \"J1\"",
                        "adjustments.csv:4: amount: the amount is zero");
    }

    @Test
    void the_first_thousand_faults_are_listed_and_the_others_counted() {
        fixture.smallCompany();
        fixture.write(
                "item_groups.csv",
                ImportFixture.GROUPS + "Y,K,Unknown company\n".repeat(700) + "C,,No group\n".repeat(1500));
        fixture.write("main_accounts.csv", ImportFixture.ACCOUNTS + "C,11,X,Y\n");
        List<Fault> faults = fixture.faults();
        assertThat(faults).hasSize(1001);
        assertThat(faults.get(0).message()).startsWith("main_accounts.csv:2: type");
        assertThat(faults.get(999).message()).startsWith("item_groups.csv:501: ");
        assertThat(faults.get(1000))
                .hasToString(
                        "MORE_FAULTS  1,900 more faults were found: correct those above, then import again to see the rest");
    }

    @Test
    void a_directory_that_is_not_there_and_one_without_files_are_refused() {
        assertThatThrownBy(() -> fixture.importer.importFrom(ImportSource.directory(Path.of("no/such"))))
                .isInstanceOf(Refused.class)
                .hasMessage(
                        "NO_DIRECTORY  \"no/such\" is not a directory: give the directory that holds the CSV files");
        fixture.write("notes.txt", "no file of ours");
        assertThatThrownBy(fixture::importDirectory)
                .isInstanceOf(Refused.class)
                .hasMessage(
                        "NO_FILES  \"" + directory
                                + "\" has none of the import files: put at least one of these there: "
                                + "companies.csv, fiscal_periods.csv, main_accounts.csv, item_groups.csv, item_model_groups.csv, items.csv, posting_profiles.csv, charges_codes.csv, ledger_balances.csv, "
                                + "inventory_transactions.csv, markings.csv, adjustment_journals.csv, adjustments.csv, inventory_closes.csv");
    }

    @Test
    void a_directory_in_the_place_of_a_file_is_refused() throws java.io.IOException {
        java.nio.file.Files.createDirectory(directory.resolve("items.csv"));
        assertThat(fixture.refusals())
                .containsExactly(
                        "BAD_FILE  items.csv:1: line: cannot be read (Is a directory): make sure that it is a readable file");
    }

    @Test
    void two_imports_at_a_time_are_one_too_many() throws SQLException {
        fixture.write("item_groups.csv", ImportFixture.GROUPS);
        try (Connection other = fixture.dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(Importer.ALONE);
            assertThat(fixture.faults())
                    .containsExactly(Fault.of(
                            FaultCode.RUN_AT_WORK,
                            "another import is at work on this database",
                            "wait until it has ended, then import again"));
            other.rollback();
        }
        assertThat(fixture.report()).hasSize(1);
    }

    @Test
    void a_journal_that_another_session_holds_is_waited_for() throws SQLException {
        fixture.smallCompany();
        fixture.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1,R1,-0.25\n");
        String before = fixture.fingerprint();
        PGSimpleDataSource impatient = (PGSimpleDataSource) fixture.dataSource;
        try (Connection other = fixture.dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from adjustment_journal where journal = 'J1' for update");
            impatient.setOptions("-c lock_timeout=100");
            assertThatThrownBy(fixture::importDirectory).hasMessageContaining("lock timeout");
        }
        assertThat(fixture.fingerprint()).isEqualTo(before);
        assertThat(fixture.report()).containsExactly("adjustments.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
    }
}
