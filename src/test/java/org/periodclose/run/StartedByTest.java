package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartedByTest {
    private static final Map<String, String> GIVEN = Map.of("PERIOD_CLOSE_STARTED_BY", " nightly job ");

    @Test
    void a_user_with_a_name_is_called_by_it() {
        assertThat(StartedBy.of("ann", GIVEN)).isEqualTo("ann");
        assertThat(StartedBy.thisProcess()).isEqualTo(System.getProperty("user.name"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"?", "", " "})
    void a_user_without_a_name_is_called_as_the_environment_says(String name) {
        assertThat(StartedBy.of(name, GIVEN)).isEqualTo("nightly job");
    }

    @Test
    void what_the_environment_says_is_cut_and_has_only_characters_that_are_seen() {
        assertThat(StartedBy.of("?", Map.of(StartedBy.VARIABLE, "n".repeat(5_000))))
                .isEqualTo("n".repeat(100));
        assertThat(StartedBy.of("?", Map.of(StartedBy.VARIABLE, "night\njob"))).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void else_by_number_and_machine(String given) throws Exception {
        assumeThat(Path.of("/proc/self")).exists();
        Path mine = Files.createTempFile("mine", "");
        Object number = Files.getAttribute(mine, "unix:uid");
        Files.delete(mine);
        assertThat(StartedBy.of("?", Map.of("PERIOD_CLOSE_STARTED_BY", given))).matches(number + "@\\S+");
        assertThat(StartedBy.of("?", Map.of())).matches(number + "@\\S+");
    }
}
