package org.periodclose.core.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void the_most_serious_outcome_of_several_databases_follows_one_order() {
        List<Outcome> order = List.of(
                Outcome.DONE,
                Outcome.POSTED_WITHOUT_SOME_LINES,
                Outcome.REFUSED,
                Outcome.AT_WORK,
                Outcome.WRONG_USAGE,
                Outcome.FAILED,
                Outcome.UNREACHABLE,
                Outcome.LAW_BROKEN,
                Outcome.INTERRUPTED,
                Outcome.TERMINATED);
        assertThat(order).containsExactlyInAnyOrder(Outcome.values());
        for (int i = 0; i < order.size(); i++) {
            for (int j = i; j < order.size(); j++) {
                assertThat(order.get(i).andElsewhere(order.get(j))).isEqualTo(order.get(j));
                assertThat(order.get(j).andElsewhere(order.get(i))).isEqualTo(order.get(j));
            }
        }
    }
}
