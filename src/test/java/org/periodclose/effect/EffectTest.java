package org.periodclose.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.periodclose.core.money.Money;
import org.periodclose.effect.Effect.Mover;
import org.periodclose.effect.Effect.OfItemGroup;

/** A group that was worth 100.00, gains 10.00 and loses 3.00. */
class EffectTest {
    private static Money usd(String amount) {
        return Money.of("USD", new BigDecimal(amount));
    }

    private static OfItemGroup group(String name, @Nullable Money before) {
        return new OfItemGroup(name, before, usd("10"), usd("-3"), 2);
    }

    @Test
    void a_group_changes_by_what_it_gains_and_loses() {
        assertThat(group("A", usd("100")).change()).isEqualTo(usd("7"));
        assertThat(group("A", usd("100")).after()).isEqualTo(usd("107"));
    }

    @Test
    void where_the_value_before_is_not_known_the_value_after_is_not_either() {
        assertThat(group("A", null).after()).isNull();
        assertThat(group("A", null).change()).isEqualTo(usd("7"));
        assertThat(new Mover("A1", "Bike", "A", null, usd("7"), null).after()).isNull();
    }

    @Test
    void a_mover_is_worth_what_it_was_and_its_change() {
        assertThat(new Mover("A1", "Bike", "A", usd("100"), usd("-7"), new BigDecimal("-7.00")).after())
                .isEqualTo(usd("93"));
    }

    @Test
    void two_groups_together_have_the_name_of_the_first_and_the_sums_of_both() {
        assertThat(group("A", usd("100")).plus(group("B", usd("50"))))
                .isEqualTo(new OfItemGroup("A", usd("150"), usd("20"), usd("-6"), 4));
    }

    @Test
    void with_a_group_of_unknown_value_the_sum_is_unknown() {
        assertThat(group("A", null).plus(group("B", usd("50"))).before()).isNull();
        assertThat(group("A", usd("100")).plus(group("B", null)).before()).isNull();
    }

    @Test
    void an_effect_stays_as_it_was_made() {
        List<OfItemGroup> groups = new ArrayList<>(List.of(group("A", usd("100"))));
        Effect effect = new Effect(groups, List.of());
        groups.clear();
        assertThat(effect.itemGroups()).hasSize(1);
        assertThat(effect.movers()).isEmpty();
    }
}
