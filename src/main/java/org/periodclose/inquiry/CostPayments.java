package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Principle;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads which layers pay for issues and made layers, for many of them at a time: the matches of runs in force. */
final class CostPayments {
    /** Of what settles nothing only the last close's counts. The largest are named, as many as there is room for; the others of each are one sum. */
    private static final String PAYMENTS = """
            with paid as (
                select m.issue_id as paid, m.layer_id as layer, m.principle, m.settled, w.item, w.place as paid_place,
                       sum(m.quantity) as quantity, sum(m.amount) as amount, array_agg(distinct m.run_id order by m.run_id) as runs
                  from unnest(:items::integer[], :ids::bigint[]) with ordinality w (item, id, place)
                  join match m on m.item_id = w.item and m.issue_id = w.id
                  join active_run r on r.id = m.run_id and r.currency_layer = :layer
                 where m.settled or m.run_id = :lastClose
                 group by m.issue_id, m.layer_id, m.principle, m.settled, w.item, w.place
            ), placed as (
                select p.*, row_number() over (order by paid_place, abs(amount) desc, layer, principle, settled desc) as place
                  from paid p
            ), shown as (
                select paid, paid_place, quantity, amount, place,
                       case when place <= :most then layer end as layer,
                       case when place <= :most then principle end as principle,
                       place > :most or settled as settled,
                       case when place <= :most then runs end as runs,
                       case when place <= :most then (
                            select sum(u.units)
                              from circle_remainder u
                              join active_run r on r.id = u.run_id
                             where u.item_id = placed.item and u.issue_id = placed.paid and u.layer_id = placed.layer and u.settled) end as units
                  from placed
            )
            select paid, layer, principle, settled, runs, units, trim_scale(sum(quantity)) as quantity, sum(amount) as amount, count(*) as count
              from shown
             group by paid, paid_place, layer, principle, settled, runs, units
             order by paid_place, min(place)
            """;

    private final JdbcClient jdbc;
    private final CostRuns runs;

    CostPayments(JdbcClient jdbc, CostRuns runs) {
        this.jdbc = jdbc;
        this.runs = runs;
    }

    /** @param most how many payments are named, for all of them together */
    Map<CostKey, List<CostShare>> of(List<CostThing> things, int most) {
        Map<CostKey, List<CostShare>> payments = new HashMap<>();
        List<CostThing> paid =
                things.stream().filter(thing -> thing.paidItem() != null).toList();
        if (!paid.isEmpty()) {
            jdbc.sql(PAYMENTS)
                    .param(
                            "items",
                            paid.stream()
                                    .map(thing -> Objects.requireNonNull(thing.paidItem()))
                                    .toArray(Integer[]::new))
                    .param("ids", paid.stream().map(thing -> thing.key().id()).toArray(Long[]::new))
                    .param("layer", runs.books().layer().name())
                    .param("lastClose", runs.lastClose())
                    .param("most", most)
                    .query(row -> {
                        payments.computeIfAbsent(CostKey.of(row.getLong("paid")), key -> new ArrayList<>())
                                .add(share(row));
                    });
        }
        return payments;
    }

    private CostShare share(ResultSet row) throws SQLException {
        Long layer = row.getObject("layer", Long.class);
        String principle = row.getString("principle");
        BigDecimal units = row.getBigDecimal("units");
        return new CostShare(
                layer == null ? CostKind.OTHERS : CostKind.RECEIPT,
                layer == null ? null : CostKey.of(layer),
                row.getBigDecimal("quantity"),
                money(row.getBigDecimal("amount")),
                principle == null ? null : Principle.valueOf(principle),
                row.getBoolean("settled"),
                runs(row),
                null,
                null,
                units == null || units.signum() == 0 ? null : money(units),
                row.getLong("count"));
    }

    private static List<Long> runs(ResultSet row) throws SQLException {
        java.sql.@Nullable Array runs = row.getArray("runs");
        return runs == null ? List.of() : Arrays.asList((Long[]) runs.getArray());
    }

    private Money money(BigDecimal amount) {
        return Money.of(runs.books().currency(), amount);
    }
}
