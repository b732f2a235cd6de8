package org.periodclose.hammer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One company with a lot of stock to close in two months; every value follows from the number of its row. */
final class BigStock {
    static final String FIRST_CLOSE = "2025-01-31";
    static final String SECOND_CLOSE = "2025-02-28";
    static final String AFTER_THE_CLOSES = "2025-03-01";

    /** The first items have stock after both closes, whatever was issued before. */
    static final int WITH_STOCK = 20;

    private BigStock() {}

    /**
     * Five items have a third of the rows, one of each model; they are divided where a chunk ends. A third of the others has rows that are only
     * physically updated. Costs flow on between a third of the items, most in one component: a row in eight or so is of a flow or comes back.
     */
    static void load(Connection connection, int rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments, minimum_throughput)
                    values ('H', 'Hammered', 'USD', 2, true, 0.05);
                    insert into fiscal_period values (1, '2025', '2025-01-01', '2025-12-31', 'OPEN');
                    insert into main_account (company_id, main_account, name, type)
                    select 1, a, a, case when a like '9%%' then 'PROFIT_AND_LOSS' else 'BALANCE_SHEET' end
                      from unnest('{10.01,10.02,41,43,90.1,91.1,91.2}'::text[]) a;
                    insert into item_group (company_id, item_group, name) select 1, 'G' || n, 'G' || n from generate_series(1, 7) n;
                    insert into item_model_group (company_id, item_model_group, include_physical_value, financial_dimensions)
                    values (1, 'PLAIN', false, '{SITE}'), (1, 'PHYSICAL', true, '{SITE}'), (1, 'BATCHES', false, '{SITE,BATCH}');
                    insert into item (company_id, item_number, name, item_group_id, cost_price, inventory_model, item_model_group_id)
                    select 1, 'I' || n, 'I' || n, 1 + n %% 7, 100 + n, ('{FIFO,LIFO,LIFO_DATE,WEIGHTED_AVERAGE,WEIGHTED_AVERAGE_DATE}'::text[])[1 + n %% 5],
                           case when n %% 3 = 0 then 2 else 1 end
                      from generate_series(1, 155) n;
                    insert into item (company_id, item_number, name, item_group_id, cost_price, inventory_model, item_model_group_id)
                    select 1, 'I' || n, 'I' || n, 1 + n %% 7, 100 + n, 'MOVING_AVERAGE', 3 from generate_series(156, 160) n;
                    insert into posting_profile (company_id, account_type, item_code, item_group_id, main_account_id)
                    values (1, 'INVENTORY', 'ALL', null, 1), (1, 'INVENTORY', 'GROUP', 3, 2), (1, 'PROFIT', 'ALL', null, 6),
                           (1, 'LOSS', 'ALL', null, 7), (1, 'ISSUE', 'ALL', null, 5);
                    insert into cost_object (company_id, item_id, site) select 1, id, 'S' from item where id <= 155 order by id;
                    insert into cost_object (company_id, item_id, site) select 1, id, 'N' from item where id between 31 and 40 or id between 151 and 155 order by id;
                    insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount, open,
                           site, inventory_account, cost_object_id)
                    select 1, 'T' || n, r.item, case when r.receipt then 'RECEIPT' else 'ISSUE' end, case when r.receipt then 1 + n %% 9 else -1 - n %% 11 end,
                           r.date, case when n %% 17 > 0 then r.date end, case when r.receipt then 1000 + n %% 977 else -1000 - n %% 983 end,
                           true, 'S', case when n %% 11 = 0 then '43' end, r.item
                      from generate_series(1, %d) n
                     cross join lateral (
                           select 1 + (n * 7919::bigint) %% (case when n %% 3 = 0 then 5 else 150 end) as item, n / 7 %% 5 < 3 as receipt,
                                  date '2025-01-01' + (n * 31::bigint %% 59)::integer as date) r;
                    """.formatted(rows));
            statement.execute(flows(rows / 20));
            statement.execute(RETURNS);
            statement.execute(lastReceipts(rows / 10));
            statement.execute(batches(rows / 10));
            statement.execute("vacuum analyze");
        }
    }

    /**
     * Production of seven items from each other, so that it comes back to where it began; transfers of ten items there and back; transfers that stay
     * where they are; a line of assembly. Five items are only transferred, so that no cost comes into their circles from outside.
     */
    private static String flows(int flows) {
        return """
                insert into cost_flow (company_id, cost_flow) select 1, 'F' || n from generate_series(1, %1$d + 10) n;
                insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount, open,
                       site, offset_account, cost_object_id, cost_flow_id)
                select 1, format('F%%s-%%s', leg.flow, leg.number), leg.item, case when leg.quantity > 0 then 'RECEIPT' else 'ISSUE' end, leg.quantity, leg.date,
                       case when leg.flow %% 29 > 0 or leg.quantity < 0 then leg.date end, leg.quantity * (150 + leg.flow %% 97) + sign(leg.quantity) * 0.01 * (leg.flow %% 89),
                       true, leg.site, '43', o.id, f.id
                  from (select n as flow, leg.number, leg.item, leg.site, leg.quantity,
                               date '2025-01-01' + (n * 31::bigint %% 55)::integer + case when leg.quantity > 0 then n / 8 %% 4 else 0 end as date
                          from generate_series(1, %1$d) n
                         cross join lateral (
                               values (n %% 4 = 0, 1, 3 + 5 * (n / 4 %% 6), 'S', -1 - n %% 5),
                                      (n %% 4 = 0, 2, 3 + 5 * (n / 24 %% 6), 'S', -1 - n %% 7),
                                      (n %% 4 = 0, 3, 5, 'S', -1 - n %% 3),
                                      (n %% 4 = 0, 4, 3 + 5 * (n / 12 %% 6), 'S', 2 + n %% 5),
                                      (n %% 36 = 0, 5, 5, 'S', 1),
                                      (n %% 4 = 1, 1, 31 + n / 4 %% 10, 'S', -2 - n %% 9),
                                      (n %% 4 = 1, 2, 31 + n / 4 %% 10, 'N', 2 + n %% 9),
                                      (n %% 4 = 2, 1, 31 + n / 4 %% 10, 'N', -1 - n %% 7),
                                      (n %% 4 = 2, 2, 31 + n / 4 %% 10, 'S', 1 + n %% 7),
                                      (n %% 8 = 3, 1, 41 + n / 8 %% 5, 'S', -1 - n %% 5),
                                      (n %% 8 = 3, 2, 41 + n / 8 %% 5, 'S', 1 + n %% 5),
                                      (n %% 8 = 7, 1, 46 + n / 8 %% 4, 'S', -1 - n %% 5),
                                      (n %% 8 = 7, 2, 47 + n / 8 %% 4, 'S', 1 + n %% 5)) leg (is_there, number, item, site, quantity)
                         where leg.is_there
                        union all
                        select %1$d + n, leg.number, 151 + n %% 5, leg.site, leg.quantity, date '2025-01-10' + n
                          from generate_series(1, 10) n
                         cross join lateral (
                               values (1, case when n <= 5 then 'S' else 'N' end, -4), (2, case when n <= 5 then 'N' else 'S' end, 4)) leg (number, site, quantity)
                       ) leg
                  join cost_flow f on f.cost_flow = 'F' || leg.flow
                  join cost_object o on o.item_id = leg.item and o.site = leg.site
                 order by leg.flow, leg.number;
                """.formatted(flows);
    }

    /** To where they were sold from, or to the other site. */
    private static final String RETURNS = """
            insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount, open,
                   site, cost_object_id, return_of)
            select 1, 'R' || t.id, t.item_id, 'RECEIPT', 1, t.physical_date, t.financial_date, round(t.cost_amount / t.quantity, 2), true,
                   o.site, o.id, t.transaction_id
              from inventory_transaction t
              join cost_object o on o.item_id = t.item_id and o.site = case when t.item_id between 31 and 40 and t.id % 14 = 3 then 'N' else 'S' end
             where t.cost_flow_id is null and t.kind = 'ISSUE' and t.id % 7 = 3 and (t.item_id between 31 and 45 or t.item_id % 5 = 3 and t.item_id < 30)
             order by t.id;
            """;

    private static String lastReceipts(int quantity) {
        return """
                insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount, open,
                       site, cost_object_id)
                select 1, 'L' || o.id, o.item_id, 'RECEIPT', %2$d, '2025-02-28', '2025-02-28', %2$d * (150 + o.id), true, 'S', o.id
                  from cost_object o
                 where o.item_id <= %1$d
                 order by o.id;
                """.formatted(WITH_STOCK, quantity);
    }

    /** Stock that the ERP values, of as many cost objects as there are batches. */
    private static String batches(int batches) {
        return """
                insert into cost_object (company_id, item_id, site, batch_number) select 1, 156 + n %% 5, 'S', 'B' || n from generate_series(1, %1$d) n;
                insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount, open,
                       site, batch_number, cost_object_id)
                select 1, 'B' || n, o.item_id, 'RECEIPT', 1 + n %% 9, d.date, d.date, 1000 + n %% 977, true, 'S', o.batch_number, o.id
                  from generate_series(1, %1$d) n
                  join cost_object o on o.batch_number = 'B' || n
                 cross join lateral (select date '2025-01-01' + (n * 31::bigint %% 59)::integer as date) d
                 order by n;
                """.formatted(batches);
    }
}
