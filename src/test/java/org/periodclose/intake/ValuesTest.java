package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import makes of single values: blanks, invisible characters, look-alikes, dates outside the books, limits. */
class ValuesTest {
    private static final String UNSEEN = ", which is invisible: ";

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

    // Blanks

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "\t", "\u00a0", "\u200b", "\ufeff", "\u3000", "\u202f", "\u200e", "\u2060", "  \u00a0"})
    void blanks_around_a_value_are_taken_off_in_every_column_alike(String b) {
        String row = Stream.of(
                        "C",
                        "R1",
                        "A",
                        "RECEIPT",
                        "3",
                        "2025-01-10",
                        "2025-01-11",
                        "4.50",
                        "4.10",
                        "true",
                        "S",
                        "W",
                        "B",
                        "N",
                        "10",
                        "91")
                .map(value -> b + value + b)
                .reduce((one, next) -> one + "," + next)
                .orElseThrow();
        books.write(
                "inventory_transactions.csv", ImportFixture.TRANSACTIONS.replace("open", b + "open" + b) + row + "\n");
        books.write("item_groups.csv", ImportFixture.GROUPS + b + "C" + b + ",\"G" + b + "\"," + b + "Group\n");
        books.write(
                "companies.csv",
                ImportFixture.COMPANIES + "C" + b + ",Small,USD" + b + "," + b + "EUR,true" + b + "\n");
        books.write(
                "fiscal_periods.csv",
                ImportFixture.PERIODS + "C,2025-01" + b + ",2025-01-01" + b + ",2025-01-31,OPEN" + b + "\n");
        books.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1" + b + ",R1" + b + "," + b + "-0.25\n");
        ImportReport report = books.importDirectory();
        assertThat(report.files()).allMatch(file -> file.rows() == 1 && file.unchanged() == 1);
        assertThat(report.files()).extracting(ImportReport.FileReport::trimmed).containsExactly(4L, 3L, 3L, 16L, 3L);
        assertThat(report.remarks())
                .contains("inventory_transactions.csv: 16 fields with blanks around them were trimmed");
    }

    @Test
    void a_field_of_nothing_but_blanks_is_empty() {
        books.write("companies.csv", ImportFixture.COMPANIES + "N,No reporting,JPY, \u00a0\t,false\n");
        assertThat(books.report()).containsExactly("companies.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
        books.write("companies.csv", ImportFixture.COMPANIES + "N,\u200b,JPY,,false\n");
        assertThat(books.refusals())
                .containsExactly("BAD_VALUE  companies.csv:2: name: the value is missing: give a value");
    }

    @ParameterizedTest
    @CsvSource({
        "00A0, 'replace it by a plain space, or remove it'",
        "2009, 'replace it by a plain space, or remove it'",
        "200B, remove the character",
        "FEFF, remove the character",
        "202E, remove the character",
        "00AD, remove the character",
        "0009, remove the character",
        "FE0F, remove the character",
        "3164, remove the character"
    })
    void inside_a_code_a_character_that_cannot_be_seen_is_refused(String hex, String remedy) {
        String unseen = Character.toString(Integer.parseInt(hex, 16));
        books.write(
                "item_groups.csv",
                ImportFixture.GROUPS + "C,K" + unseen + "1,Inside" + (hex.equals("0009") ? "" : unseen)
                        + "a name it may stand\n");
        assertThat(books.refusals())
                .containsExactly("BAD_VALUE  item_groups.csv:2: item_group: \"KU+" + hex + "1\" has the character U+"
                        + hex + UNSEEN + remedy);
    }

    @Test
    void inside_dates_numbers_and_words_a_wrong_character_is_named_even_if_it_looks_right() {
        books.write(
                "inventory_transactions.csv",
                ImportFixture.TRANSACTIONS
                        + "C,X1,A,R\u0415CEIPT,\u22121,2025-\u200b01-10,2025-01-1\u041e,1\u00a0000.00,,tru\u0435,,,,,,\n");
        books.write("companies.csv", ImportFixture.COMPANIES + "X,X,\u0415UR,,true\n");
        String notDecimal = ": write digits with a point and nothing else, such as -1234.50";
        String notADate = ": write an existing day as YYYY-MM-DD";
        String at = "BAD_VALUE  inventory_transactions.csv:2: ";
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  companies.csv:2: accounting_currency: \"\u0415UR\" is not a currency of ISO 4217 with a minor unit; "
                                + "it has U+0415 CYRILLIC CAPITAL LETTER IE: use a code such as USD, EUR or JPY",
                        at
                                + "kind: \"R\u0415CEIPT\" looks like \"RECEIPT\", but its second letter is Cyrillic (U+0415): use RECEIPT, ISSUE",
                        at + "quantity: \"\u22121\" is not a decimal number; it has U+2212 MINUS SIGN" + notDecimal,
                        at + "physical_date: \"2025-U+200B01-10\" is not a date; it has U+200B ZERO WIDTH SPACE"
                                + notADate,
                        at
                                + "financial_date: \"2025-01-1\u041e\" is not a date; it has U+041E CYRILLIC CAPITAL LETTER O"
                                + notADate,
                        at + "cost_amount: \"1U+00A0000.00\" is not a decimal number; it has U+00A0 NO-BREAK SPACE"
                                + notDecimal,
                        at
                                + "open: \"tru\u0435\" is neither true nor false; it has U+0435 CYRILLIC SMALL LETTER IE: use true or false");
    }

    // Look-alikes

    @Test
    void a_look_alike_of_a_known_code_is_named_wherever_a_reference_is_broken() {
        books.write("items.csv", ImportFixture.ITEMS + "C,\u00c9tui,New,\uff27,FIFO,,\n\u0421,A,X,G,FIFO,,\n");
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C,LOSS,TABLE,\u0412,l0\n");
        books.write(
                "inventory_transactions.csv",
                ImportFixture.TRANSACTIONS
                        + "C,X1,E\u0301tui,RECEIPT,1,,,1,,true,,,,,,\nC,X2,\u0391,RECEIPT,1,,,1,,true,,,,,,\n");
        books.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,\u04081,r1,1\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BROKEN_REFERENCE  items.csv:2: item_group: company \"C\" has no item group \"\uff27\"; "
                                + "it looks like \"G\", but its first letter is full-width (U+FF27): correct it or add it to item_groups.csv",
                        "BROKEN_REFERENCE  items.csv:3: company: there is no company \"\u0421\"; "
                                + "it looks like \"C\", but its first letter is Cyrillic (U+0421): correct it or add it to companies.csv",
                        "BROKEN_REFERENCE  posting_profiles.csv:2: item_relation: company \"C\" has no item \"\u0412\"; "
                                + "it looks like \"B\", but its first letter is Cyrillic (U+0412): correct it or add it to items.csv",
                        "BROKEN_REFERENCE  posting_profiles.csv:2: main_account: company \"C\" has no main account \"l0\"; "
                                + "it looks like \"10\", but its first letter is \"l\", not \"1\": correct it or add it to main_accounts.csv",
                        "BROKEN_REFERENCE  inventory_transactions.csv:2: item_number: company \"C\" has no item \"E\u0301tui\"; "
                                + "it looks like \"\u00c9tui\", but its first letter is U+0045 U+0301, not U+00C9: correct it or add it to items.csv",
                        "BROKEN_REFERENCE  inventory_transactions.csv:3: item_number: company \"C\" has no item \"\u0391\"; "
                                + "it looks like \"A\", but its first letter is Greek (U+0391): correct it or add it to items.csv",
                        "BROKEN_REFERENCE  adjustments.csv:2: journal: company \"C\" has no adjustment journal \"\u04081\"; "
                                + "it looks like \"J1\", but its first letter is Cyrillic (U+0408): correct it or add it to adjustment_journals.csv",
                        "BROKEN_REFERENCE  adjustments.csv:2: transaction_id: company \"C\" has no inventory transaction \"r1\"; "
                                + "it looks like \"R1\", but its first letter is small: correct it or add it to inventory_transactions.csv");
    }

    // Dates

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0000-00-00 | is not a date; MySQL and SAP write it where there is no date",
                "0001-01-01 | is before 1980-01-01; Microsoft .NET and Db2 write it where there is no date",
                "1753-01-01 | is before 1980-01-01; Microsoft SQL Server and Dynamics NAV write it where there is no date",
                "1899-12-30 | is before 1980-01-01; spreadsheets and OLE write it where there is no date",
                "1900-01-01 | is before 1980-01-01; Microsoft Dynamics AX and SQL Server write it where there is no date",
                "1970-01-01 | is before 1980-01-01; Unix programs write it where there is no date",
                "2154-12-31 | is after 2100-12-31; Microsoft Dynamics AX writes it where there is no end",
                "9999-12-31 | is after 2100-12-31; SAP and many other programs write it where there is no end",
                "0025-10-03 | is before 1980-01-01",
                "1979-12-31 | is before 1980-01-01",
                "2101-01-01 | is after 2100-12-31"
            })
    void a_date_outside_the_books_is_refused_in_every_date_column(String date, String what) {
        books.write(
                "fiscal_periods.csv",
                ImportFixture.PERIODS + "C,P," + date + ",2025-12-31,OPEN\nC,Q,2026-01-01," + date + ",OPEN\n");
        books.write(
                "ledger_balances.csv",
                "company,main_account,date,currency_layer,amount\nC,10," + date + ",ACCOUNTING,1\n");
        books.write(
                "inventory_transactions.csv",
                ImportFixture.TRANSACTIONS + "C,X1,A,RECEIPT,1," + date + "," + date + ",1,,true,,,,,,\n");
        String needed = ": \"" + date + "\" " + what + ": give a day from 1980-01-01 to 2100-12-31";
        String optional = what.contains(";") ? ": \"" + date + "\" " + what + ": leave the field empty" : needed;
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  fiscal_periods.csv:2: start_date" + needed,
                        "BAD_VALUE  fiscal_periods.csv:3: end_date" + needed,
                        "BAD_VALUE  ledger_balances.csv:2: date" + needed,
                        "BAD_VALUE  inventory_transactions.csv:2: physical_date" + optional,
                        "BAD_VALUE  inventory_transactions.csv:2: financial_date" + optional);
    }

    @Test
    void the_first_and_the_last_day_of_the_books_are_taken() {
        books.write(
                "ledger_balances.csv",
                "company,main_account,date,currency_layer,amount\nC,10,1980-01-01,ACCOUNTING,1\nC,10,2100-12-31,ACCOUNTING,1\n");
        assertThat(books.report()).containsExactly("ledger_balances.csv: 2 read, 2 inserted, 0 updated, 0 unchanged");
    }

    // Limits

    /** Every column of every file that takes free text, at its limit and one character above. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void text_of_any_column_may_be_as_long_as_the_schema_takes_and_no_longer(ImportFile file, Column column) {
        int limit = column.format().equals(Format.CODE) ? 100 : 1000;
        String longest = "\ud83d\udeb2".repeat(limit);
        String header = file.columns().stream()
                .map(Column::name)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        books.write(file.name(), header + "\n" + rowWith(file, column, longest + "X") + "\n");
        String shown = "\"" + "\ud83d\udeb2".repeat(60) + "…\"";
        assertThat(books.refusals())
                .contains("BAD_VALUE  " + file.name() + ":2: " + column.name() + ": " + shown + " has "
                        + (limit == 100 ? "101" : "1,001") + " characters, at most " + (limit == 100 ? "100" : "1,000")
                        + " are kept: shorten it");
        books.write(file.name(), header + "\n" + rowWith(file, column, longest) + "\n");
        List<String> faults = books.refusalsIfAny();
        assertThat(faults)
                .noneMatch(fault -> fault.contains("characters"))
                .allMatch(fault -> fault.startsWith("BROKEN_REFERENCE")
                        || fault.contains("only an ISSUE comes back")
                        || fault.contains("name an ISSUE here"));
    }

    static Stream<Arguments> text_of_any_column_may_be_as_long_as_the_schema_takes_and_no_longer() {
        return Importer.FILES.stream()
                .flatMap(file -> file.columns().stream()
                        .filter(column -> column.format().equals(Format.CODE)
                                || column.format().equals(Format.NAME))
                        .map(column -> Arguments.of(file, column)));
    }

    private static String rowWith(ImportFile file, Column column, String value) {
        return file.columns().stream()
                .map(other -> other.equals(column) ? value : sample(file, other.name(), column.name()))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }

    private static String sample(ImportFile file, String column, String tested) {
        return switch (column) {
            case "company" -> file == Companies.FILE ? "Z" : "C";
            case "name" -> "Name";
            case "accounting_currency" -> "USD";
            case "storno_for_inventory_adjustments", "open" -> "true";
            case "period" -> "Z";
            case "start_date", "end_date", "date", "closed_on" -> "2031-01-01";
            case "item_model_group" -> file == ItemModelGroups.FILE ? "Z" : "";
            case "issue_transaction_id", "receipt_transaction_id" -> "NONE";
            case "status" -> "OPEN";
            case "type" -> "BALANCE_SHEET";
            case "main_account" -> file == MainAccounts.FILE ? "Z" : "91";
            case "item_group" -> file == ItemGroups.FILE ? "Z" : "G";
            case "item_number" -> file == Items.FILE ? "Z" : "A";
            case "inventory_model" -> "FIFO";
            case "account_type" -> "LOSS";
            case "item_code" -> "TABLE";
            case "item_relation" -> "A";
            case "charges_code" -> file == ChargesCodes.FILE ? "Z" : "";
            case "offset_account" -> file == ChargesCodes.FILE ? "91" : "";
            case "currency_layer" -> "ACCOUNTING";
            case "transaction_id" -> file == InventoryTransactions.FILE ? "Z-" + tested : "R1";
            case "journal" -> file == AdjustmentJournals.FILE ? "Z" : "J1";
            case "kind" -> "RECEIPT";
            case "quantity", "cost_amount", "amount" -> "1";
            default -> "";
        };
    }

    @Test
    void numbers_may_have_as_many_digits_as_the_schema_takes_and_no_more() {
        String most = "9".repeat(20);
        books.write("items.csv", ImportFixture.ITEMS + "C,K1,K,G,FIFO," + most + ".999999,9" + most + "\n");
        books.write(
                "ledger_balances.csv",
                "company,main_account,date,currency_layer,amount\nC,91,2031-01-01,ACCOUNTING,-9" + most + "\n");
        books.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1,R1," + most + "9.5\n");
        String digits = "\" has 21 digits before the point, at most 20 are kept: correct the number";
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  items.csv:2: reporting_cost_price: \"9" + most + digits,
                        "BAD_VALUE  ledger_balances.csv:2: amount: \"-9" + most + digits,
                        "BAD_VALUE  adjustments.csv:2: amount: \"" + most + "9.5" + digits);
        books.write("items.csv", ImportFixture.ITEMS + "C,K1,K,G,FIFO," + most + ".999999," + most + "\n");
        books.write(
                "ledger_balances.csv",
                "company,main_account,date,currency_layer,amount\nC,91,2031-01-01,ACCOUNTING,-" + most + ".99\n");
        books.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1,R1," + most + ".99\n");
        assertThat(books.report()).hasSize(3);
    }
}
