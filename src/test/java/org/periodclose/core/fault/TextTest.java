package org.periodclose.core.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                ' ', '\t', '\n', '\r', 0x0B, 0x0C, 0x85, 0xA0, 0xAD, 0x061C, 0x1680, 0x180E, 0x2000, 0x2003, 0x2007,
                0x2009, 0x200A, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x202F, 0x205F,
                0x2060, 0x2066, 0x2069, 0x3000, 0xFEFF
            })
    void a_blank_is_taken_off_at_both_ends_and_kept_inside(int blank) {
        String b = Character.toString(blank);
        assertThat(Text.trim(b + b + "A" + b + "1" + b)).isEqualTo("A" + b + "1");
        assertThat(Text.trim(b + b)).isEmpty();
        assertThat(Text.trim("\u00dc" + b)).isEqualTo("\u00dc");
    }

    @Test
    void where_there_is_nothing_to_take_off_the_value_stays_the_same_object() {
        for (String value : List.of("", "A1", "A 1", "\u00dcbung", "1", "caf\u00e9", "\0A", "\ud83d\udeb2")) {
            assertThat(Text.trim(value)).isSameAs(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00A0", "00AD", "0000", "001B", "007F", "0085", "061C", "115F", "1680", "17B4", "180E", "2007", "200B", "200D",
        "200E", "202E", "2028", "202F", "2060", "2066", "2800", "3000", "3164", "FE0F", "FEFF", "FFA0", "E000", "E0001",
        "E0100"
    })
    void a_character_that_cannot_be_seen_is_shown_as_its_code(String hex) {
        int unseen = Integer.parseInt(hex, 16);
        String value = "A" + Character.toString(unseen) + "1";
        assertThat(Text.firstUnseen(value)).isEqualTo(unseen);
        assertThat(Text.shown(value)).isEqualTo("AU+" + hex + "1");
        assertThat(Text.quoted(value)).isEqualTo("\"AU+" + hex + "1\"");
        assertThat(Fault.of(FaultCode.BAD_VALUE, "item " + value, "remove " + value))
                .hasToString("BAD_VALUE  item AU+" + hex + "1: remove AU+" + hex + "1");
    }

    @Test
    void what_can_be_seen_stays_as_it_is() {
        String value = "Road Bikes \u00fc \u0421\u043f\u0411 \u65e5\u672c \u0661 \ud83d\udeb2 e\u0301";
        assertThat(Text.firstUnseen(value)).isEqualTo(-1);
        assertThat(Text.shown(value)).isSameAs(value);
    }

    @Test
    void a_character_that_cannot_be_seen_can_be_replaced() {
        assertThat(Text.replaceUnseen("A\u200b1\u00a0B \ud83d\udeb2", "?")).isEqualTo("A?1?B \ud83d\udeb2");
    }

    @Test
    void a_long_value_is_shortened_and_a_message_of_several_lines_stays_so() {
        assertThat(Text.quoted("x".repeat(60))).isEqualTo("\"" + "x".repeat(60) + "\"");
        assertThat(Text.quoted("x".repeat(61))).isEqualTo("\"" + "x".repeat(60) + "…\"");
        assertThat(Fault.of(FaultCode.UNEXPECTED, "one\ntwo\u200b", "r").message())
                .isEqualTo("one\ntwoU+200B");
    }
}
