package org.periodclose.core.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookAlikeTest {
    /** Given, known, what tells them apart. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\u04121 | B1 | its first letter is Cyrillic (U+0412)",
                "B1 | \u04121 | its first letter is Latin (U+0042)",
                "A\u0421 | AC | its second letter is Cyrillic (U+0421)",
                "\u0391\u0392 | AB | its first letter is Greek (U+0391)",
                "c\u03bfde | code | its second letter is Greek (U+03BF)",
                "\uff221 | B1 | its first letter is full-width (U+FF22)",
                "B\uff11 | B1 | its second digit is full-width (U+FF11)",
                "caf\u00e9 | cafe\u0301 | its fourth letter is U+00E9, not U+0065 U+0301",
                "cafe\u0301 | caf\u00e9 | its fourth letter is U+0065 U+0301, not U+00E9",
                "b1 | B1 | its first letter is small",
                "Ab | AB | its second letter is small",
                "aB | ab | its second letter is a capital",
                "A\u20131 | A-1 | its second character is U+2013, not \"-\"",
                "A\u22121 | A-1 | its second character is U+2212, not \"-\"",
                "AO | A0 | its second letter is \"O\", not \"0\"",
                "A0 | AO | its second digit is \"0\", not \"O\"",
                "l0 | 10 | its first letter is \"l\", not \"1\"",
                "\u0661\u0660 | 10 | its first digit is U+0661, not \"1\"",
                "A\u200b1 | A1 | its second character is U+200B, not \"1\"",
                "B\uff13 | B3 | its second digit is full-width (U+FF13)",
                "A1\u200b | A1 | its third character is U+200B, and that one has no character there",
                "A1B2C3D4E5\u0415 | A1B2C3D4E5E | its 11th letter is Cyrillic (U+0415)"
            })
    void a_look_alike_is_named_with_the_difference(String given, String known, String difference) {
        assertThat(LookAlike.among(List.of("Z", given, known), given))
                .isEqualTo("looks like " + Text.quoted(known) + ", but " + difference);
    }

    @Test
    void two_spaces_for_one_and_an_old_name_with_a_blank_behind_it() {
        assertThat(LookAlike.among(List.of("Road Bikes"), "Road  Bikes"))
                .isEqualTo("looks like \"Road Bikes\", but its sixth character is a space, not \"B\"");
        assertThat(LookAlike.among(List.of("GA\u00a0"), "GA"))
                .isEqualTo("looks like \"GAU+00A0\", but it ends before U+00A0");
    }

    @Test
    void a_code_that_looks_different_is_not_a_look_alike() {
        assertThat(LookAlike.among(List.of("B2", "C1", "BB1", "\u00df1", "cafe"), "B1"))
                .isNull();
        assertThat(LookAlike.among(List.of("cafe"), "caf\u00e9")).isNull();
    }
}
