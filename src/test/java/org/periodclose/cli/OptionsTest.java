package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Specification;
import org.periodclose.desk.PostRequest;

class OptionsTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private static PostRequest post(String... options) {
        return postWith(Map.of(), options);
    }

    private static PostRequest postWith(Map<String, String> environment, String... options) {
        String[] line = new String[options.length + 1];
        line[0] = "post";
        System.arraycopy(options, 0, line, 1, options.length);
        return new Capture(environment).post(line).request();
    }

    @Test
    void what_is_not_given_is_left_to_the_run() {
        PostRequest request = post("--company", "AWC");
        assertThat(request.company()).isEqualTo("AWC");
        assertThat(request.journals()).isEmpty();
        assertThat(request.postingDate()).isNull();
        assertThat(request.specification()).isNull();
        assertThat(request.updateLedger()).isNull();
        assertThat(request.storno()).isNull();
        assertThat(request.note()).isNull();
        assertThat(request.dryRun()).isFalse();
        assertThat(request.skipInvalid()).isFalse();
    }

    @Test
    void a_switch_says_yes_or_no() {
        assertThat(post("--company", "A", "--storno", "--update-ledger"))
                .extracting(PostRequest::storno, PostRequest::updateLedger)
                .containsExactly(true, true);
        assertThat(post("--company", "A", "--no-storno", "--no-update-ledger"))
                .extracting(PostRequest::storno, PostRequest::updateLedger)
                .containsExactly(false, false);
    }

    @Test
    void journals_are_given_one_by_one_and_may_hold_commas() {
        assertThat(post("--company", "A", "--journal", "1,5", "--journal", "2").journals())
                .containsExactly("1,5", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-15, 2025-10-15",
        "today, 2025-10-31",
        "Today, 2025-10-31",
        "yesterday, 2025-10-30",
        "last-month-end, 2025-09-30"
    })
    void a_posting_date_is_a_date_or_counts_from_today(String given, LocalDate meant) {
        PostRequest request = post("--company", "A", "--time-zone", "UTC", "--posting-date", given);
        assertThat(Objects.requireNonNullElse(request.postingDate(), request.today()))
                .isEqualTo(meant);
    }

    @Test
    void today_is_reckoned_in_the_time_zone() {
        assertThat(post("--company", "A", "--time-zone", "Europe/Berlin", "--posting-date", "last-month-end"))
                .extracting(PostRequest::today)
                .isEqualTo(LocalDate.of(2025, 10, 31));
    }

    @Test
    void a_word_is_the_default_of_new_runs_so_that_the_command_of_the_next_night_continues_an_unfinished_one() {
        assertThat(post("--company", "A", "--posting-date", "yesterday").postingDate())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"total, TOTAL", "item-group, ITEM_GROUP", "ITEM_NUMBER, ITEM_NUMBER", "Item-Number, ITEM_NUMBER"})
    void a_specification_is_taken_in_any_case(String given, Specification meant) {
        assertThat(post("--company", "A", "--specification", given).specification())
                .isEqualTo(meant);
    }

    @Test
    void every_option_can_be_given_by_environment() {
        PostRequest request = postWith(Map.of(
                "PERIOD_CLOSE_COMPANY", "AWC",
                "PERIOD_CLOSE_JOURNAL", "J1, J2",
                "PERIOD_CLOSE_POSTING_DATE", "2025-10-15",
                "PERIOD_CLOSE_SPECIFICATION", "total",
                "PERIOD_CLOSE_STORNO", "false",
                "PERIOD_CLOSE_UPDATE_LEDGER", "true",
                "PERIOD_CLOSE_NOTE", "a note, with a comma",
                "PERIOD_CLOSE_DRY_RUN", "true",
                "PERIOD_CLOSE_EXPECT", HASH,
                "PERIOD_CLOSE_SKIP_INVALID", "true"));
        assertThat(request.company()).isEqualTo("AWC");
        assertThat(request.journals()).containsExactly("J1", "J2");
        assertThat(request.postingDate()).isEqualTo(LocalDate.of(2025, 10, 15));
        assertThat(request.specification()).isEqualTo(Specification.TOTAL);
        assertThat(request.storno()).isFalse();
        assertThat(request.updateLedger()).isTrue();
        assertThat(request.note()).isEqualTo("a note, with a comma");
        assertThat(request.dryRun()).isTrue();
        assertThat(request.expect()).isEqualTo(HASH);
        assertThat(request.skipInvalid()).isTrue();
    }

    @Test
    void the_line_goes_before_the_environment() {
        Map<String, String> environment = Map.of("PERIOD_CLOSE_STORNO", "true", "PERIOD_CLOSE_JOURNAL", "J1");
        assertThat(postWith(environment, "--company", "A", "--no-storno", "--journal", "J2"))
                .extracting(PostRequest::storno, PostRequest::journals)
                .containsExactly(false, java.util.List.of("J2"));
        assertThat(postWith(Map.of("PERIOD_CLOSE_STORNO", "false"), "--company", "A", "--storno")
                        .storno())
                .isTrue();
    }

    @Test
    void a_company_on_the_line_goes_before_all_companies_in_the_environment_and_the_other_way_round() {
        assertThat(postWith(Map.of("PERIOD_CLOSE_ALL_COMPANIES", "true"), "--company", "A")
                        .company())
                .isEqualTo("A");
        assertThat(postWith(Map.of("PERIOD_CLOSE_COMPANY", "A"), "--all-companies")
                        .company())
                .isNull();
    }

    @Test
    void one_company_or_all_but_not_both_and_not_neither() {
        assertThatThrownBy(() -> post())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.first().code()).isEqualTo(FaultCode.WRONG_USAGE))
                .hasMessageContaining("the company to post for is not given");
        assertThatThrownBy(() -> post("--company", "A", "--all-companies"))
                .hasMessageContaining("--company and --all-companies exclude each other");
    }

    @Test
    void a_wrong_value_in_the_environment_names_the_variable() {
        Capture capture = new Capture(Map.of("PERIOD_CLOSE_POSTING_DATE", "31.10.2025"));
        assertThat(capture.execute("post", "--company", "A")).isEqualTo(2);
        assertThat(capture.err()).isEqualTo("""
                WRONG_USAGE  --posting-date (from the environment: PERIOD_CLOSE_POSTING_DATE) "31.10.2025" is not a date: give one like 2025-10-31, or today, yesterday, last-month-end
                """);
    }

    @Test
    void an_unknown_option_is_answered_with_the_one_that_was_meant() {
        Capture capture = new Capture();
        assertThat(capture.execute("post", "--compny=A")).isEqualTo(2);
        assertThat(capture.err())
                .isEqualTo(
                        "WRONG_USAGE  there is no option \"--compny=A\": did you mean --company? Else see period-close post --help\n");
        assertThat(capture.out()).isEmpty();
    }
}
