package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.CostNode.Shown;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names, orders and numbers the nodes of a chain that has grown. */
final class CostPrint {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final String LAYER_NAMES = """
            select id, name
              from made_layer
             where run_id = any (array(select distinct l.run_id from cost_layer l where l.id = any (:ids))) and id = any (:ids)
            """;

    /** Of each the circle of the last close that has found one with it, and its place in the list of that run. */
    private static final String CIRCLES = """
            with found as materialized (
                select distinct on (k.member_id) k.member_id, k.run_id, k.circle_id
                  from circle k
                  join active_run r on r.id = k.run_id
                 where k.member_id = any (:ids)
                 order by k.member_id, k.run_id desc
            ), listed as (
                select k.run_id, k.circle_id,
                       row_number() over (partition by k.run_id order by min(coalesce(t.transaction_id, l.name) collate "C")) as number
                  from circle k
                  left join inventory_transaction t on t.id = k.member_id
                  left join made_layer l on l.id = k.member_id and l.run_id = any (array(
                       select distinct c.run_id from cost_layer c where c.id in (select m.member_id from circle m where m.run_id in (select run_id from found))))
                 where k.run_id in (select run_id from found)
                 group by k.run_id, k.circle_id
            )
            select f.member_id, f.run_id, i.number
              from found f
              join listed i on i.run_id = f.run_id and i.circle_id = f.circle_id
            """;

    private final JdbcClient jdbc;
    private final Map<CostKey, CostBranch> followed;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, CostCircle> circles = new HashMap<>();
    private final Map<CostBranch, Integer> numbers = new HashMap<>();

    /** @param followed the branch that shows the parts of each */
    CostPrint(JdbcClient jdbc, Map<CostKey, CostBranch> followed) {
        this.jdbc = jdbc;
        this.followed = followed;
    }

    CostNode of(CostBranch root) {
        Long[] ids = things(root)
                .map(CostThing::key)
                .filter(key -> !key.flow())
                .map(CostKey::id)
                .distinct()
                .toArray(Long[]::new);
        jdbc.sql(LAYER_NAMES).param("ids", ids).query(row -> {
            names.put(row.getLong("id"), row.getString("name"));
        });
        jdbc.sql(CIRCLES).param("ids", ids).query(row -> {
            circles.put(row.getLong("member_id"), new CostCircle(row.getLong("run_id"), row.getInt("number")));
        });
        number(root);
        return node(root, 0, null);
    }

    private static Stream<CostThing> things(CostBranch branch) {
        return Stream.concat(
                Stream.ofNullable(branch.thing()), branch.parts().stream().flatMap(CostPrint::things));
    }

    private void number(CostBranch branch) {
        numbers.put(branch, numbers.size() + 1);
        ordered(branch).forEach(this::number);
    }

    /** Things by date, and whatever else in the order of its kinds. */
    private List<CostBranch> ordered(CostBranch branch) {
        List<CostBranch> parts = new ArrayList<>(branch.parts());
        parts.sort(Comparator.comparing((CostBranch part) -> part.thing() == null ? part.kind() : CostKind.ISSUE)
                .thenComparing(this::card, Comparator.nullsFirst(CostCard.IN_ORDER))
                .thenComparing(part -> part.share().runs().toString()));
        return parts;
    }

    private @Nullable CostCard card(CostBranch branch) {
        CostThing thing = branch.thing();
        return thing == null
                ? null
                : thing.card()
                        .named(names.getOrDefault(thing.key().id(), thing.card().name()));
    }

    private CostNode node(CostBranch branch, int level, @Nullable Money above) {
        CostThing thing = branch.thing();
        CostShare share = branch.share();
        Shown shown = shown(branch);
        Money value = thing == null ? share.amount() : thing.value();
        return new CostNode(
                number(numbers, branch),
                level,
                branch.kind(),
                card(branch),
                share.quantity(),
                level == 0 ? value : share.amount(),
                above == null ? null : percent(share.amount(), above),
                thing == null ? share.quantity() : thing.quantity(),
                value,
                share.principle(),
                share.settled(),
                share.runs(),
                share.journal(),
                share.reason(),
                share.units(),
                share.count(),
                shown,
                shown == Shown.ELSEWHERE || shown == Shown.CIRCLE
                        ? number(numbers, Objects.requireNonNull(shownBy(branch)))
                        : null,
                circle(thing == null ? null : thing.key()),
                ordered(branch).stream()
                        .map(part -> node(part, level + 1, value))
                        .toList());
    }

    private static int number(Map<CostBranch, Integer> numbers, CostBranch branch) {
        return Objects.requireNonNull(numbers.get(branch));
    }

    private @Nullable CostBranch shownBy(CostBranch branch) {
        return branch.thing() == null ? null : followed.get(branch.thing().key());
    }

    private @Nullable CostCircle circle(@Nullable CostKey key) {
        return key == null || key.flow() ? null : circles.get(key.id());
    }

    private Shown shown(CostBranch branch) {
        CostBranch shownBy = shownBy(branch);
        if (branch.isLeaf() || shownBy == branch) {
            return Shown.HERE;
        } else if (shownBy == null) {
            return Shown.LEFT_OUT;
        }
        CostCircle circle = circle(Objects.requireNonNull(branch.thing()).key());
        boolean inOneCircle = circle != null && circle.equals(circle(branch.memberAbove()));
        return inOneCircle || branch.isBelow(shownBy) ? Shown.CIRCLE : Shown.ELSEWHERE;
    }

    private static @Nullable BigDecimal percent(Money amount, Money above) {
        return above.isZero()
                ? null
                : amount.amount().multiply(HUNDRED).divide(above.amount(), 1, RoundingMode.HALF_UP);
    }
}
