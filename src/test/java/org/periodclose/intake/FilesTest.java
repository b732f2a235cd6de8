package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.core.fault.Refused;

/** What an import makes of whole files: their names, their headers, rows that are none; one cause is one fault. */
class FilesTest {
    private static final String GROUP_COLUMNS = "company,item_group,name";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static ImportFixture books;

    @BeforeAll
    static void aSmallCompany() {
        books = new ImportFixture(directory).smallCompany();
    }

    @AfterEach
    void noFiles() {
        books.deleteAll();
    }

    private static List<String> refusalsOfGroups(String content) {
        books.write("item_groups.csv", content);
        return books.refusals();
    }

    // Names

    @ParameterizedTest
    @CsvSource({
        "adjustment.csv, adjustments.csv",
        "Items.CSV, items.csv",
        "ITEMS.csv, items.csv",
        "items.csv.csv, items.csv",
        "items.txt, items.csv",
        "items, items.csv",
        "items.csv.bak, items.csv",
        "items.xlsx, items.csv",
        "items (1).csv, items.csv",
        "items_2025-10.csv, items.csv",
        "'items.csv ', items.csv",
        "item.csv, items.csv",
        "itmes.csv, items.csv",
        "іtems.csv, items.csv",
        "item-groups.csv, item_groups.csv",
        "itemgroups.csv, item_groups.csv",
        "companys.csv, companies.csv",
        "company.csv, companies.csv",
        "fiscal periods.csv, fiscal_periods.csv",
        "main_acounts.csv, main_accounts.csv",
        "posting_profile.csv, posting_profiles.csv",
        "charge_code.csv, charges_codes.csv",
        "ledger_balance.CSV, ledger_balances.csv",
        "InventoryTransactions.csv, inventory_transactions.csv",
        "adjustments_journals.csv, adjustment_journals.csv"
    })
    void a_name_that_is_nearly_right_is_refused(String name, String meant) {
        books.write(name, "whatever");
        books.write("item_groups.csv", ImportFixture.GROUPS + "C,G,Group\n");
        assertThat(books.refusals())
                .containsExactly("MISNAMED_FILE  \"" + name + "\" is not the name of an import file; did you mean "
                        + meant + "?: rename it to " + meant + ", or remove it from the directory");
    }

    @Test
    void a_directory_with_such_a_name_is_also_refused_and_all_are_reported_at_once() throws IOException {
        Files.createDirectory(directory.resolve("Adjustments"));
        books.write("item.csv", "");
        assertThat(books.refusals()).hasSize(2).allMatch(fault -> fault.contains("did you mean "));
    }

    @Test
    void other_names_are_ignored_and_listed_unless_they_are_hidden() throws IOException {
        Files.createDirectory(directory.resolve("archive"));
        books.write("item_groups.csv", ImportFixture.GROUPS + "C,G,Group\n");
        books.write(".items.csv.swp", "");
        books.write("~$items.xlsx", "");
        books.write("README.md", "");
        books.write("vendors.csv", "");
        books.write("steps.txt", "");
        assertThat(Importer.look(ImportSource.directory(directory)))
                .containsExactly("README.md", "steps.txt", "vendors.csv");
        assertThat(books.report()).hasSize(1);
        assertThat(Importer.look(ImportSource.classpath("db/demo"))).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_is_reported_with_the_reason() throws IOException {
        Files.createSymbolicLink(directory.resolve("items.csv"), directory.resolve("nowhere.csv"));
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_FILE  items.csv:1: line: is a link to a file that is not there: put the file there, or remove the link");
        ImportSource locked = new ImportSource() {
            @Override
            public String name() {
                return "locked";
            }

            @Override
            public void requireReadable() {}

            @Override
            public boolean has(String file) {
                return file.equals("items.csv");
            }

            @Override
            public InputStream open(String file) throws IOException {
                throw new AccessDeniedException(file);
            }
        };
        Assertions.assertThatThrownBy(() -> books.importer.importFrom(locked))
                .isInstanceOf(Refused.class)
                .hasMessage("BAD_FILE  items.csv:1: line: cannot be read by this user: grant read access to the file");
    }

    // Headers

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Company,item_group,name | company: column \"Company\" is not a column of this file: write `company` in small letters",
                "COMPANY,ITEM_GROUP,NAME | header: columns \"COMPANY\", \"ITEM_GROUP\", \"NAME\" are not columns of this file: "
                        + "write `company`, `item_group`, `name` in small letters",
                "name,company,Item_Group | item_group: column \"Item_Group\" is not a column of this file: write `item_group` in small letters",
                "сompany,item_group,name | сompany: column 1 \"сompany\" looks like \"company\", but its first letter is Cyrillic (U+0441): write `company`",
                "company,Item Group,name | header: column 2 \"Item Group\" is not a column of this file: write `item_group`",
                "compny,item_group,name | compny: column 1 \"compny\" is not a column of this file: write `company`",
                "comp​any,item_group,name | header: column 1 \"compU+200Bany\" looks like \"company\", but its fifth character is U+200B, not \"a\": write `company`"
            })
    void a_column_whose_name_is_nearly_right_is_one_fault(String header, String fault) {
        assertThat(refusalsOfGroups(header + "\nC,C,C\n"))
                .containsExactly("UNKNOWN_COLUMN  item_groups.csv:1: " + fault);
    }

    @Test
    void blanks_around_the_name_of_a_column_are_taken_off() {
        books.write("item_groups.csv", "\u00a0company , item_group,name\u200b\nC,G,Group\n");
        assertThat(books.report()).containsExactly("item_groups.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
    }

    @Test
    void a_file_without_a_header_is_one_fault() {
        assertThat(refusalsOfGroups("C,K,Group\nC,L,Group\n"))
                .containsExactly(
                        "BAD_FILE  item_groups.csv:1: header: none of the columns of this file is in its first line, "
                                + "\"C,K,Group\": begin the file with the header " + GROUP_COLUMNS);
    }

    @Test
    void a_first_line_that_names_the_comma_is_skipped_and_counted() {
        for (String first : List.of("sep=,", "SEP=,", "\"sep=,\"", "\n\nsep=,")) {
            books.write("item_groups.csv", first + "\r\n" + ImportFixture.GROUPS + "C,G,Group\n");
            assertThat(books.report()).containsExactly("item_groups.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
            assertThat(books.importDirectory().files().get(0).skipped()).isEqualTo(first.startsWith("\n") ? 3 : 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"sep=;, semicolons", "'sep=\t', tabs", "sep=|, '\"|\"'"})
    void a_first_line_that_names_another_separator_is_refused(String first, String named) {
        assertThat(refusalsOfGroups(first + "\ncompany;item_group;name\n"))
                .containsExactly("BAD_FILE  item_groups.csv:1: header: the columns are separated by " + named
                        + ", not by commas: save the file as comma-separated CSV with the header " + GROUP_COLUMNS);
    }

    @Test
    void a_header_that_is_repeated_is_one_fault() {
        assertThat(refusalsOfGroups(ImportFixture.GROUPS + "C,G,Group\n" + ImportFixture.GROUPS + "C,K,Group\n"))
                .containsExactly("BAD_FILE  item_groups.csv:3: line: the header is repeated: remove the line");
        assertThat(refusalsOfGroups(
                        ImportFixture.GROUPS + "C,G,Group\nname,company,item_group\nGroup,C,K\nGroup,C,L\n"))
                .containsExactly(
                        "BAD_FILE  item_groups.csv:3: line: another header begins here, with the columns in another order: "
                                + "give all rows the columns in the order of the first header");
    }

    // Rows

    @ParameterizedTest
    @ValueSource(strings = {",,\n", "\n", " , ,\u00a0\n", ",,,,,,\n", "\r\n", "\"\",\"\",\"\"\n", ",\n"})
    void a_row_with_nothing_in_it_is_skipped_and_counted(String empty) {
        books.write("item_groups.csv", empty + ImportFixture.GROUPS + empty + "C,G,Group\n" + empty + empty);
        assertThat(books.report()).containsExactly("item_groups.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
        ImportReport report = books.importDirectory();
        assertThat(report.files().get(0).skipped()).isEqualTo(4);
        assertThat(report.remarks()).containsExactly("item_groups.csv: 4 lines with nothing in them were skipped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C,K,\"Group K\nC,L,Group L\nC,M,Tyre 26\"\n",
                "C,K,\"Group K\nC,L,Group L\nC,M,Tyre 26\"\r\nC,N,Group N\n",
                "C,\"K,Group K\nC,L,Group L\nC,M,Tyre 26\",x\n",
                "\"C,K,Group K\nC,L,Group L\nC,M,Tyre 26\"\n"
            })
    void a_quote_that_is_closed_by_an_inch_mark_is_one_fault(String rows) {
        books.write("items.csv", ImportFixture.ITEMS + "C,X,X,K,FIFO,,\nC,Y,Y,L,FIFO,,\nC,Z,Z,M,FIFO,,\n");
        assertThat(refusalsOfGroups(ImportFixture.GROUPS + rows))
                .containsExactly("BAD_FILE  item_groups.csv:2: line: a quoted value runs from line 2 to line 4: "
                        + "close the quote that line 2 opens, or remove the line breaks from the value");
    }

    @Test
    void text_behind_such_an_inch_mark_is_one_fault_too() {
        books.write("items.csv", ImportFixture.ITEMS + "C,X,X,K,FIFO,,\nC,Z,Z,M,FIFO,,\n");
        assertThat(refusalsOfGroups(ImportFixture.GROUPS + "C,K,\"Group K\nC,L,Group L\nC,M,26\" tyre\n"))
                .containsExactly(
                        "BAD_FILE  item_groups.csv:2: line: is not CSV: a quoted value is not closed correctly: "
                                + "close the quote that line 2 opens, put quotes around the whole value and double those inside it");
    }

    @Test
    void a_line_break_at_the_end_of_a_quoted_value_is_a_blank_like_others() {
        books.write("item_groups.csv", ImportFixture.GROUPS + "C,G,\"Group\r\n\"\n");
        assertThat(books.report()).containsExactly("item_groups.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
    }

    // Who depends on a refused row

    /** All files of a new company, each with rows that depend on the one before. */
    private static void newCompany(
            String company,
            String account,
            String group,
            String item,
            String code,
            String transaction,
            String journal) {
        books.write("companies.csv", ImportFixture.COMPANIES + company);
        books.write("fiscal_periods.csv", ImportFixture.PERIODS + "X,P,2025-01-01,2025-01-31,OPEN\n");
        books.write("main_accounts.csv", ImportFixture.ACCOUNTS + account + "X,91,Profit,PROFIT_AND_LOSS\n");
        books.write("item_groups.csv", ImportFixture.GROUPS + group);
        books.write("items.csv", ImportFixture.ITEMS + item);
        books.write(
                "posting_profiles.csv",
                ImportFixture.PROFILES + "X,INVENTORY,ALL,,10\nX,LOSS,GROUP,G,91\nX,PROFIT,TABLE,A,91\n");
        books.write("charges_codes.csv", "company,charges_code,name,offset_account\n" + code);
        books.write(
                "ledger_balances.csv",
                "company,main_account,date,currency_layer,amount\nX,10,2025-01-01,ACCOUNTING,1.255\n");
        books.write("inventory_transactions.csv", ImportFixture.TRANSACTIONS + transaction);
        books.write("adjustment_journals.csv", "company,journal,currency_layer,description,charges_code\n" + journal);
        books.write("adjustments.csv", "company,journal,transaction_id,amount,charges_code\nX,J,T,1.255,F\n");
    }

    /** In which file the bad row stands, and the only fault that is told. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "X,New,dollar,,true | companies.csv:2: accounting_currency: ",
                "X,New,KWD,,perhaps | companies.csv:2: storno_for_inventory_adjustments: ",
                "X,New,one, and more,KWD,,true | companies.csv:2: line: ",
                "'X,\"New,KWD,,true' | companies.csv:2: line: "
            })
    void rows_of_a_refused_company_are_not_blamed(String company, String fault) {
        newCompany(
                company.replace("'", "") + "\n",
                "X,10,Stock,BALANCE_SHEET\n",
                "X,G,Group\n",
                "X,A,A,G,FIFO,,\n",
                "X,F,Freight,91\n",
                "X,T,A,RECEIPT,1,,,1.255,,true,,,,,,\n",
                "X,J,ACCOUNTING,,F\n");
        assertThat(books.refusals()).singleElement().asString().contains("  " + fault);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"accounts", "groups", "items", "codes", "transactions", "journals"})
    void whoever_depends_on_a_refused_row_is_not_blamed(String where) {
        newCompany(
                "X,New,KWD,,true\n",
                where.equals("accounts") ? "X,10,Stock,ASSET\n" : "X,10,Stock,BALANCE_SHEET\n",
                where.equals("groups") ? "X,G," + "n".repeat(1001) + "\n" : "X,G,Group\n",
                where.equals("items") ? "X,A,A, and more,G,FIFO,,\n" : "X,A,A,G,FIFO,,\n",
                where.equals("codes") ? "X,F,,91\n" : "X,F,Freight,91\n",
                where.equals("transactions")
                        ? "X,T,A,RECEIPT,0,,,1.255,,true,,,,,,\n"
                        : "X,T,A,RECEIPT,1,,,1.255,,true,,,,,,\n",
                where.equals("journals") ? "X,J,TAX,,F\n" : "X,J,ACCOUNTING,,F\n");
        assertThat(books.refusals()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"G\u200b1, G1", "G\u00a01, G 1", "G\u00a01, G1"})
    void whoever_writes_a_refused_name_as_it_should_be_is_not_blamed(String refused, String right) {
        newCompany(
                "X,New,KWD,,true\n",
                "X,10,Stock,BALANCE_SHEET\n",
                "X," + refused + ",Group\nX,G,Group\n",
                "X,A,A," + right + ",FIFO,,\n",
                "X,F,Freight,91\n",
                "X,T,A,RECEIPT,1,,,1.255,,true,,,,,,\n",
                "X,J,ACCOUNTING,,F\n");
        assertThat(books.refusals()).singleElement().asString().contains("item_groups.csv:2: item_group: ");
    }

    @Test
    void a_name_that_is_refused_in_its_own_row_is_refused_only_there() {
        String account = "1".repeat(101);
        newCompany("X\u00a0Y,New,KWD,,true\n", "", "", "", "", "", "");
        for (String file : List.of(
                "fiscal_periods.csv",
                "main_accounts.csv",
                "posting_profiles.csv",
                "ledger_balances.csv",
                "adjustments.csv")) {
            try {
                books.write(file, Files.readString(directory.resolve(file)).replace("X,", "X\u00a0Y,"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        assertThat(books.refusals()).singleElement().asString().contains("companies.csv:2: company: \"XU+00A0Y\"");
        books.deleteAll();
        books.write("main_accounts.csv", ImportFixture.ACCOUNTS + "C," + account + ",Long,BALANCE_SHEET\n");
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C,LOSS,ALL,," + account + "\n");
        assertThat(books.refusals()).singleElement().asString().contains("main_accounts.csv:2: main_account: ");
    }

    @Test
    void a_row_without_its_code_may_be_the_one_that_others_refer_to() {
        newCompany(
                ",New,KWD,,true\n",
                "X,10,Stock,BALANCE_SHEET\n",
                "X,G,Group\n",
                "X,A,A,G,FIFO,,\n",
                "X,F,Freight,91\n",
                "X,T,A,RECEIPT,1,,,1.255,,true,,,,,,\n",
                "X,J,ACCOUNTING,,F\n");
        assertThat(books.refusals())
                .containsExactly("BAD_VALUE  companies.csv:2: company: the value is missing: give a value");
        newCompany(
                "X,New,KWD,,true\n",
                "X,10,Stock,BALANCE_SHEET\n",
                "X,G,Group\n",
                "X,,A,G,FIFO,,\n",
                "X,F,Freight,91\n",
                "X,T,A,RECEIPT,1,,,1.255,,true,,,,,,\n",
                "X,J,ACCOUNTING,,F\n");
        assertThat(books.refusals())
                .containsExactly("BAD_VALUE  items.csv:2: item_number: the value is missing: give a value");
        newCompany(
                "X,New,KWD,,true\n",
                "X,10,Stock,BALANCE_SHEET\n",
                "X,G,Group\n",
                "\u200bX\u200bX,A,A,G,FIFO,,\n",
                "X,F,Freight,91\n",
                "X,T,A,RECEIPT,1,,,1.255,,true,,,,,,\n",
                "X,J,ACCOUNTING,,F\n");
        assertThat(books.refusals()).singleElement().asString().contains("items.csv:2: company: ");
    }

    /** Company N is stored in JPY and without a reporting currency; its new row has both otherwise, and another fault. */
    @Test
    void rows_are_not_checked_against_what_is_stored_where_the_new_row_is_refused() {
        books.write("companies.csv", ImportFixture.COMPANIES + "N,Now reporting,JPY,KWD,perhaps\n");
        books.write(
                "ledger_balances.csv",
                "company,main_account,date,currency_layer,amount\nN,10,2025-01-01,REPORTING,1.25\n");
        books.write(
                "inventory_transactions.csv", ImportFixture.TRANSACTIONS + "N,X1,A,RECEIPT,1,,,1,1.25,true,,,,,,\n");
        books.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "N,J1,R1,0.12\n");
        assertThat(books.refusals())
                .singleElement()
                .asString()
                .contains("companies.csv:2: storno_for_inventory_adjustments: ");
    }

    @Test
    void a_company_that_may_not_change_its_currency_is_one_fault() {
        books.write("companies.csv", ImportFixture.COMPANIES + "C,Small,JPY,EUR,true\n");
        books.write("inventory_transactions.csv", ImportFixture.TRANSACTIONS + "C,X1,A,RECEIPT,1,,,1.50,,true,,,,,,\n");
        books.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1,X1,1.25\n");
        assertThat(books.refusals()).singleElement().asString().contains("companies.csv:2: accounting_currency: ");
    }

    @Test
    void a_period_is_not_blamed_for_another_whose_row_is_refused() {
        books.write(
                "fiscal_periods.csv",
                ImportFixture.PERIODS + "C,2025-01,2025-01-01,2025-01-32,OPEN\nC,P,2025-01-15,2025-02-28,OPEN\n");
        assertThat(books.refusals()).singleElement().asString().contains("fiscal_periods.csv:2: end_date: ");
    }

    @Test
    void faults_that_do_not_depend_on_the_refused_row_are_reported() {
        books.write("items.csv", ImportFixture.ITEMS + "C,A,A, and more,G,FIFO,,\nC,K,K,Z,FIFO,,\n");
        books.write(
                "inventory_transactions.csv",
                ImportFixture.TRANSACTIONS + "C,X1,A,RECEIPT,1,,,1,,true,,,,,,\nC,X2,B9,RECEIPT,1,,,1,,true,,,,,,\n");
        assertThat(books.refusals())
                .hasSize(3)
                .anyMatch(fault -> fault.contains("has no item group \"Z\""))
                .anyMatch(fault -> fault.contains("has no item \"B9\""));
    }
}
