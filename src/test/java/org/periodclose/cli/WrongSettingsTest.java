package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.database.TestDatabase;

/** Settings and options that are not what they take. */
class WrongSettingsTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";

    @BeforeEach
    void database() {
        System.setProperty(URL, TestDatabase.freshUrl().replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
    }

    @AfterEach
    void leave() {
        System.clearProperty(URL);
        System.clearProperty(USER);
    }

    /** As the environment, which a test cannot change: the settings refer to these names. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PERIOD_CLOSE_THREADS | abc | PERIOD_CLOSE_THREADS is \"abc\": give a whole number",
                "PERIOD_CLOSE_THREADS | 99 | PERIOD_CLOSE_THREADS is 99: give 1 to 64, or 0 to let the machine decide",
                "PERIOD_CLOSE_CHUNK_SIZE | 0 | PERIOD_CLOSE_CHUNK_SIZE is 0: give 1 to 1000000",
                "PERIOD_CLOSE_RETRIES | -1 | PERIOD_CLOSE_RETRIES is -1 and PERIOD_CLOSE_BACKOFF 1000ms: give none below zero",
                "PERIOD_CLOSE_BACKOFF | soon | PERIOD_CLOSE_BACKOFF is \"soon\": give a time like 1s",
                "PERIOD_CLOSE_LOCK_TIMEOUT | abc | PERIOD_CLOSE_LOCK_TIMEOUT is not a value that PostgreSQL accepts: invalid value for parameter \"lock_timeout\": \"abc\": give a time like 10s",
                "PERIOD_CLOSE_WORK_MEM | 1kB | PERIOD_CLOSE_WORK_MEM is not a value that PostgreSQL accepts: 1 kB is outside the valid range for parameter \"work_mem\" (64 kB .. 2147483647 kB): give a size like 64MB",
            })
    void a_setting_with_a_bad_value_is_named_with_its_mend_and_ends_with_8(String name, String value, String told) {
        System.setProperty(name, value);
        Capture capture = new Capture();
        try {
            assertThat(capture.execute("post", "--all-companies", "--posting-date", "2025-10-31"))
                    .isEqualTo(8);
        } finally {
            System.clearProperty(name);
        }
        assertThat(capture.err()).isEqualTo("WRONG_CONFIGURATION  " + told + "\n");
    }

    @Test
    void the_value_of_a_setting_that_is_not_ours_is_not_told() {
        System.setProperty("spring.datasource.hikari.maximum-pool-size", "secret");
        Capture capture = new Capture();
        try {
            assertThat(capture.execute("runs")).isEqualTo(8);
        } finally {
            System.clearProperty("spring.datasource.hikari.maximum-pool-size");
        }
        assertThat(capture.err())
                .isEqualTo(
                        "WRONG_CONFIGURATION  SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE is not what it takes: give a whole number\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "-5d", "0d", "00h", "d", "4 d", "1e3d", "9999999d", "400y"})
    void a_time_to_keep_needs_a_number_above_zero_and_a_unit(String keep) {
        Capture capture = new Capture();
        assertThat(capture.execute("purge", "--keep=" + keep)).isEqualTo(2);
        assertThat(capture.err()).isEqualTo("""
                WRONG_USAGE  --keep "%s" is not a length of time: give a number above zero with its unit, like 400d or 48h
                """.formatted(keep));
    }

    @ParameterizedTest
    @ValueSource(strings = {"400d", "48h", "1m", "999999d"})
    void a_time_to_keep_is_taken(String keep) {
        Capture capture = new Capture();
        assertThat(capture.execute("purge", "--keep=" + keep)).as(capture.err()).isZero();
    }
}
