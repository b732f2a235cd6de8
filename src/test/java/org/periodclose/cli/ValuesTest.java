package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.core.fault.Text;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The values of options: each has limits, on the line and in the environment, and what is wrong is found before anything is started. */
class ValuesTest {
    private static final String DATABASE = "spring.datasource.url";

    /** Every option that takes a value, with the words of its command; the commands themselves are not executed. */
    private static void forEachOption(BiConsumer<List<String>, OptionSpec> test) {
        forEachOption(new Program(new Capture().console, InProcess.SERVING).commandLine(), List.of(), test);
    }

    private static void forEachOption(
            CommandLine command, List<String> words, BiConsumer<List<String>, OptionSpec> test) {
        command.getCommandSpec().options().stream()
                .filter(option -> option.arity().max() > 0)
                .forEach(option -> test.accept(words, option));
        command.getSubcommands().forEach((word, child) -> {
            if (!word.equals("generate-completion")) {
                List<String> longer = new ArrayList<>(words);
                longer.add(word);
                forEachOption(child, longer, test);
            }
        });
    }

    /** What is told of a line that is wrong; nothing else of it may be looked at. */
    private static JsonNode wrong(Map<String, String> environment, List<String> line) {
        Capture capture = new Capture(environment);
        assertThat(capture.execute(line.toArray(String[]::new)))
                .as(String.join(" ", line))
                .isEqualTo(2);
        assertThat(capture.err()).isEmpty();
        JsonNode error = JsonMapper.shared().readTree(capture.out()).get("error");
        assertThat(error.get("code").asString()).isEqualTo("WRONG_USAGE");
        return error;
    }

    private static String told(JsonNode error) {
        return error.get("message").asString() + ": " + error.get("remedy").asString();
    }

    private static List<String> line(List<String> words, String... more) {
        List<String> line = new ArrayList<>(words);
        line.addAll(List.of(more));
        line.add("--output=json");
        return line;
    }

    static List<String> impossible() {
        return List.of("", " \u00A0\u200B\uFEFF\t", "A\u0000B", "A\u0001B", "A\uD800B", "\uDC00", "A\nB");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void no_option_of_any_command_takes_what_cannot_be_kept_or_seen(String value) {
        forEachOption((words, option) -> {
            String name = option.longestName();
            String told = told(wrong(Map.of(), line(words, name + "=" + value)));
            assertThat(told)
                    .contains(name + " ")
                    .doesNotContainPattern("\\bpicocli\\b|\\bjava[.]|not an? (int|long)\\b");
            assertThat(Text.firstUnseen(told)).as(told).isNegative();
        });
    }

    @Test
    void no_code_has_a_character_that_cannot_be_seen_or_more_than_a_hundred_characters() {
        Map<String, String> refused = new LinkedHashMap<>();
        forEachOption((words, option) -> {
            if (option.type() == String.class || option.isMultiValue()) {
                for (String value : List.of("x".repeat(2_001), "A\u00A0B")) {
                    if (!option.longestName().matches("--(note|description)") || value.length() > 9) {
                        refused.put(
                                option.longestName(), told(wrong(Map.of(), line(words, option.longestName(), value))));
                    }
                }
            }
        });
        assertThat(refused.keySet())
                .contains(
                        "--company",
                        "--journal",
                        "--item",
                        "--warehouse",
                        "--voucher",
                        "--transaction",
                        "--charges-code")
                .contains("--note", "--description", "--expect", "--head", "--ping-url");
        assertThat(refused.get("--company"))
                .isEqualTo(
                        "--company \"AU+00A0B\" has the character U+00A0, which is invisible: replace it by a plain space, or remove it");
        assertThat(refused.get("--note")).isEqualTo("--note has 2,001 characters, at most 1,000 are kept: shorten it");
    }

    @Test
    void a_note_of_a_thousand_and_one_characters_is_told_before_the_database_is_touched() {
        System.setProperty(DATABASE, "jdbc:postgresql://localhost:1/none");
        try {
            Capture capture = new Capture();
            assertThat(capture.execute("post", "--company", "C", "--note", "😀".repeat(1_001)))
                    .isEqualTo(2);
            assertThat(capture.err())
                    .isEqualTo("WRONG_USAGE  --note has 1,001 characters, at most 1,000 are kept: shorten it\n");
        } finally {
            System.clearProperty(DATABASE);
        }
        assertThat(new Capture()
                        .post("post", "--company", "C", "--note", "😀".repeat(1_000))
                        .request()
                        .note())
                .hasSize(2_000);
    }

    @Test
    void blanks_around_a_value_are_taken_off() {
        String blank = "\u00A0 \t\u200B\uFEFF";
        var request = new Capture(Map.of(
                        "PERIOD_CLOSE_JOURNAL", blank + "J1" + blank + "," + blank + "J2",
                        "PERIOD_CLOSE_NOTE", blank + "a note" + blank))
                .post(
                        "post",
                        "--company",
                        blank + "C 1" + blank,
                        "--posting-date=" + blank + "2025-10-31" + blank,
                        "--specification",
                        " total\u200B",
                        "--time-zone",
                        "UTC\uFEFF",
                        "--expect",
                        " " + "AB".repeat(32))
                .request();
        assertThat(request.company()).isEqualTo("C 1");
        assertThat(request.journals()).containsExactly("J1", "J2");
        assertThat(request.note()).isEqualTo("a note");
        assertThat(request.postingDate()).isEqualTo("2025-10-31");
        assertThat(request.expect()).isEqualTo("ab".repeat(32));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "voucher --run abc | --run \"abc\" is not a whole number: give one like 17",
                "voucher --run 0 | --run \"0\" is below 1: give 1 or more",
                "voucher --run -3 | --run \"-3\" is below 1: give 1 or more",
                "voucher --run 1.5 | --run \"1.5\" is not a whole number: give one like 17",
                "voucher --run 99999999999999999999"
                        + " | --run \"99999999999999999999\" is above 9,223,372,036,854,775,807: give a number that there is",
                "explain --run 1 --line 3000000000 | --line \"3000000000\" is above 2,147,483,647: give a number that there is",
                "voucher --run ١٢ | --run \"١٢\" is not a whole number: give one like 17",
                "verify --company C --head 00 | --head \"00\" is not 64 hexadecimal digits: copy the whole of it, as it was printed",
                "post --company C --expect abc | --expect \"abc\" is not 64 hexadecimal digits: copy the whole of it, as it was printed",
                "report run --run 1 --out r.doc"
                        + " | --out \"r.doc\" does not end like a kind of file that a report can be: end the name with .html, .pdf, .csv or .xlsx, or give --format",
                "post --company C --posting-date 1979-12-31 | --posting-date \"1979-12-31\" is before 1980-01-01: give a day from 1980-01-01 to 2100-12-31",
                "report reconciliation --company C --as-of 2101-01-01 | --as-of \"2101-01-01\" is after 2100-12-31: give a day from 1980-01-01 to 2100-12-31",
                "report adjustments --company C --from 2025-02-30 | --from \"2025-02-30\" is not a date: give one like 2025-10-31",
                "post --company C --until 25:00 | --until \"25:00\" is not a time of day: give one like 06:30",
                "post --company C --time-zone Mars | --time-zone \"Mars\" is not a time zone: give one like Europe/Berlin",
                "runs --log-format xml | --log-format \"xml\" is not one of the words that are taken: give one of plain, ecs",
                "adjust --company C --journal J --method value --value 123456789012345678901"
                        + " | --value has 21 digits before the point, at most 20 are kept: correct the number",
                "adjust --company C --journal J --method fixed-cost-price --price 0.1234567"
                        + " | --price has 7 decimals, at most 6 are kept: round it",
                "adjust --company C --journal J --method percent --percent 1e3"
                        + " | --percent \"1e3\" is not a decimal number: give digits with a point and nothing else, like -1250.00",
                "voucher | --run is missing: give --run RUN, see period-close voucher --help",
                "release | --company is missing: give --company COMPANY, see period-close release --help",
                "release --company C | --journal or --plan is missing: give one of --journal JOURNAL and --plan CHECKSUM, see period-close release --help",
                "release --company C --journal J --plan 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                        + " | --journal and --plan exclude each other: give one of --journal JOURNAL and --plan CHECKSUM, see period-close release --help",
                "release --company C --plan 0f3c6a1de2b9 | --plan \"0f3c6a1de2b9\" is not 64 hexadecimal digits: copy the whole of it, as it was printed",
                "voucher --run 1 --run 2 | --run is given more than once: give it once",
                "import | DIRECTORY is missing: give DIRECTORY, see period-close import --help",
                "post --threads 0 | there is no option \"--threads\": see period-close post --help",
                "journals C | \"C\" is not understood here: see period-close journals --help",
                "post --company C --storno=maybe | --storno \"maybe\" is neither true nor false: give one of them"
            })
    void what_is_wrong_is_told_in_words(String line, String told) {
        assertThat(told(wrong(Map.of(), line(List.of(line.split(" ", -1)))))).isEqualTo(told);
    }

    @Test
    void an_option_without_its_value_says_so() {
        Capture capture = new Capture();
        assertThat(capture.execute("voucher", "--output", "json", "--run")).isEqualTo(2);
        assertThat(JsonMapper.shared()
                        .readTree(capture.out())
                        .at("/error/message")
                        .asString())
                .isEqualTo("--run has no value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PERIOD_CLOSE_NOTE", "PERIOD_CLOSE_JOURNAL", "PERIOD_CLOSE_COMPANY"})
    void the_environment_has_the_same_limits(String variable) {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("PERIOD_CLOSE_COMPANY", "C"));
        environment.put(variable, "x".repeat(1_001));
        environment.put("PERIOD_CLOSE_OUTPUT", "JSON");
        JsonNode error = wrong(environment, List.of("post"));
        assertThat(error.get("message").asString())
                .contains("(from the environment: " + variable + ") has 1,001 characters, at most 1");
    }

    @Test
    void json_is_printed_wherever_it_is_asked_for() {
        assertThat(told(wrong(Map.of(), List.of("voucher", "--run", "x", "--output", "json"))))
                .startsWith("--run \"x\"");
        assertThat(told(wrong(Map.of("PERIOD_CLOSE_OUTPUT", "json"), List.of("voucher", "--run", "x"))))
                .startsWith("--run \"x\"");
        assertThat(told(wrong(Map.of(), List.of("voucher", "--rum", "1", "--log-format", "x", "--output", "json"))))
                .startsWith("--log-format \"x\"");
        assertThat(told(wrong(Map.of(), List.of("post", "--output", "json"))))
                .startsWith("the company to post for is not given");
        assertThat(told(wrong(
                        Map.of(),
                        List.of("--spring.batch.job.name=postJournal", "output=json,java.lang.String", "compny=C"))))
                .startsWith("job postJournal has no parameter \"compny=C\"");
        Capture nothing = new Capture(Map.of("PERIOD_CLOSE_OUTPUT", "json"));
        assertThat(nothing.execute()).isEqualTo(2);
        assertThat(JsonMapper.shared().readTree(nothing.out()).at("/error/code").asString())
                .isEqualTo("WRONG_USAGE");
    }
}
