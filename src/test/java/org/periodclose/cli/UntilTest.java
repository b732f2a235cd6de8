package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.core.fault.Outcome;

class UntilTest {
    /** The clock stands at 23:30 UTC, half past midnight in Berlin. */
    @ParameterizedTest
    @CsvSource({
        "23:45, UTC, PT15M",
        "06:00, UTC, PT6H30M",
        "23:30, UTC, PT24H",
        "23:29, UTC, PT23H59M",
        "06:00, Europe/Berlin, PT5H30M"
    })
    void a_posting_stops_when_the_clock_of_its_time_zone_shows_that_time_next(
            String until, String zone, Duration left) {
        assertThat(new Capture()
                        .post("post", "--company", "A", "--until", until, "--time-zone", zone)
                        .end())
                .isEqualTo(Capture.NOW.plus(left));
    }

    @Test
    void without_a_time_it_goes_on_to_its_end() {
        assertThat(new Capture().post("post", "--company", "A").end()).isNull();
    }

    @Test
    void the_time_can_be_given_by_environment() {
        assertThat(new Capture(Map.of("PERIOD_CLOSE_UNTIL", "23:31"))
                        .post("post", "--company", "A", "--time-zone", "UTC")
                        .end())
                .isEqualTo(Capture.NOW.plus(Duration.ofMinutes(1)));
    }

    @Test
    void what_is_no_time_is_wrong_usage() {
        Capture capture = new Capture();
        assertThat(capture.execute("post", "--company", "A", "--until", "noon"))
                .isEqualTo(Outcome.WRONG_USAGE.exitCode());
    }
}
