package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.TestClock;

/** A terminal of 100 columns, and a clock that the test sets. */
class ProgressTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(screen, true, StandardCharsets.UTF_8);
    private final PrintStream stderr = System.err;
    private final TestClock clock = new TestClock(Capture.NOW);

    @BeforeEach
    void terminalIsStandardError() {
        System.setErr(terminal);
    }

    @AfterEach
    void leave() {
        System.setErr(stderr);
    }

    private Progress atATerminal(int columns) {
        return new Progress(
                new Console(terminal, terminal, false, true, 120, columns, Map.of(), clock, Capture.NOW), true);
    }

    private void after(long millis) {
        clock.pass(Duration.ofMillis(millis));
    }

    /** What was written since this was last asked. */
    private String written() {
        String text = screen.toString(StandardCharsets.UTF_8);
        screen.reset();
        return text;
    }

    private static String bar(int full) {
        return " [" + "█".repeat(full) + " ".repeat(30 - full) + "] ";
    }

    @Test
    void a_bar_shows_lines_rate_and_time_left_and_is_gone_at_the_end() {
        try (Progress progress = atATerminal(100)) {
            progress.begins("J", 0, 1000);
            assertThat(written()).isEqualTo(ERASE + "J" + bar(0) + "0 %, 0 of 1,000 lines");
            after(2000);
            progress.settled(500, 1000);
            assertThat(written()).isEqualTo(ERASE + "J" + bar(15) + "50 %, 500 of 1,000 lines, 250 lines/s, 2 s left");
        }
        assertThat(written()).isEqualTo(ERASE);
    }

    @Test
    void it_is_not_drawn_more_often_than_five_times_a_second_but_always_when_it_is_whole() {
        try (Progress progress = atATerminal(100)) {
            progress.begins("J", 0, 3);
            written();
            after(199);
            progress.settled(1, 3);
            assertThat(written()).isEmpty();
            after(1);
            progress.settled(2, 3);
            assertThat(written()).contains("66 %");
            progress.settled(3, 3);
            assertThat(written()).isEqualTo(ERASE + "J" + bar(30) + "100 %, 3 of 3 lines");
        }
    }

    @Test
    void what_a_run_had_done_before_does_not_count_for_its_pace() {
        try (Progress progress = atATerminal(100)) {
            progress.begins("J", 900, 1000);
            written();
            after(1000);
            progress.settled(910, 1000);
            assertThat(written()).contains("91 %, 910 of 1,000 lines, 10 lines/s, 9 s left");
        }
    }

    @Test
    void journals_of_one_name_in_two_companies_are_two_journals() {
        try (Progress progress = atATerminal(100)) {
            progress.begins("J", 0, 1000);
            after(10_000);
            progress.settled(1000, 1000);
            progress.begins("J", 0, 1000);
            after(1000);
            written();
            progress.settled(100, 1000);
            assertThat(written()).contains("10 %, 100 of 1,000 lines, 100 lines/s, 9 s left");
        }
    }

    @Test
    void a_line_of_the_log_is_written_above_the_bar() {
        try (Progress progress = atATerminal(100)) {
            System.err.println("before");
            assertThat(written()).isEqualTo("before" + System.lineSeparator());
            progress.begins("J", 1, 2);
            String bar = "J" + bar(15) + "50 %, 1 of 2 lines";
            assertThat(written()).isEqualTo(ERASE + bar);
            byte[] line = "INFO  [RUN_STARTED] …\n".getBytes(StandardCharsets.UTF_8);
            System.err.write(line, 0, line.length);
            assertThat(written()).isEqualTo(ERASE + "INFO  [RUN_STARTED] …\n" + ERASE + bar);
        }
        assertThat(System.err).isSameAs(terminal);
    }

    @Test
    void it_never_fills_more_than_one_line_of_the_terminal() {
        try (Progress progress = atATerminal(30)) {
            progress.begins("A-JOURNAL", 1, 2);
            assertThat(written().substring(ERASE.length()))
                    .hasSizeBetween(25, 29)
                    .endsWith("…");
        }
    }

    @Test
    void without_a_terminal_or_with_a_log_for_collectors_there_is_no_bar() {
        Console console = new Console(terminal, terminal, false, false, 120, 120, Map.of(), clock, Capture.NOW);
        for (Progress none : new Progress[] {
            new Progress(console, true),
            new Progress(new Console(terminal, terminal, true, true, 9, 9, Map.of(), clock, Capture.NOW), false)
        }) {
            try (none) {
                assertThat(System.err).isSameAs(terminal);
                none.begins("J", 0, 2);
                none.settled(2, 2);
            }
        }
        assertThat(written()).isEmpty();
    }
}
