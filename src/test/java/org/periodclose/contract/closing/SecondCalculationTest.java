package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The second calculation against the worked companies, so that it can be trusted with companies that nobody has worked out. */
class SecondCalculationTest {
    static Stream<CloseCase> cases() {
        return CloseCase.all().stream();
    }

    @Test
    void every_worked_company_is_there() {
        assertThat(cases()).hasSize(41);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void it_comes_to_what_was_worked_out(CloseCase worked) {
        assertThat(SecondCalculation.of(worked).differencesFrom(Outcome.expected(worked.expected())))
                .isEmpty();
    }
}
