package org.periodclose.revaluing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.costing.UnitPrice;
import org.periodclose.run.Books;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The prices of a run, and the items that it is for; kept in {@code revaluation_price} and {@code run_item}. */
final class Prices {
    private static final String GIVEN = """
            select :run, i.id, p.site, p.price
              from unnest(:priced::text[], :sites::text[], :prices::numeric[]) p (item_number, site, price)
              join item i on i.company_id = :company and i.item_number = p.item_number
             where cardinality(:items::text[]) = 0 or i.item_number = any (:items)
            """;

    private static final String OF_THE_ITEMS = """
            select :run, i.id, null, c.price
              from item i
              join item_model m on m.item_id = i.id and m.currency_layer = :layer
             cross join lateral (select case :layer when 'ACCOUNTING' then i.cost_price else i.reporting_cost_price end as price) c
             where i.company_id = :company and c.price is not null
               and case when cardinality(:items::text[]) = 0 then not is_periodic(m.inventory_model) else i.item_number = any (:items) end
            """;

    private final RevaluationRequest request;
    private final Books books;

    Prices(RevaluationRequest request, Books books) {
        this.request = request;
        this.books = books;
    }

    void keep(JdbcClient jdbc, long run) {
        List<UnitPrice> given = request.prices() == null ? List.of() : request.prices();
        asked(
                        jdbc,
                        run,
                        "insert into revaluation_price (run_id, item_id, site, price) "
                                + (request.prices() == null ? OF_THE_ITEMS : GIVEN))
                .param("priced", given.stream().map(UnitPrice::item).toArray(String[]::new))
                .param("sites", given.stream().map(UnitPrice::site).toArray(String[]::new))
                .param("prices", given.stream().map(UnitPrice::price).toArray(BigDecimal[]::new))
                .update();
        keepItems(jdbc, run);
    }

    /** What the set-up says now of the items; nothing else says it later. Without REVALUATION_PROFIT or _LOSS it is PROFIT or LOSS. */
    private void keepItems(JdbcClient jdbc, long run) {
        asked(jdbc, run, """
                        insert into run_item (run_id, item_id, item_group_id, inventory_model, inventory_account_id, inventory_item_code,
                               profit_account_id, profit_item_code, profit_account_type, loss_account_id, loss_item_code, loss_account_type)
                        select :run, i.id, i.item_group_id, m.inventory_model, a.inventory, a.inventory_code,
                               coalesce(a.revaluation_profit, a.profit), case when a.revaluation_profit is null then a.profit_code else a.revaluation_profit_code end,
                               case when a.revaluation_profit is null then 'PROFIT' else 'REVALUATION_PROFIT' end,
                               coalesce(a.revaluation_loss, a.loss), case when a.revaluation_loss is null then a.loss_code else a.revaluation_loss_code end,
                               case when a.revaluation_loss is null then 'LOSS' else 'REVALUATION_LOSS' end
                          from item i
                          join item_model m on m.item_id = i.id and m.currency_layer = :layer
                          join (select p.item_id,
                                       max(p.main_account_id) filter (where p.account_type = 'INVENTORY') as inventory,
                                       max(p.item_code) filter (where p.account_type = 'INVENTORY') as inventory_code,
                                       max(p.main_account_id) filter (where p.account_type = 'PROFIT') as profit,
                                       max(p.item_code) filter (where p.account_type = 'PROFIT') as profit_code,
                                       max(p.main_account_id) filter (where p.account_type = 'LOSS') as loss,
                                       max(p.item_code) filter (where p.account_type = 'LOSS') as loss_code,
                                       max(p.main_account_id) filter (where p.account_type = 'REVALUATION_PROFIT') as revaluation_profit,
                                       max(p.item_code) filter (where p.account_type = 'REVALUATION_PROFIT') as revaluation_profit_code,
                                       max(p.main_account_id) filter (where p.account_type = 'REVALUATION_LOSS') as revaluation_loss,
                                       max(p.item_code) filter (where p.account_type = 'REVALUATION_LOSS') as revaluation_loss_code
                                  from item_account p
                                 where p.company_id = :company
                                 group by p.item_id) a on a.item_id = i.id
                         where i.company_id = :company
                           and (i.item_number = any (:items)
                                or cardinality(:items::text[]) = 0
                                   and (exists (select from revaluation_price p where p.run_id = :run and p.item_id = i.id)
                                        or :byCostPrice and not is_periodic(m.inventory_model)))
                        """).param("byCostPrice", request.prices() == null).update();
    }

    private JdbcClient.StatementSpec asked(JdbcClient jdbc, long run, String sql) {
        return jdbc.sql(sql)
                .param("run", run)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("items", request.items().toArray(String[]::new));
    }

    /** Whether an unfinished run has other prices than are asked for; the cost prices of items may have changed since it began. */
    boolean differ(JdbcClient jdbc, long run) {
        return request.prices() != null
                && !jdbc.sql("""
                                select i.item_number, p.site, p.price from revaluation_price p join item i on i.id = p.item_id
                                 where p.run_id = :run
                                """)
                        .param("run", run)
                        .query((row, number) -> words(row.getString(1), row.getString(2), row.getBigDecimal(3)))
                        .set()
                        .equals(request.prices().stream()
                                .filter(price -> request.items().isEmpty()
                                        || request.items().contains(price.item()))
                                .map(price -> words(price.item(), price.site(), price.price()))
                                .collect(Collectors.toSet()));
    }

    private static List<String> words(String item, @Nullable String site, BigDecimal price) {
        return List.of(
                item,
                Objects.requireNonNullElse(site, ""),
                price.stripTrailingZeros().toPlainString());
    }
}
