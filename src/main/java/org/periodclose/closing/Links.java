package org.periodclose.closing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.periodclose.core.costing.Leg;
import org.periodclose.core.costing.Link;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads flows, and sales with their returns. */
final class Links {
    private static final int FETCH_SIZE = 5_000;

    private static final String LEGS = """
            with leg as (
                select 'FLOW' as link_kind, t.cost_flow_id::bigint as link, t.id
                  from inventory_transaction t
                 where t.cost_flow_id = any (:flows)
                   and not exists (select from run_left_out o
                                    where o.run_id = :run and o.inventory_transaction_id = t.id)
                union all
                select 'RETURNS', id, id from unnest(:sales::bigint[]) id
                union all
                select 'RETURNS', o.id, t.id
                  from inventory_transaction o
                  join inventory_transaction t on t.company_id = o.company_id and t.return_of = o.transaction_id
                                              and t.cost_flow_id is null
                 where o.id = any (:sales)
            )
            select leg.link_kind, leg.link, t.id, t.transaction_id, t.kind, t.item_id, n.item_number, n.item_group_id, abs(t.quantity) as quantity,
                   abs(cost_in(t, :layer)) as cost, f.cost_flow as flow, t.inventory_account, t.offset_account,
                   case when (takes_part(t) <= :date) is not true
                        then case when <physical> and not i.fixed_receipt_price then 'CARRIED' else 'LATER' end
                        when i.item_id is null or not t.open then 'NOTHING' else 'CARRIED' end as takes,
                   coalesce(i.fixed_receipt_price, false) as fixed,
                   coalesce(p.changed, 0) as changed, coalesce(p.rounding, 0) as rounding,
                   coalesce(p.price_difference, 0) as price_difference,
                   coalesce(p.carried, 0) as carried, coalesce(p.carried_before, 0) as carried_before,
                   coalesce(c.units, 0) as remainder, coalesce(c.written_off, 0) as remainder_written_off,
                   case when i.item_id is not null then i.inventory_account_id
                        else (select p.main_account_id from item_account p where p.item_id = t.item_id and p.account_type = 'INVENTORY')
                        end as inventory_account_id,
                   i.issue_account_id, i.profit_account_id, i.loss_account_id, i.rounding_profit_account_id,
                   i.rounding_loss_account_id, i.price_difference_profit_account_id, i.price_difference_loss_account_id
              from leg
              join inventory_transaction t on t.id = leg.id
              join item n on n.id = t.item_id
              left join cost_flow f on f.id = t.cost_flow_id
              left join run_item i on i.run_id = :run and i.item_id = t.item_id
              left join lateral (select sum(s.amount) as changed, sum(s.amount) filter (where s.part = 'ROUNDING') as rounding,
                                        sum(s.amount) filter (where s.part = 'PRICE_DIFFERENCE') as price_difference,
                                        sum(s.amount) filter (where s.part = 'CARRIED') as carried,
                                        sum(s.amount) filter (where s.part = 'CARRIED' and r.posting_date <= :lastDate) as carried_before
                                   from settlement s
                                   join active_run r on r.id = s.run_id
                                  where s.item_id = t.item_id and s.inventory_transaction_id = t.id
                                    and r.currency_layer = :layer and r.posting_date <= :date) p on true
              left join lateral (select sum(u.units) filter (where not u.passed_on) as units, sum(u.units) filter (where u.written_off) as written_off
                                   from circle_remainder u
                                   join active_run r on r.id = u.run_id
                                  where u.item_id = t.item_id and u.issue_id = t.id and u.settled
                                    and r.currency_layer = :layer and r.posting_date <= :date) c on true
             order by leg.link_kind, leg.link,
                      case when leg.link_kind = 'RETURNS'
                           then coalesce(case when takes_part(t) <= :date then takes_part(t) end, t.physical_date) end,
                      case when leg.link_kind = 'RETURNS' then t.sequence end, t.transaction_id
            """;

    private final JdbcClient jdbc;
    private final Frozen frozen;

    /** Links, and what is known of the transactions in them. */
    record Read(Map<Key, Link> links, Map<Long, LegCard> cards) {
        static final Read NONE = new Read(Map.of(), Map.of());

        /** Some of them: flows by id, then sales that have come back. */
        List<Link> of(SortedSet<Integer> flows, SortedSet<Long> sales) {
            return Stream.concat(
                            flows.stream().map(flow -> new Key(Link.Kind.FLOW, flow)),
                            sales.stream().map(sale -> new Key(Link.Kind.RETURNS, sale)))
                    .flatMap(key -> Stream.ofNullable(links.get(key)))
                    .filter(link -> link.isFlow()
                            || (!link.issues().isEmpty() && !link.receipts().isEmpty()))
                    .toList();
        }
    }

    /** @param id of the flow, or of the issue whose returns are linked to it */
    private record Key(Link.Kind kind, long id) {}

    Links(JdbcClient jdbc, Frozen frozen) {
        this.jdbc = jdbc;
        this.frozen = frozen;
    }

    Read of(Collection<Integer> flows, Collection<Long> sales) {
        Read read = new Read(new HashMap<>(), new HashMap<>());
        if (!flows.isEmpty() || !sales.isEmpty()) {
            jdbc.sql(LEGS.replace("<physical>", LinkedScope.of(ScopeSql.IS_PHYSICAL, true)))
                    .param("run", frozen.run())
                    .param("layer", frozen.books().layer().name())
                    .param("date", frozen.date())
                    .param("lastDate", frozen.last().date())
                    .param("flows", flows.toArray(Integer[]::new))
                    .param("sales", sales.toArray(Long[]::new))
                    .withFetchSize(FETCH_SIZE)
                    .query(row -> {
                        add(row, read.links(), read.cards());
                    });
        }
        return read;
    }

    private void add(ResultSet row, Map<Key, Link> links, Map<Long, LegCard> cards) throws SQLException {
        Link.Kind kind = Link.Kind.valueOf(row.getString("link_kind"));
        Leg.Takes takes = Leg.Takes.valueOf(row.getString("takes"));
        boolean fixed = row.getBoolean("fixed");
        boolean issue = row.getString("kind").equals("ISSUE");
        if (kind == Link.Kind.RETURNS && !issue && (takes != Leg.Takes.CARRIED || fixed)) {
            return;
        }
        Link link = links.computeIfAbsent(
                new Key(kind, row.getLong("link")), key -> new Link(kind, new ArrayList<>(), new ArrayList<>()));
        Leg leg = new Leg(
                row.getLong("id"),
                row.getString("transaction_id"),
                row.getBigDecimal("quantity"),
                amount(row, "cost"),
                takes == Leg.Takes.CARRIED && fixed ? Leg.Takes.NOTHING : takes,
                amount(row, "changed"),
                amount(row, "rounding"),
                amount(row, "price_difference"),
                amount(row, "carried"),
                amount(row, "carried_before"),
                amount(row, "remainder"),
                amount(row, "remainder_written_off"));
        (issue ? link.issues() : link.receipts()).add(leg);
        cards.put(
                leg.id(),
                new LegCard(
                        row.getInt("item_id"),
                        row.getString("item_number"),
                        row.getInt("item_group_id"),
                        row.getString("flow"),
                        row.getString("inventory_account"),
                        row.getString("offset_account"),
                        row.getObject("inventory_account_id", Integer.class),
                        row.getObject("issue_account_id", Integer.class),
                        row.getObject("profit_account_id", Integer.class),
                        row.getObject("loss_account_id", Integer.class),
                        row.getObject("rounding_profit_account_id", Integer.class),
                        row.getObject("rounding_loss_account_id", Integer.class),
                        row.getObject("price_difference_profit_account_id", Integer.class),
                        row.getObject("price_difference_loss_account_id", Integer.class)));
    }

    private BigDecimal amount(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).setScale(frozen.decimals());
    }
}
