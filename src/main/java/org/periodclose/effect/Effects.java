package org.periodclose.effect;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Computes the effect of a run from its settlements, or for a dry run from what it would settle. */
public final class Effects {
    private static final int MOVERS = 10;

    private static final String FACTS = """
            select company_id, currency_layer, currency, posting_date, ended_at from posting_run where id = :run
            """;

    /**
     * One row for each item group with a change, then one for each mover. The changes are the settlements of the run; those of a dry run are in
     * the four arrays. A run that has not ended counts as later than all others.
     */
    private static final String EFFECT = """
            with moved as (
                select item_id, count(*) as settlements,
                       sum(amount) filter (where amount > 0) as increase, sum(amount) filter (where amount < 0) as decrease
                  from settlement
                 where run_id = :run
                 group by item_id
                union all
                select * from unnest(:items::integer[], :settlements::bigint[], :increases::numeric[], :decreases::numeric[])
            ), cost as (
                select item_id, sum(cost_in(inventory_transaction, :layer)) as amount,
                       :layer = 'REPORTING' and count(*) > count(reporting_cost_amount) as unknown
                  from inventory_transaction
                 where company_id = :company and financial_date <= :date
                 group by item_id
            ), settled as (
                select s.item_id, sum(s.amount) as amount
                  from posting_run r
                  join settlement s on s.run_id = r.id
                 where r.company_id = :company and r.currency_layer = :layer and r.status = 'POSTED' and r.posting_date <= :date
                   and (r.ended_at, r.id) < (coalesce(:ended::timestamptz, 'infinity'), :run)
                 group by s.item_id
            ), item_effect as materialized (
                select g.item_group, i.item_number, i.name,
                       case when c.unknown is not true then coalesce(c.amount, 0) + coalesce(s.amount, 0) end as before,
                       coalesce(m.increase, 0) as increase, coalesce(m.decrease, 0) as decrease, coalesce(m.settlements, 0) as settlements
                  from item i
                  left join run_item f on f.run_id = :run and f.item_id = i.id
                  join item_group g on g.id = coalesce(f.item_group_id, i.item_group_id)
                  left join moved m on m.item_id = i.id
                  left join cost c on c.item_id = i.id
                  left join settled s on s.item_id = i.id
                 where i.company_id = :company
            ), mover as (
                select * from item_effect
                 where settlements > 0
                 order by abs(increase + decrease) desc, item_number
                 limit :movers
            )
            select item_group, item_number, name, before, increase, decrease, settlements,
                   round(100 * (increase + decrease) / nullif(abs(before), 0), 2) as percent
              from (select item_group, null as item_number, null as name, case when count(*) = count(before) then sum(before) end as before, sum(increase) as increase,
                           sum(decrease) as decrease, sum(settlements) as settlements
                      from item_effect
                     group by item_group
                    having sum(settlements) > 0
                    union all
                    select * from mover) e
             order by item_number is not null, case when item_number is null then item_group end, abs(increase + decrease) desc, item_number
            """;

    private static final String LEFT_OUT = """
            select j.journal, coalesce(t.transaction_id, n.name) as transaction_id, e.code, e.message, e.remedy
              from posting_exception e
              join posting_run r on r.id = e.run_id
              left join adjustment_journal j on j.id = r.journal_id
              left join inventory_transaction t on t.id = e.inventory_transaction_id
              left join cost_layer l on l.id = e.inventory_transaction_id
              left join made_layer n on n.run_id = l.run_id and n.id = l.id
             where e.run_id = :run
             order by coalesce(t.transaction_id, n.name), e.ordinal
             limit :limit
            """;

    private record Facts(
            int companyId,
            String currencyLayer,
            String currency,
            LocalDate postingDate,
            @Nullable OffsetDateTime endedAt) {}

    private final JdbcClient jdbc;

    public Effects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The effect of a posted run. */
    public Effect of(long run) {
        return ofDryRun(run, new Movements());
    }

    /** The effect of a dry run, in its transaction. */
    public Effect ofDryRun(long run, Movements movements) {
        Facts facts = jdbc.sql(FACTS).param("run", run).query(Facts.class).single();
        List<Effect.OfItemGroup> itemGroups = new ArrayList<>();
        List<Effect.Mover> movers = new ArrayList<>();
        jdbc.sql(EFFECT)
                .param("run", run)
                .param("items", movements.items())
                .param("settlements", movements.settlements())
                .param("increases", movements.increases())
                .param("decreases", movements.decreases())
                .param("company", facts.companyId())
                .param("layer", facts.currencyLayer())
                .param("date", facts.postingDate())
                .param("ended", facts.endedAt())
                .param("movers", MOVERS)
                .query((ResultSet row) -> {
                    if (row.getString("item_number") == null) {
                        itemGroups.add(itemGroup(row, facts.currency()));
                    } else {
                        movers.add(mover(row, facts.currency()));
                    }
                });
        return new Effect(itemGroups, movers);
    }

    /**
     * The faults of the lines that a run left out, by transaction; for a dry run, in its transaction.
     *
     * @param limit at most so many
     */
    public List<Fault> leftOut(long run, int limit) {
        return jdbc.sql(LEFT_OUT)
                .param("run", run)
                .param("limit", limit)
                .query((row, number) -> new Fault(
                        FaultCode.valueOf(row.getString("code")),
                        row.getString("message"),
                        row.getString("remedy"),
                        row.getString("journal"),
                        row.getString("transaction_id")))
                .list();
    }

    private static Effect.OfItemGroup itemGroup(ResultSet row, String currency) throws SQLException {
        return new Effect.OfItemGroup(
                row.getString("item_group"),
                before(row, currency),
                Money.of(currency, row.getBigDecimal("increase")),
                Money.of(currency, row.getBigDecimal("decrease")),
                row.getLong("settlements"));
    }

    private static @Nullable Money before(ResultSet row, String currency) throws SQLException {
        BigDecimal before = row.getBigDecimal("before");
        return before == null ? null : Money.of(currency, before);
    }

    private static Effect.Mover mover(ResultSet row, String currency) throws SQLException {
        return new Effect.Mover(
                row.getString("item_number"),
                row.getString("name"),
                row.getString("item_group"),
                before(row, currency),
                Money.of(currency, row.getBigDecimal("increase").add(row.getBigDecimal("decrease"))),
                row.getBigDecimal("percent"));
    }
}
