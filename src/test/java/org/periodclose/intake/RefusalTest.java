package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an import refuses, in the words of the user; the database is as before each time. */
class RefusalTest {
    private static final String GROUP_COLUMNS = "remove it; the columns are company,item_group,name";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    /** One for all tests: a refusal changes nothing, and every test makes sure of it. */
    @SuppressWarnings("NullAway.Init")
    private static ImportFixture fixture;

    @BeforeAll
    static void aSmallCompany() {
        fixture = new ImportFixture(directory).smallCompany();
    }

    @AfterEach
    void noFiles() {
        fixture.deleteAll();
    }

    /** One bad row after the header, in line 2. */
    @ParameterizedTest(name = "{2}")
    @MethodSource
    void a_bad_row_is_refused(String file, String content, String refusal) {
        fixture.write(file, content);
        assertThat(fixture.refusals()).containsExactly(refusal);
    }

    static Stream<Arguments> a_bad_row_is_refused() {
        return Stream.of(companies(), periods(), accountsAndItems(), profiles(), transactions(), journals())
                .flatMap(cases -> cases);
    }

    private static Stream<Arguments> companies() {
        String file = "companies.csv";
        return Stream.of(
                bad(file, ",X,USD,,true", "BAD_VALUE", "company: the value is missing: give a value"),
                bad(file, "X,  ,USD,,true", "BAD_VALUE", "name: the value is missing: give a value"),
                bad(
                        file,
                        "X,X,usd,,true",
                        "BAD_VALUE",
                        "accounting_currency: \"usd\" is not a currency of ISO 4217 with a minor unit: use a code such as USD, EUR or JPY"),
                bad(
                        file,
                        "X,X,USD,XAU,true",
                        "BAD_VALUE",
                        "reporting_currency: \"XAU\" is not a currency of ISO 4217 with a minor unit: use a code such as USD, EUR or JPY"),
                bad(
                        file,
                        "X,X,USD,,yes",
                        "BAD_VALUE",
                        "storno_for_inventory_adjustments: \"yes\" is neither true nor false: use true or false"),
                bad(
                        file,
                        "X".repeat(101) + ",X,USD,,true",
                        "BAD_VALUE",
                        "company: \"" + "X".repeat(60) + "…\" has 101 characters, at most 100 are kept: shorten it"),
                bad(
                        file,
                        "X," + "é".repeat(1001) + ",USD,,true",
                        "BAD_VALUE",
                        "name: \"" + "é".repeat(60) + "…\" has 1,001 characters, at most 1,000 are kept: shorten it"),
                bad(
                        file,
                        "X,a\0b,USD,,true",
                        "BAD_VALUE",
                        "name: \"aU+0000b\" has the control character U+0000: remove the character"),
                bad(
                        file,
                        "X,\"two\nlines\",USD,,true",
                        "BAD_FILE",
                        "line: a quoted value runs from line 2 to line 3: close the quote that line 2 opens, or remove the line breaks from the value"),
                bad(
                        file,
                        "C,Small,JPY,EUR,true",
                        "BAD_VALUE",
                        "accounting_currency: company \"C\" has inventory transactions in USD, which cannot become JPY: "
                                + "keep the currency, or import the data in the new currency as another company"),
                bad(
                        file,
                        "C,Small,USD,,true",
                        "BAD_VALUE",
                        "reporting_currency: company \"C\" has inventory transactions in EUR, which cannot become empty: "
                                + "keep the currency, or import the data in the new currency as another company"),
                bad(
                        file,
                        "N,No reporting,JPY,USD,true",
                        "BAD_VALUE",
                        "reporting_currency: journal \"J1\" of company \"N\" has amounts with more than the 2 decimals of USD: "
                                + "import the lines of the journal with fewer decimals first"));
    }

    private static Stream<Arguments> periods() {
        String file = "fiscal_periods.csv";
        String notADate = " is not a date: write an existing day as YYYY-MM-DD";
        return Stream.of(
                bad(file, "C,P,2025-02-30,2025-03-01,OPEN", "BAD_VALUE", "start_date: \"2025-02-30\"" + notADate),
                bad(file, "C,P,2100-02-29,2100-03-01,OPEN", "BAD_VALUE", "start_date: \"2100-02-29\"" + notADate),
                bad(file, "C,P,2025-2-3,2025-03-01,OPEN", "BAD_VALUE", "start_date: \"2025-2-3\"" + notADate),
                bad(file, "C,P,0000-01-01,2025-03-01,OPEN", "BAD_VALUE", "start_date: \"0000-01-01\"" + notADate),
                bad(file, "C,P,2025-13-01,2025-03-01,OPEN", "BAD_VALUE", "start_date: \"2025-13-01\"" + notADate),
                bad(file, "C,P,2025-02-01,03/01/2025,OPEN", "BAD_VALUE", "end_date: \"03/01/2025\"" + notADate),
                bad(
                        file,
                        "C,P,2025-02-02,2025-02-01,OPEN",
                        "BAD_VALUE",
                        "end_date: 2025-02-01 is before the start date 2025-02-02: correct one of the two dates"),
                bad(
                        file,
                        "C,P,2025-02-01,2025-02-28,open",
                        "BAD_VALUE",
                        "status: \"open\" looks like \"OPEN\", but its first letter is small: use OPEN, ON_HOLD, CLOSED"),
                bad(
                        file,
                        "C,P,2025-01-31,2025-02-28,OPEN",
                        "BAD_VALUE",
                        "start_date: period \"P\" (2025-01-31 to 2025-02-28) overlaps period \"2025-01\" (2025-01-01 to 2025-01-31) "
                                + "of company \"C\": correct the dates, or import the other period with its new dates as well"),
                bad(
                        file,
                        "X,P,2025-02-01,2025-02-28,OPEN",
                        "BROKEN_REFERENCE",
                        "company: there is no company \"X\": correct it or add it to companies.csv"));
    }

    private static Stream<Arguments> accountsAndItems() {
        return Stream.of(
                bad(
                        "main_accounts.csv",
                        "C,11,New,ASSET",
                        "BAD_VALUE",
                        "type: \"ASSET\" is not allowed here: use BALANCE_SHEET, PROFIT_AND_LOSS"),
                bad(
                        "main_accounts.csv",
                        "X,11,New,BALANCE_SHEET",
                        "BROKEN_REFERENCE",
                        "company: there is no company \"X\": correct it or add it to companies.csv"),
                bad(
                        "item_groups.csv",
                        "X,K,New",
                        "BROKEN_REFERENCE",
                        "company: there is no company \"X\": correct it or add it to companies.csv"),
                bad(
                        "items.csv",
                        "C,K,New,Z,FIFO,,",
                        "BROKEN_REFERENCE",
                        "item_group: company \"C\" has no item group \"Z\": correct it or add it to item_groups.csv"),
                bad(
                        "items.csv",
                        "X,K,New,Z,FIFO,,",
                        "BROKEN_REFERENCE",
                        "company: there is no company \"X\": correct it or add it to companies.csv"),
                bad(
                        "items.csv",
                        "C,K,New,G,AVERAGE,,",
                        "BAD_VALUE",
                        "inventory_model: \"AVERAGE\" is not allowed here: use FIFO, LIFO, LIFO_DATE, WEIGHTED_AVERAGE, "
                                + "WEIGHTED_AVERAGE_DATE, MOVING_AVERAGE, STANDARD_COST"),
                bad(
                        "items.csv",
                        "C,K,New,G,FIFO,-0.01,",
                        "BAD_VALUE",
                        "cost_price: -0.01 is below zero: give a price per unit of zero or more"),
                bad(
                        "items.csv",
                        "C,K,New,G,FIFO,,-1",
                        "BAD_VALUE",
                        "reporting_cost_price: -1 is below zero: give a price per unit of zero or more"),
                bad(
                        "items.csv",
                        "C,K,New,G,FIFO,1.0000001,",
                        "BAD_VALUE",
                        "cost_price: \"1.0000001\" has 7 decimals, at most 6 are kept: round it as your ledger does"));
    }

    private static Stream<Arguments> profiles() {
        String file = "posting_profiles.csv";
        return Stream.of(
                bad(
                        file,
                        "C,GAIN,ALL,,91",
                        "BAD_VALUE",
                        "account_type: \"GAIN\" is not allowed here: use INVENTORY, PROFIT, LOSS, ROUNDING_PROFIT, ROUNDING_LOSS, "
                                + "ISSUE, PRICE_DIFFERENCE_PROFIT, PRICE_DIFFERENCE_LOSS, REVALUATION_PROFIT, REVALUATION_LOSS"),
                bad(
                        file,
                        "C,LOSS,ITEM,A,91",
                        "BAD_VALUE",
                        "item_code: \"ITEM\" is not allowed here: use TABLE, GROUP, ALL"),
                bad(
                        file,
                        "C,LOSS,ALL,A,91",
                        "BAD_VALUE",
                        "item_relation: \"A\" is not allowed with item_code ALL: "
                                + "leave it empty, or use item_code TABLE for an item, GROUP for an item group"),
                bad(
                        file,
                        "C,LOSS,TABLE,,91",
                        "BAD_VALUE",
                        "item_relation: the value is missing with item_code TABLE: give an item number"),
                bad(
                        file,
                        "C,LOSS,GROUP,,91",
                        "BAD_VALUE",
                        "item_relation: the value is missing with item_code GROUP: give an item group"),
                bad(
                        file,
                        "C,LOSS,TABLE,G,91",
                        "BROKEN_REFERENCE",
                        "item_relation: company \"C\" has no item \"G\": correct it or add it to items.csv"),
                bad(
                        file,
                        "C,LOSS,GROUP,A,91",
                        "BROKEN_REFERENCE",
                        "item_relation: company \"C\" has no item group \"A\": correct it or add it to item_groups.csv"),
                bad(
                        file,
                        "N,LOSS,ALL,,91",
                        "BROKEN_REFERENCE",
                        "main_account: company \"N\" has no main account \"91\": correct it or add it to main_accounts.csv"));
    }

    private static Stream<Arguments> transactions() {
        String file = "inventory_transactions.csv";
        String notDecimal = " is not a decimal number: write digits with a point and nothing else, such as -1234.50";
        return Stream.of(
                bad(
                        file,
                        row("A,SALE,1,,,1,,true"),
                        "BAD_VALUE",
                        "kind: \"SALE\" is not allowed here: use RECEIPT, ISSUE"),
                bad(file, row("A,RECEIPT,1e3,,,1,,true"), "BAD_VALUE", "quantity: \"1e3\"" + notDecimal),
                bad(file, row("A,RECEIPT,+1,,,1,,true"), "BAD_VALUE", "quantity: \"+1\"" + notDecimal),
                bad(file, row("A,RECEIPT,1 1,,,1,,true"), "BAD_VALUE", "quantity: \"1 1\"" + notDecimal),
                bad(file, row("A,RECEIPT,NaN,,,1,,true"), "BAD_VALUE", "quantity: \"NaN\"" + notDecimal),
                bad(file, row("A,RECEIPT,1.,,,1,,true"), "BAD_VALUE", "quantity: \"1.\"" + notDecimal),
                bad(file, row("A,RECEIPT,.5,,,1,,true"), "BAD_VALUE", "quantity: \".5\"" + notDecimal),
                bad(file, row("A,ISSUE,-,,,-1,,true"), "BAD_VALUE", "quantity: \"-\"" + notDecimal),
                bad(file, row("A,RECEIPT,\"1,5\",,,1,,true"), "BAD_VALUE", "quantity: \"1,5\"" + notDecimal),
                bad(
                        file,
                        row("A,RECEIPT,١,,,1,,true"),
                        "BAD_VALUE",
                        "quantity: \"١\" is not a decimal number; it has U+0661 ARABIC-INDIC DIGIT ONE: "
                                + "write digits with a point and nothing else, such as -1234.50"),
                bad(
                        file,
                        row("A,RECEIPT,123456789012345678901,,,1,,true"),
                        "BAD_VALUE",
                        "quantity: \"123456789012345678901\" has 21 digits before the point, at most 20 are kept: correct the number"),
                bad(
                        file,
                        row("A,RECEIPT,0.12345678901,,,1,,true"),
                        "BAD_VALUE",
                        "quantity: \"0.12345678901\" has 11 decimals, at most 10 are kept: round it as your ledger does"),
                bad(
                        file,
                        row("A,RECEIPT,0.0,,,1,,true"),
                        "BAD_VALUE",
                        "quantity: 0 is not above zero in a RECEIPT: correct the sign or the kind"),
                bad(
                        file,
                        row("A,ISSUE,1,,,-1,,true"),
                        "BAD_VALUE",
                        "quantity: 1 is not below zero in an ISSUE: correct the sign or the kind"),
                bad(
                        file,
                        row("A,RECEIPT,1,,,-1,,true"),
                        "BAD_VALUE",
                        "cost_amount: -1 is below zero in a RECEIPT: correct the sign or the kind"),
                bad(
                        file,
                        row("A,ISSUE,-1,,,1,,true"),
                        "BAD_VALUE",
                        "cost_amount: 1 is above zero in an ISSUE: correct the sign or the kind"),
                bad(
                        file,
                        row("A,ISSUE,-1,,,-1,0.1,true"),
                        "BAD_VALUE",
                        "reporting_cost_amount: 0.1 is above zero in an ISSUE: correct the sign or the kind"),
                bad(file, row("A,RECEIPT,1,,,,,true"), "BAD_VALUE", "cost_amount: the value is missing: give a value"),
                bad(
                        file,
                        row("A,RECEIPT,1,,,1,,1"),
                        "BAD_VALUE",
                        "open: \"1\" is neither true nor false: use true or false"),
                bad(
                        file,
                        row("A,RECEIPT,1,,,0.00001,,true"),
                        "BAD_VALUE",
                        "cost_amount: \"0.00001\" has 5 decimals, no currency has more than 4: round it as your ledger does"),
                bad(
                        file,
                        row("A,RECEIPT,1,,,0.001,,true"),
                        "BAD_VALUE",
                        "cost_amount: 0.001 has 3 decimals, USD has 2: round it as your ledger does"),
                bad(
                        file,
                        row("A,RECEIPT,1,,,1,0.001,true"),
                        "BAD_VALUE",
                        "reporting_cost_amount: 0.001 has 3 decimals, EUR has 2: round it as your ledger does"),
                bad(
                        file,
                        "N,X1,A,RECEIPT,1,,,1,1,true,,,,,,",
                        "BAD_VALUE",
                        "reporting_cost_amount: company \"N\" has no reporting currency: "
                                + "leave it empty, or give the company a reporting_currency in companies.csv"),
                bad(
                        file,
                        row("Z,RECEIPT,1,,,1,,true"),
                        "BROKEN_REFERENCE",
                        "item_number: company \"C\" has no item \"Z\": correct it or add it to items.csv"),
                bad(
                        file,
                        "X,X1,Z,RECEIPT,1,,,1,,true,,,,,,",
                        "BROKEN_REFERENCE",
                        "company: there is no company \"X\": correct it or add it to companies.csv"),
                bad(
                        file,
                        "C,R1,B,RECEIPT,3,2025-01-10,,4.51,4.10,true,S,W,B,N,10,91",
                        "TRANSACTION_CHANGED",
                        "item_number, financial_date, cost_amount: transaction \"R1\" of company \"C\" is already stored with "
                                + "item_number A, financial_date 2025-01-11, cost_amount 4.50: "
                                + "restore the values, or import the difference as another transaction"));
    }

    private static Stream<Arguments> journals() {
        return Stream.of(
                bad(
                        "adjustment_journals.csv",
                        "C,J9,TAX,",
                        "BAD_VALUE",
                        "currency_layer: \"TAX\" is not allowed here: use ACCOUNTING, REPORTING"),
                bad(
                        "adjustment_journals.csv",
                        "C,J1,REPORTING,First",
                        "BAD_VALUE",
                        "currency_layer: journal \"J1\" of company \"C\" is already stored with layer ACCOUNTING: "
                                + "keep the layer, or give the journal another name"),
                bad("adjustments.csv", "C,J1,I1,-0.00", "BAD_VALUE", "amount: the amount is zero: remove the line"),
                bad(
                        "adjustments.csv",
                        "C,J1,I1,0.125",
                        "BAD_VALUE",
                        "amount: 0.125 has 3 decimals, USD has 2: round it as your ledger does"),
                bad(
                        "adjustments.csv",
                        "C,J2,I1,0.125",
                        "BAD_VALUE",
                        "amount: 0.125 has 3 decimals, EUR has 2: round it as your ledger does"),
                bad(
                        "adjustments.csv",
                        "C,J9,R1,1",
                        "BROKEN_REFERENCE",
                        "journal: company \"C\" has no adjustment journal \"J9\": correct it or add it to adjustment_journals.csv"),
                bad(
                        "adjustments.csv",
                        "C,J1,R9,1",
                        "BROKEN_REFERENCE",
                        "transaction_id: company \"C\" has no inventory transaction \"R9\": "
                                + "correct it or add it to inventory_transactions.csv"));
    }

    /** Each with a row that is in lines 2 and 3. */
    @ParameterizedTest(name = "{2}")
    @MethodSource
    void a_second_row_of_the_same_key_is_refused(String file, String rows, String what) {
        fixture.write(file, header(file) + rows);
        assertThat(fixture.refusals())
                .containsExactly(
                        "DUPLICATE  " + file + ":3: " + what + " is already in line 2: keep one of the two lines");
    }

    static Stream<Arguments> a_second_row_of_the_same_key_is_refused() {
        return Stream.of(
                Arguments.of("companies.csv", "X,X,USD,,true\nX,Y,USD,,true\n", "company: company \"X\""),
                Arguments.of(
                        "fiscal_periods.csv",
                        "C,P,2025-02-01,2025-02-28,OPEN\nC,P,2025-03-01,2025-03-31,OPEN\n",
                        "period: fiscal period \"C\" \"P\""),
                Arguments.of(
                        "main_accounts.csv",
                        "C,11,X,BALANCE_SHEET\nC,11,X,BALANCE_SHEET\n",
                        "main_account: main account \"C\" \"11\""),
                Arguments.of("item_groups.csv", "C,K,X\nC,K,Y\n", "item_group: item group \"C\" \"K\""),
                Arguments.of("items.csv", "C,A,X,G,FIFO,,\nC,A,Y,G,FIFO,,\n", "item_number: item \"C\" \"A\""),
                Arguments.of(
                        "posting_profiles.csv",
                        "C,LOSS,TABLE,A,91\nC,LOSS,TABLE,A,91\n",
                        "item_relation: posting profile \"C\" \"LOSS\" \"TABLE\" \"A\""),
                Arguments.of(
                        "posting_profiles.csv",
                        "C,LOSS,ALL,,91\nC,LOSS,ALL,,91\n",
                        "item_relation: posting profile \"C\" \"LOSS\" \"ALL\""),
                Arguments.of(
                        "inventory_transactions.csv",
                        row("A,RECEIPT,1,,,1,,true") + "\n" + row("A,RECEIPT,2,,,1,,true") + "\n",
                        "transaction_id: inventory transaction \"C\" \"X1\""),
                Arguments.of(
                        "adjustment_journals.csv",
                        "C,J9,ACCOUNTING,X\nC,J9,REPORTING,X\n",
                        "journal: adjustment journal \"C\" \"J9\""),
                Arguments.of(
                        "adjustments.csv", "C,J1,I1,1\nC,J1,I1,2\n", "transaction_id: adjustment \"C\" \"J1\" \"I1\""));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void a_file_that_is_not_what_it_should_be_is_refused(byte[] content, String refusal) {
        fixture.write("item_groups.csv", content);
        assertThat(fixture.refusals()).containsExactly(refusal);
    }

    static Stream<Arguments> a_file_that_is_not_what_it_should_be_is_refused() {
        return Stream.of(
                file(
                        "company;item_group;name\nC;K;X\n",
                        "BAD_FILE  item_groups.csv:1: header: the columns are separated by semicolons, not by commas: "
                                + "save the file as comma-separated CSV with the header company,item_group,name"),
                file(
                        "company\titem_group\tname\n",
                        "BAD_FILE  item_groups.csv:1: header: the columns are separated by tabs, not by commas: "
                                + "save the file as comma-separated CSV with the header company,item_group,name"),
                file(
                        "",
                        "BAD_FILE  item_groups.csv:1: line: the file is empty: "
                                + "give it a header line with the columns company,item_group,name"),
                file(
                        "company,item_group,name,colour\nC,K,X,red\n",
                        "UNKNOWN_COLUMN  item_groups.csv:1: colour: column 4 \"colour\" is not a column of this file: "
                                + GROUP_COLUMNS),
                file(
                        "company,item_group,name,\nC,K,X,red\n",
                        "UNKNOWN_COLUMN  item_groups.csv:1: header: column 4 \"\" is not a column of this file: "
                                + GROUP_COLUMNS),
                file(
                        "company,item_group\nC,K\n",
                        "MISSING_COLUMN  item_groups.csv:1: name: the column is missing: "
                                + "add it; the columns are company,item_group,name"),
                file(
                        "company,item_group,name,name\nC,K,X,X\n",
                        "DUPLICATE  item_groups.csv:1: name: columns 3 and 4 have the same name: keep one of them"),
                file(
                        "company,item_group,name\n\nC,K,X, and Y\n",
                        "BAD_FILE  item_groups.csv:3: line: has 4 fields, the header has 3: "
                                + "give each column one field, and put quotes around a value that holds a comma"),
                file(
                        "company,item_group,name\nC\n",
                        "BAD_FILE  item_groups.csv:2: line: has 1 field, the header has 3: "
                                + "give each column one field, and put quotes around a value that holds a comma"),
                file(
                        "company,item_group,name\nC,\"K,X\nC,L,X\n",
                        "BAD_FILE  item_groups.csv:2: line: a quoted value runs from line 2 to line 3: "
                                + "close the quote that line 2 opens, or remove the line breaks from the value"),
                file(
                        "company,item_group,name\nC,\"K\"K,X\n",
                        "BAD_FILE  item_groups.csv:2: line: is not CSV: a quoted value is not closed correctly: "
                                + "close the quote that line 2 opens, put quotes around the whole value and double those inside it"),
                file(
                        "company,item_group,name\nC,K,X\nC,\"L,X\n" + "C,M,X\n".repeat(400_000),
                        "BAD_FILE  item_groups.csv:3: line: is not CSV: a quoted value is not closed correctly: "
                                + "close the quote that line 3 opens, put quotes around the whole value and double those inside it"),
                Arguments.of(
                        "company,item_group,name\r\nC,K,X\r\nC,L,\u00dcbung\r\n".getBytes(StandardCharsets.ISO_8859_1),
                        "BAD_FILE  item_groups.csv:3: line: is not UTF-8: save the file as UTF-8"),
                Arguments.of(
                        "\uFEFFcompany,item_group,name\n".getBytes(StandardCharsets.UTF_16LE),
                        "BAD_FILE  item_groups.csv:1: line: is not UTF-8: save the file as UTF-8"));
    }

    private static Arguments file(String content, String refusal) {
        return Arguments.of(content.getBytes(StandardCharsets.UTF_8), refusal);
    }

    private static Arguments bad(String file, String row, String code, String rest) {
        return Arguments.of(file, header(file) + row + "\n", code + "  " + file + ":2: " + rest);
    }

    private static String row(String fromItemToOpen) {
        return "C,X1," + fromItemToOpen + ",,,,,,";
    }

    private static String header(String file) {
        return switch (file) {
            case "companies.csv" -> ImportFixture.COMPANIES;
            case "fiscal_periods.csv" -> ImportFixture.PERIODS;
            case "main_accounts.csv" -> ImportFixture.ACCOUNTS;
            case "item_groups.csv" -> ImportFixture.GROUPS;
            case "items.csv" -> ImportFixture.ITEMS;
            case "posting_profiles.csv" -> ImportFixture.PROFILES;
            case "inventory_transactions.csv" -> ImportFixture.TRANSACTIONS;
            case "adjustment_journals.csv" -> ImportFixture.JOURNALS;
            case "adjustments.csv" -> ImportFixture.ADJUSTMENTS;
            default -> throw new IllegalArgumentException(file);
        };
    }
}
