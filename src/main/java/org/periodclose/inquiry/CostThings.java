package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what has a cost, many at a time, and keeps it. Runs that are cancelled count for nothing. */
final class CostThings {
    /** A return is linked to its issue only once a run has worked it out (close.md 3.6). */
    private static final String TRANSACTIONS = """
            select t.id, t.item_id, t.kind = 'ISSUE' as issue, t.transaction_id as name, i.item_number, t.site, t.warehouse, t.batch_number, t.serial_number,
                   coalesce(takes_part(t), t.physical_date) as date, takes_part(t) is not null as invoiced, t.sequence, t.return_of, f.cost_flow,
                   trim_scale(abs(t.quantity)) as quantity, abs(cost_in(t, :layer)) as posted,
                   trim_scale(t.settled_quantity * sign(t.quantity)) as settled_quantity, settled_in(t, :layer) * sign(t.quantity) as settled_amount,
                   case when t.kind = 'RECEIPT' then t.cost_flow_id end as flow,
                   case when t.kind = 'RECEIPT' and t.cost_flow_id is null and t.open and is_periodic(m.inventory_model) and not m.fixed_receipt_price
                             and (takes_part(t) <= :lastRun
                                  or m.include_physical_value and m.inventory_model in ('FIFO', 'LIFO', 'LIFO_DATE') and t.physical_date <= :lastRun)
                        then o.id end as original,
                   case when not t.open then 'CLOSED_BY_ERP'
                        when not is_periodic(m.inventory_model) then 'VALUED_BY_ERP'
                        when u.reason is not null then u.reason
                        when takes_part(t) is null then 'NO_INVOICE'
                        when (takes_part(t) <= :closedOn) is not true then 'NO_CLOSE_YET'
                        when exists (select from run_left_out l where l.run_id = :lastClose and l.inventory_transaction_id = t.id)
                             then 'INTERNAL_TRANSFER' end as reason
              from inventory_transaction t
              join item i on i.id = t.item_id
              join item_model m on m.item_id = t.item_id and m.currency_layer = :layer
              left join cost_flow f on f.id = t.cost_flow_id
              left join inventory_transaction o on o.company_id = t.company_id and o.transaction_id = t.return_of
                                               and o.item_id = t.item_id and o.kind = 'ISSUE'
              left join unsettled_issue u on u.run_id = :lastClose and u.item_id = t.item_id and u.issue_id = t.id
             where t.id = any (:ids)
            """;

    private static final String LAYERS = """
            select l.id, l.item_id, l.kind, i.item_number, o.site, o.warehouse, o.batch_number, o.serial_number, l.date, trim_scale(l.quantity) as quantity,
                   (select coalesce(sum(m.amount), 0)
                      from match m
                      join active_run r on r.id = m.run_id
                     where m.item_id = l.item_id and m.issue_id = l.id) as taken_in
              from cost_layer l
              join item i on i.id = l.item_id
              join cost_object o on o.id = l.cost_object_id
             where l.id = any (:ids)
            """;

    private static final String CHANGES = """
            with thing as (
                select item_id, id from inventory_transaction where id = any (:ids)
                union all
                select item_id, id from cost_layer where id = any (:ids)
            )
            select t.id, s.part, r.id as run, r.type, r.posting_date, j.journal, s.amount,
                   exists (select from circle k where k.run_id = r.id and k.member_id = t.id and not k.solved) as circular
              from thing t
              join settlement s on s.item_id = t.item_id and s.inventory_transaction_id = t.id
              join active_run r on r.id = s.run_id and r.currency_layer = :layer
              left join adjustment_journal j on j.id = r.journal_id
             order by t.id, r.id, s.part
            """;

    private static final String LEGS = """
            select f.id as flow, f.cost_flow, t.id
              from cost_flow f
              join inventory_transaction t on t.cost_flow_id = f.id
             where f.id = any (:ids)
             order by f.id, t.transaction_id
            """;

    private final JdbcClient jdbc;
    private final CostRuns runs;
    private final Map<CostKey, CostThing> things = new HashMap<>();

    CostThings(JdbcClient jdbc, CostRuns runs) {
        this.jdbc = jdbc;
        this.runs = runs;
    }

    CostThing of(CostKey key) {
        return Objects.requireNonNull(things.get(key));
    }

    /** Reads those that are not there yet. */
    void load(Collection<CostKey> keys) {
        Set<CostKey> missing = new LinkedHashSet<>(keys);
        missing.removeAll(things.keySet());
        if (missing.isEmpty()) {
            return;
        }
        List<Leg> legs = legs(missing);
        legs.forEach(leg -> missing.add(CostKey.of(leg.id())));
        missing.removeAll(things.keySet());
        Long[] ids = ids(missing, false);
        Map<Long, List<CostChange>> changes = changes(ids);
        query(TRANSACTIONS, ids)
                .query((ResultSet row) -> keep(transaction(row, changes.getOrDefault(row.getLong("id"), List.of()))));
        query(LAYERS, ids)
                .query((ResultSet row) -> keep(layer(row, changes.getOrDefault(row.getLong("id"), List.of()))));
        legs.stream().collect(Collectors.groupingBy(Leg::flow)).values().forEach(of -> keep(flow(of)));
    }

    private void keep(CostThing thing) {
        things.put(thing.key(), thing);
    }

    private static Long[] ids(Collection<CostKey> keys, boolean flows) {
        return keys.stream().filter(key -> key.flow() == flows).map(CostKey::id).toArray(Long[]::new);
    }

    private JdbcClient.StatementSpec query(String sql, Long[] ids) {
        return jdbc.sql(sql)
                .param("ids", ids)
                .param("layer", runs.books().layer().name())
                .param("lastClose", runs.lastClose())
                .param("closedOn", runs.closedOn())
                .param("lastRun", runs.lastRun());
    }

    /** A transaction of a flow. */
    private record Leg(long flow, String costFlow, long id) {}

    private List<Leg> legs(Collection<CostKey> keys) {
        return query(LEGS, ids(keys, true)).query(Leg.class).list();
    }

    private CostFlow flow(List<Leg> legs) {
        Leg first = legs.get(0);
        List<CostTransaction> transactions = legs.stream()
                .map(leg -> (CostTransaction) of(CostKey.of(leg.id())))
                .toList();
        Set<String> items = transactions.stream()
                .map(leg -> Objects.requireNonNull(leg.card().itemNumber()))
                .collect(Collectors.toSet());
        String item = items.size() == 1 ? items.iterator().next() : null;
        CostCard card = new CostCard(first.costFlow(), item, null, null, null, null, null, true, 0, null, null);
        return new CostFlow(CostKey.ofFlow(first.flow()), card, runs.books().currency(), transactions);
    }

    private Map<Long, List<CostChange>> changes(Long[] ids) {
        Map<Long, List<CostChange>> changes = new HashMap<>();
        query(CHANGES, ids).query(row -> {
            changes.computeIfAbsent(row.getLong("id"), id -> new ArrayList<>())
                    .add(new CostChange(
                            Part.valueOf(row.getString("part")),
                            row.getLong("run"),
                            RunType.valueOf(row.getString("type")),
                            row.getObject("posting_date", LocalDate.class),
                            row.getString("journal"),
                            money(row.getBigDecimal("amount")),
                            row.getBoolean("circular")));
        });
        return changes;
    }

    private CostTransaction transaction(ResultSet row, List<CostChange> changes) throws SQLException {
        BigDecimal posted = row.getBigDecimal("posted");
        String reason = row.getString("reason");
        return new CostTransaction(
                CostKey.of(row.getLong("id")),
                row.getInt("item_id"),
                row.getBoolean("issue"),
                new CostCard(
                        row.getString("name"),
                        row.getString("item_number"),
                        row.getString("site"),
                        row.getString("warehouse"),
                        row.getString("batch_number"),
                        row.getString("serial_number"),
                        row.getObject("date", LocalDate.class),
                        row.getBoolean("invoiced"),
                        row.getLong("sequence"),
                        row.getString("return_of"),
                        row.getString("cost_flow")),
                row.getBigDecimal("quantity"),
                posted == null ? null : money(posted),
                row.getBigDecimal("settled_quantity"),
                money(row.getBigDecimal("settled_amount")),
                link(row.getObject("flow", Integer.class), row.getObject("original", Long.class)),
                reason == null ? null : CostReason.valueOf(reason),
                runs.closedOn(),
                changes);
    }

    private static @Nullable CostKey link(@Nullable Integer flow, @Nullable Long original) {
        return flow != null ? CostKey.ofFlow(flow) : original != null ? CostKey.of(original) : null;
    }

    private CostLayer layer(ResultSet row, List<CostChange> changes) throws SQLException {
        return new CostLayer(
                CostKey.of(row.getLong("id")),
                row.getInt("item_id"),
                row.getString("kind").equals("AVERAGE") ? CostKind.AVERAGE_LAYER : CostKind.ON_HAND_LAYER,
                new CostCard(
                        "",
                        row.getString("item_number"),
                        row.getString("site"),
                        row.getString("warehouse"),
                        row.getString("batch_number"),
                        row.getString("serial_number"),
                        row.getObject("date", LocalDate.class),
                        true,
                        -1,
                        null,
                        null),
                row.getBigDecimal("quantity"),
                money(row.getBigDecimal("taken_in")),
                changes);
    }

    private Money money(BigDecimal amount) {
        return Money.of(runs.books().currency(), amount);
    }
}
