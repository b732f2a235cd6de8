package org.periodclose.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.AmountText.Language;

/** What people type and paste, in dollars unless a case says otherwise. */
class AmountTextTest {
    private static String read(String text, @Nullable Language language, String currency) {
        return AmountText.parse(text, language, currency).toPlainString();
    }

    private static String refusal(String text, @Nullable Language language, String currency) {
        Refused refused = catchThrowableOfType(Refused.class, () -> read(text, language, currency));
        assertThat(refused).as(text + " is refused").isNotNull();
        return refused.first().toString();
    }

    /** A vertical bar stands for the end of the text, so that blanks around it are seen. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '"',
            value = {
                "0;0.00",
                "7;7.00",
                "007;7.00",
                "7.5;7.50",
                "7,5;7.50",
                "7,50;7.50",
                ".5;0.50",
                ",05;0.05",
                "0.500;0.50",
                "0,120;0.12",
                "1234.5;1234.50",
                "1234,56;1234.56",
                "1234,560;1234.56",
                "1,234.56;1234.56",
                "1.234,56;1234.56",
                "1,234,567;1234567.00",
                "1.234.567;1234567.00",
                "1,234,567.8;1234567.80",
                "1.234.567,89;1234567.89",
                "1 234;1234.00",
                "1 234,5;1234.50",
                "12 345 678.90;12345678.90",
                "1\u00a0234,56;1234.56",
                "1\u202f234\u202f567,89;1234567.89",
                "1\u2009234.56;1234.56",
                "1\u202f234\u00a0567;1234567.00",
                "1'234.50;1234.50",
                "1\u2019234\u2019567.50;1234567.50",
                "-5;-5.00",
                "\u22125,25;-5.25",
                "- 5;-5.00",
                "5-;-5.00",
                "5 \u2212;-5.00",
                "1.234,56-;-1234.56",
                "+5;5.00",
                "  7.10 \t;7.10",
                "\ufeff7;7.00",
                "-0;0.00",
                "12345678901234567890.12;12345678901234567890.12"
            })
    void an_amount_is_read_without_knowing_the_language(String text, String amount) {
        for (Language language : new Language[] {null, Language.EN, Language.RU}) {
            assertThat(read(text, language, "USD")).as(text + " " + language).isEqualTo(amount);
        }
    }

    @Test
    void a_single_mark_before_three_digits_is_decided_by_the_language_or_refused() {
        assertThat(read("1,234", Language.EN, "USD")).isEqualTo("1234.00");
        assertThat(read("-12,340", Language.EN, "USD")).isEqualTo("-12340.00");
        assertThat(read("1,230", Language.RU, "USD")).isEqualTo("1.23");
        assertThat(read("1.230", Language.RU, "USD")).isEqualTo("1.23");
        assertThat(read("1.230", Language.EN, "USD")).isEqualTo("1.23");
        assertThat(read("1,234", Language.RU, "KWD")).isEqualTo("1.234");
        assertThat(read("1,234", Language.EN, "KWD")).isEqualTo("1234.000");
        assertThat(read("1,234", Language.EN, "JPY")).isEqualTo("1234");
        assertThat(refusal("1,234", Language.RU, "USD"))
                .isEqualTo("BAD_VALUE  \"1,234\" has 3 decimals, USD has 2: round it as your ledger does");
        assertThat(refusal("1,234", null, "USD"))
                .isEqualTo(
                        "AMOUNT_AMBIGUOUS  \"1,234\" can be 1234 or 1.234: type it without a mark between thousands, such as 1234.00");
        assertThat(refusal("-12.340", null, "JPY"))
                .isEqualTo(
                        "AMOUNT_AMBIGUOUS  \"-12.340\" can be 12340 or 12.340: type it without a mark between thousands, such as 12340");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                ".",
                ",",
                "-.",
                "5.",
                "5,",
                "abc",
                "5a",
                "5 USD",
                "$5",
                "1e3",
                "(5)",
                "--5",
                "-5-",
                "+5-",
                "\u22125-",
                "1,23,456",
                "12,34.5",
                "1234,567.8",
                "1,234.5,6",
                "1.2.3",
                "1,2,3",
                "1 23",
                "12 34,5",
                "1234 567",
                "1 234'567",
                "1 234.567.890,1",
                "1'234,567.8",
                "0 123",
                "0,123,456",
                "1,,234",
                "1  234",
                "1 234 ,5",
                "1,234 567",
                "5.5 5",
                "1.5'5",
                "\u0661",
                "\uff15",
                "5\u200b5"
            })
    void what_is_not_an_amount_is_refused(String text) {
        for (Language language : new Language[] {null, Language.EN, Language.RU}) {
            Refused refused = catchThrowableOfType(Refused.class, () -> read(text, language, "USD"));
            assertThat(refused).as(text).isNotNull();
            assertThat(refused.first().code()).as(text).isEqualTo(FaultCode.BAD_VALUE);
        }
    }

    @Test
    void a_refusal_says_what_is_wrong_and_what_to_type() {
        assertThat(refusal("5 USD", null, "USD"))
                .isEqualTo(
                        "BAD_VALUE  \"5 USD\" is not an amount: type digits, with a point or a comma before the decimals, such as -1234.50");
        assertThat(refusal("5\u200b5", null, "USD"))
                .startsWith(
                        "BAD_VALUE  \"5U+200B5\" is not an amount: it has the character U+200B, which is invisible: ");
        assertThat(refusal("0.001", null, "USD"))
                .isEqualTo("BAD_VALUE  \"0.001\" has 3 decimals, USD has 2: round it as your ledger does");
        assertThat(refusal("5,5", null, "JPY"))
                .isEqualTo("BAD_VALUE  \"5,5\" has 1 decimals, JPY has 0: round it as your ledger does");
        assertThat(refusal("123456789012345678901", null, "USD"))
                .isEqualTo(
                        "BAD_VALUE  \"123456789012345678901\" has 21 digits before the decimal mark, at most 20 are kept: correct the number");
    }

    @ParameterizedTest
    @CsvSource({
        "12.5,12.50",
        "0.30000000000000004,0.30",
        "1234567890123.45,1234567890123.45",
        "1.2E3,1200.00",
        "-1E-2,-0.01",
        "1234,1234.00",
        "1.250,1.25"
    })
    void a_number_of_a_spreadsheet_is_never_ambiguous(String stored, String amount) {
        assertThat(read(AmountText.ofSpreadsheet(stored), null, "USD")).isEqualTo(amount);
    }

    @Test
    void a_number_of_a_spreadsheet_with_more_decimals_than_the_currency_is_refused_as_that() {
        assertThat(refusal(AmountText.ofSpreadsheet("1.234"), null, "USD"))
                .isEqualTo("BAD_VALUE  \"1.2340\" has 3 decimals, USD has 2: round it as your ledger does");
        assertThat(List.of(
                        AmountText.ofSpreadsheet("#REF!"),
                        AmountText.ofSpreadsheet("1E999999999"),
                        AmountText.ofSpreadsheet("1E-999999999")))
                .containsExactly("#REF!", "1E999999999", "1E-999999999");
    }

    /** Every amount, as several countries write it, is read as it was meant. */
    @Test
    void what_is_written_by_the_rules_of_a_country_is_read_again() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            BigDecimal amount =
                    new BigDecimal(java.math.BigInteger.valueOf(random.nextLong() >> random.nextInt(60)), 2);
            for (String marks : List.of(",.", ".,", " ,", "\u00a0,", "\u202f,", "'.", "\u2019.", " .")) {
                DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
                symbols.setGroupingSeparator(marks.charAt(0));
                symbols.setDecimalSeparator(marks.charAt(1));
                String text = new DecimalFormat("#,##0.00", symbols).format(amount);
                assertThat(AmountText.parse(text, null, "USD"))
                        .as("seed " + seed + ": " + text)
                        .isEqualTo(amount);
            }
        }
    }
}
