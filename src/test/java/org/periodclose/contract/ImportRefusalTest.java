package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.periodclose.Ended;
import org.periodclose.cli.InProcess;
import tools.jackson.databind.JsonNode;

/** Files that break a rule: every fault by file, line and column, and the books as they were. */
class ImportRefusalTest {
    private static final String COMPANIES = """
            company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments
            C,Company,JPY,,true
            """;

    private static Books books = new Books("");
    private static InProcess program = new InProcess(Map.of());

    @BeforeAll
    static void books_with_a_posted_journal() {
        books = Books.empty();
        program = InProcess.on(books.url());
        program.run("import", companyWithJournal("5").toString()).exited(0);
        program.run("post", "--company", "C", "--posting-date", "2025-10-31").exited(0);
    }

    /** Written the way spreadsheets do: a byte-order mark, CRLF, and columns in an order of their own. */
    private static Folder companyWithJournal(String amount) {
        return Folder.create()
                .file("companies.csv", "\uFEFF" + COMPANIES.replace("\n", "\r\n"))
                .file(
                        "fiscal_periods.csv",
                        lines("company,status,period,start_date,end_date", "C,OPEN,2025,2025-01-01,2025-12-31"))
                .file(
                        "main_accounts.csv",
                        lines(
                                "company,main_account,name,type",
                                "C,41,Goods,BALANCE_SHEET",
                                "C,91,Result,PROFIT_AND_LOSS"))
                .file("item_groups.csv", lines("name,company,item_group", "Bikes,C,B"))
                .file("items.csv", lines(header("items.csv"), "C,B1,Bike,B,FIFO,,"))
                .file(
                        "posting_profiles.csv",
                        lines(
                                header("posting_profiles.csv"),
                                "C,INVENTORY,ALL,,41",
                                "C,PROFIT,ALL,,91",
                                "C,LOSS,GROUP,B,91"))
                .file(
                        "inventory_transactions.csv",
                        lines(header("inventory_transactions.csv"), "C,T1,B1,RECEIPT,1,,2025-01-01,100,,true,,,,,,"))
                .file("adjustment_journals.csv", lines(header("adjustment_journals.csv"), "C,J1,ACCOUNTING,"))
                .file("adjustments.csv", lines(header("adjustments.csv"), "C,J1,T1," + amount));
    }

    private static String header(String file) {
        return Objects.requireNonNull(ImportFiles.HEADERS.get(file));
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    /** The faults of a refused import as "CODE message: remedy"; the books must be as before. */
    private static List<String> refused(String directory) {
        Map<String, String> before = books.fingerprints();
        JsonNode answer =
                program.run("import", directory, "--output", "json").exited(4).json();
        assertThat(books.fingerprints()).isEqualTo(before);
        assertThat(answer.get("error").get("code"))
                .isEqualTo(answer.get("exceptions").get(0).get("code"));
        return StreamSupport.stream(answer.get("exceptions").spliterator(), false)
                .map(fault -> fault.get("code").asString() + " "
                        + fault.get("message").asString() + ": "
                        + fault.get("remedy").asString())
                .toList();
    }

    private static void assertFaults(List<String> faults, String... beginnings) {
        assertThat(faults).hasSize(beginnings.length);
        Arrays.stream(beginnings)
                .forEach(beginning -> assertThat(faults).anyMatch(fault -> fault.startsWith(beginning)));
    }

    @Test
    void every_fault_of_every_file_is_told_at_once() {
        Folder folder = Folder.create()
                .file("companies.csv", COMPANIES + "D,Second,XXX,,maybe\nD,Again,USD,,true\n")
                .file(
                        "fiscal_periods.csv",
                        lines(
                                header("fiscal_periods.csv"),
                                "C,H2,2025-07-01,2025-09-31,SHUT",
                                "C,X,2025-12-01,2026-01-31,OPEN"))
                .file("item_groups.csv", lines(header("item_groups.csv"), "NOBODY,G,Group"))
                .file("posting_profiles.csv", lines(header("posting_profiles.csv"), "C,PROFIT,GROUP,NONE,4711"))
                .file(
                        "inventory_transactions.csv",
                        lines(
                                header("inventory_transactions.csv"),
                                "C,T2,B1,RECEIPT,-1,,2025-01-01,100,,true,,,,,,",
                                "C,T3,NONE,ISSUE,-1,,2025-01-01,-1.5,,true,,,,,,"))
                .file("adjustments.csv", lines(header("adjustments.csv"), "C,J1,T1,0", "C,NONE,T1,1"));
        assertFaults(
                refused(folder.toString()),
                "BAD_VALUE companies.csv:3: accounting_currency: ",
                "BAD_VALUE companies.csv:3: storno_for_inventory_adjustments: ",
                "DUPLICATE companies.csv:4: ",
                "BAD_VALUE fiscal_periods.csv:2: end_date: ",
                "BAD_VALUE fiscal_periods.csv:2: status: ",
                "BAD_VALUE fiscal_periods.csv:3: ",
                "BROKEN_REFERENCE item_groups.csv:2: company: ",
                "BROKEN_REFERENCE posting_profiles.csv:2: item_relation: ",
                "BROKEN_REFERENCE posting_profiles.csv:2: main_account: ",
                "BAD_VALUE inventory_transactions.csv:2: quantity: ",
                "BROKEN_REFERENCE inventory_transactions.csv:3: item_number: ",
                "BAD_VALUE inventory_transactions.csv:3: cost_amount: ",
                "BAD_VALUE adjustments.csv:2: amount: ",
                "BROKEN_REFERENCE adjustments.csv:3: journal: ");
    }

    @Test
    void a_header_with_an_unknown_and_a_missing_column_is_refused() {
        assertFaults(
                refused(Folder.create()
                        .file("item_groups.csv", lines("company,item_group,title", "C,G,Group"))
                        .toString()),
                "UNKNOWN_COLUMN item_groups.csv:1: title: ",
                "MISSING_COLUMN item_groups.csv:1: name: ");
    }

    @Test
    void a_file_with_semicolons_is_refused_with_a_word_that_says_so() {
        List<String> faults = refused(Folder.create()
                .file("companies.csv", COMPANIES.replace(',', ';'))
                .toString());
        assertFaults(faults, "BAD_FILE companies.csv:1: ");
        assertThat(faults.get(0)).contains("semicolon");
    }

    @Test
    void what_is_posted_cannot_be_imported_otherwise() {
        assertFaults(
                refused(companyWithJournal("6")
                        .file(
                                "inventory_transactions.csv",
                                lines(
                                        header("inventory_transactions.csv"),
                                        "C,T1,B1,RECEIPT,1,,2025-01-01,101,,true,,,,,,"))
                        .toString()),
                "TRANSACTION_CHANGED inventory_transactions.csv:2: cost_amount: ",
                "JOURNAL_FROZEN adjustments.csv:2: journal: ");
    }

    @Test
    void the_same_rows_again_change_nothing_even_after_posting() {
        Map<String, String> before = books.fingerprints();
        program.run("import", companyWithJournal("5.00").toString()).exited(0);
        assertThat(books.fingerprints()).isEqualTo(before);
    }

    @Test
    void a_directory_that_is_not_there_or_has_no_files_is_refused() {
        Folder folder = Folder.create();
        assertFaults(refused(folder + "/nowhere"), "NO_DIRECTORY ");
        assertFaults(refused(folder.toString()), "NO_FILES ");
    }

    @Test
    void without_json_the_faults_stand_on_standard_error() {
        Ended refused = program.run(
                        "import",
                        Folder.create()
                                .file("item_groups.csv", lines(header("item_groups.csv"), "NOBODY,G,Group"))
                                .toString())
                .exited(4);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("item_groups.csv:2: company: ");
    }
}
