package org.periodclose.core.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads of a fault, and how a command ends that met it. */
class FaultTest {
    private static final Fault FAULT = Fault.of(FaultCode.NO_ACCOUNT, "item B1 has no LOSS account", "add a profile");

    // A fault

    @Test
    void a_fault_is_one_line_with_its_code_what_happened_and_what_to_do() {
        assertThat(FAULT).hasToString("NO_ACCOUNT  item B1 has no LOSS account: add a profile");
        assertThat(FAULT.journal()).isNull();
        assertThat(FAULT.transactionId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"'',remedy", "' ',remedy", "message,''", "message,' '"})
    void a_fault_without_a_message_or_a_remedy_is_refused(String message, String remedy) {
        assertThatThrownBy(() -> Fault.of(FaultCode.NO_ACCOUNT, message, remedy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a fault needs a message and a remedy: NO_ACCOUNT");
    }

    @Test
    void characters_that_cannot_be_seen_are_shown_in_the_message_and_the_remedy() {
        assertThat(Fault.of(FaultCode.BAD_VALUE, "item A\u00a01", "remove \u200b"))
                .hasToString("BAD_VALUE  item AU+00A01: remove U+200B");
    }

    // What is refused

    @Test
    void what_is_refused_says_its_first_fault_and_keeps_all() {
        Fault second = Fault.of(FaultCode.NOTE_REQUIRED, "no reason is given", "add --note");
        Refused refused = new Refused(List.of(FAULT, second));
        assertThat(refused).hasMessage(FAULT.toString());
        assertThat(refused.faults()).containsExactly(FAULT, second);
        assertThat(refused.first()).isEqualTo(FAULT);
        assertThat(new Refused(second).faults()).containsExactly(second);
        assertThat(new Refused(FaultCode.NO_ACCOUNT, "item B1 has no LOSS account", "add a profile").faults())
                .containsExactly(FAULT);
    }

    @Test
    void a_refusal_without_a_fault_cannot_be_made() {
        List<Fault> none = List.of();
        assertThatThrownBy(() -> new Refused(none)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    // How a command ends

    @ParameterizedTest
    @CsvSource({
        "DONE,0",
        "FAILED,1",
        "WRONG_USAGE,2",
        "POSTED_WITHOUT_SOME_LINES,3",
        "REFUSED,4",
        "AT_WORK,5",
        "LAW_BROKEN,6",
        "UNREACHABLE,8",
        "INTERRUPTED,130",
        "TERMINATED,143"
    })
    void an_outcome_has_the_exit_code_of_the_contract(Outcome outcome, int exitCode) {
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void of_two_outcomes_the_graver_one_counts() {
        List<Outcome> byGravity = List.of(
                Outcome.DONE,
                Outcome.POSTED_WITHOUT_SOME_LINES,
                Outcome.REFUSED,
                Outcome.AT_WORK,
                Outcome.LAW_BROKEN,
                Outcome.WRONG_USAGE,
                Outcome.FAILED,
                Outcome.UNREACHABLE,
                Outcome.INTERRUPTED,
                Outcome.TERMINATED);
        assertThat(byGravity).containsExactly(Outcome.values());
        for (Outcome one : byGravity) {
            for (Outcome other : byGravity) {
                Outcome graver = byGravity.indexOf(one) >= byGravity.indexOf(other) ? one : other;
                assertThat(one.and(other)).isEqualTo(graver);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_USAGE,2",
        "CONSOLE_BUSY,5",
        "RUN_AT_WORK,5",
        "SCHEMA_IN_USE,5",
        "OTHER_VERSION,8",
        "LAW_BROKEN,6",
        "MANIFEST_BROKEN,6",
        "UNEXPLAINED_DIFFERENCE,6",
        "STOPPED,130",
        "DATABASE_UNREACHABLE,8",
        "WRONG_CONFIGURATION,8",
        "UNEXPECTED,1"
    })
    void a_code_that_is_no_refusal_has_an_exit_code_of_its_own(FaultCode code, int exitCode) {
        assertThat(code.outcome().exitCode()).isEqualTo(exitCode);
    }

    @Test
    void every_other_code_is_a_refusal() {
        assertThat(Arrays.stream(FaultCode.values()).filter(code -> code.outcome() != Outcome.REFUSED))
                .hasSize(12);
    }

    /** The page of errors has a row for each code, and says more than its name. */
    @Test
    void every_code_is_explained_to_the_user() throws IOException {
        List<String> rows;
        try (Stream<String> lines = Files.lines(Path.of("src", "docs", "errors.md"))) {
            rows = lines.filter(line -> line.startsWith("| ")).toList();
        }
        for (FaultCode code : FaultCode.values()) {
            assertThat(rows)
                    .as(code.name())
                    .anySatisfy(row -> assertThat(row).matches("\\| `?" + code + "`? \\|.{20,}"));
        }
    }

    // The log

    @Test
    void a_field_of_the_log_has_a_word_for_people_and_a_key_for_collectors() {
        assertThat(Arrays.stream(LogField.values()).map(LogField::word))
                .containsExactly("database", "run", "company", "journal", "step", "partition", "worker");
        assertThat(LogField.RUN.key()).isEqualTo("labels.run");
        assertThat(LogField.PARTITION.key()).isEqualTo("labels.partition");
        assertThat(LogField.TRACE).isEqualTo("trace.id");
        assertThat(EventCode.FIELD).isEqualTo("event.code");
    }

    // Commands that a remedy names

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "J1 | J1",
                "AWC-2025-10 | AWC-2025-10",
                "a/b:c,d.e@f%g+h_i | a/b:c,d.e@f%g+h_i",
                "July 2025 | 'July 2025'",
                "O'Neill | 'O'\\''Neill'",
                "$HOME | '$HOME'",
                "Ü | 'Ü'",
                "\"\" | ''"
            })
    void a_value_is_written_as_a_shell_takes_it(String value, String word) {
        assertThat(Shell.word(value)).isEqualTo(word);
    }

    @Test
    void a_value_that_begins_with_a_hyphen_stands_behind_an_equals_sign() {
        assertThat(Shell.option("--journal", "J1")).isEqualTo("--journal J1");
        assertThat(Shell.option("--journal", "-J1")).isEqualTo("--journal=-J1");
        assertThat(Shell.option("--journal", "- 1")).isEqualTo("--journal='- 1'");
        assertThat(Shell.company("C 1")).isEqualTo("--company 'C 1'");
        assertThat(Shell.journal("C1", "J 1")).isEqualTo("--company C1 --journal 'J 1'");
    }
}
