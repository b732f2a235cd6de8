package org.periodclose.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookDatesTest {
    @ParameterizedTest
    @ValueSource(strings = {"1980-01-01", "2025-10-31", "2100-12-31"})
    void a_day_of_these_years_can_be_in_the_books(LocalDate day) {
        assertThat(BookDates.wrongWith(day)).isNull();
        assertThat(BookDates.contains(day.getYear())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1979-12-31, is before 1980-01-01",
        "1850-05-05, is before 1980-01-01",
        "2101-01-01, is after 2100-12-31",
        "2999-06-30, is after 2100-12-31"
    })
    void a_day_before_or_after_them_cannot(LocalDate day, String wrong) {
        assertThat(BookDates.wrongWith(day)).isEqualTo(wrong);
        assertThat(BookDates.contains(day.getYear())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, is before 1980-01-01; Unix programs write it where there is no date",
        "1900-01-01, is before 1980-01-01; Microsoft Dynamics AX and SQL Server write it where there is no date",
        "1753-01-01, is before 1980-01-01; Microsoft SQL Server and Dynamics NAV write it where there is no date",
        "2154-12-31, is after 2100-12-31; Microsoft Dynamics AX writes it where there is no end",
        "9999-12-31, is after 2100-12-31; SAP and many other programs write it where there is no end"
    })
    void what_a_program_writes_for_no_date_is_told_with_its_owner(LocalDate day, String wrong) {
        assertThat(BookDates.wrongWith(day)).isEqualTo(wrong);
    }

    @Test
    void a_day_that_no_calendar_has_is_told_as_it_is_written() {
        assertThat(BookDates.wrongWith(0, "0000-00-00"))
                .isEqualTo("is before 1980-01-01; MySQL and SAP write it where there is no date");
        assertThat(BookDates.ownerOf("0000-00-00")).isEqualTo("MySQL and SAP write it where there is no date");
        assertThat(BookDates.ownerOf("2025-10-31")).isNull();
    }

    @Test
    void the_remedy_says_the_range() {
        assertThat(BookDates.RANGE).isEqualTo("1980-01-01 to 2100-12-31");
    }
}
