package org.periodclose.closing;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Costing;
import org.periodclose.core.fault.EventCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a run has found that an accountant should look at: of a close a line of the log for each kind, else one for each component. */
final class CloseLog {
    private static final Logger LOG = LoggerFactory.getLogger(CloseLog.class);

    private static final String CLOSED_CIRCLES =
            "select k.member_id as id from circle k where k.run_id = :run and not k.solved";

    private static final String BELOW_ZERO =
            "select c.id from carry_over c where c.run_id = :run and c.layer and c.value < 0";

    private static final String FIRST = """
            ), five as materialized (
                select f.id, c.run_id from (select id from found order by id limit 5) f left join cost_layer c on c.id = f.id
            ), made as materialized (
                select l.id, l.name from made_layer l where l.run_id in (select run_id from five)
            )
            select (select count(*) from found) as number, string_agg(n.name, ', ' order by n.name collate "C") as names
              from (select coalesce(t.transaction_id, l.name) as name
                      from five f
                      left join inventory_transaction t on t.id = f.id
                      left join made l on l.id = f.id) n
            """;

    private record Found(long number, @Nullable String names) {}

    private CloseLog() {}

    /** What a close has kept. */
    static void tell(long run, JdbcClient jdbc) {
        tell(found(CLOSED_CIRCLES, run, jdbc), found(BELOW_ZERO, run, jdbc));
    }

    /** What is kept nowhere. */
    static void tell(List<ValuedObject> objects, List<Costing.Solved> circles) {
        tell(
                found(circles.stream()
                        .filter(circle -> !circle.solved())
                        .flatMap(circle -> circle.members().stream())
                        .map(member -> objects.get(member.stock()).name(member.row()))),
                found(objects.stream().flatMap(ValuedObject::belowZero)));
    }

    private static void tell(Found inClosedCircles, Found belowZero) {
        warn(
                EventCode.CIRCULAR,
                "members of circles into which no cost comes from outside: {} (first: {}); what their costs changed by is written off",
                inClosedCircles);
        warn(
                EventCode.NEGATIVE_VALUE,
                "open layers whose value is below zero: {} (first: {}); it is calculated with as it is",
                belowZero);
    }

    /** Of those that were too large to be solved exactly. */
    static void tellOfCircles(List<Costing.Solved> circles, Frozen frozen) {
        BigDecimal enough = BigDecimal.ONE.movePointLeft(frozen.decimals() + 9);
        for (Costing.Solved circle : circles) {
            BigDecimal moved = circle.moved();
            if (moved != null) {
                EventCode code = moved.compareTo(enough) < 0 ? EventCode.APPROXIMATE : EventCode.NOT_CONVERGED;
                LOG.atWarn()
                        .addKeyValue(EventCode.FIELD, code)
                        .log(
                                "a circle of {} members is too large to be solved exactly; in the last sweep no value moved by more than {}",
                                circle.members().size(),
                                moved.stripTrailingZeros().toPlainString());
            }
        }
    }

    private static Found found(String what, long run, JdbcClient jdbc) {
        return jdbc.sql("with found as materialized (" + what + FIRST)
                .param("run", run)
                .query(Found.class)
                .single();
    }

    private static Found found(Stream<String> names) {
        List<String> all = names.sorted().toList();
        return new Found(all.size(), String.join(", ", all.subList(0, Math.min(5, all.size()))));
    }

    private static void warn(EventCode code, String text, Found found) {
        if (found.number() > 0) {
            LOG.atWarn().addKeyValue(EventCode.FIELD, code).log(text, found.number(), found.names());
        }
    }
}
