package org.periodclose.bench;

import java.time.LocalDate;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Inventory for closes, the same for the same figures. Of six transactions in a row two belong together: they are a transfer between two sites and now and then
 * back, a move inside one site, a production of an item from another, or a sale and its return. Where nothing is linked they are there as well, without
 * saying so. Every fourth item is valued by weighted average, so that its transfers there and back are circles; the others by FIFO.
 *
 * @param transactions inventory transactions; a multiple of six
 * @param items a multiple of ten: of every second ten the last is produced from the others
 */
record StockLoad(long transactions, long items) {
    /** Of some 97 of 100 transactions. */
    static final LocalDate FIRST_CLOSE = LocalDate.of(2025, 10, 19);

    static final LocalDate SECOND_CLOSE = LocalDate.of(2025, 10, 31);

    static StockLoad of(long transactions) {
        return new StockLoad(transactions / 6 * 6, Math.max(100, transactions / 300 * 10));
    }

    /** One line for each fifth transaction. */
    Workload workload() {
        return new Workload(transactions / 5, transactions, items, 1);
    }

    void generate(DataSource dataSource, boolean linked) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        workload().setUp(jdbc);
        setUp(jdbc);
        transactions(jdbc, linked);
        workload().adjustments(jdbc);
        jdbc.sql("vacuum (freeze, analyze)").update();
    }

    private void setUp(JdbcClient jdbc) {
        jdbc.sql("""
                        update item set inventory_model = 'WEIGHTED_AVERAGE' where id % 4 = 0;
                        insert into main_account (company_id, main_account, name, type)
                        values (1, '20', 'Production', 'BALANCE_SHEET'), (1, '90', 'Cost of sales', 'PROFIT_AND_LOSS');
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        select 1, 'ISSUE', 'ALL', id from main_account where main_account = '90';
                        """).update();
        jdbc.sql("""
                        insert into cost_object (company_id, item_id, site)
                        select 1, n, site from generate_series(1, :items) n cross join (values ('S1'), ('S2')) s (site) order by n, site
                        """).param("items", items).update();
    }

    /** Ordinary transactions as in {@link Workload}; links by a number of the six. */
    private void transactions(JdbcClient jdbc, boolean linked) {
        jdbc.sql("""
                        create unlogged table six as
                        select six, item, case when link = 'PRODUCTION' and (item % 20 < 11 or item % 10 = 0) then 'TRANSFER' else link end as link,
                               (100 + (hashint8extended(six, 13) & 65535)) * 0.03 as cost, date '2025-01-01' + (six * 300 / (:transactions / 6))::integer as day
                          from generate_series(0, :transactions / 6 - 1) six
                         cross join lateral (select 1 + floor(:items * power((hashint8extended(six, 11) & 1073741823) / 1073741824.0::float8, 4))::integer as item,
                                                    (array['TRANSFER', 'TRANSFER', 'TRANSFER', 'TRANSFER', 'TRANSFER', 'TRANSFER', 'BACK', 'BACK',
                                                           'MOVE', 'PRODUCTION', 'PRODUCTION', 'PRODUCTION', 'PRODUCTION', 'RETURN', 'RETURN', 'RETURN'
                                                          ])[1 + (hashint8extended(six, 12) & 15)] as link) l
                        """).param("items", items).param("transactions", transactions).update();
        jdbc.sql("""
                        insert into cost_flow (id, company_id, cost_flow) overriding system value
                        select six + 1, 1, 'F' || six from six where :linked and link <> 'RETURN'
                        """).param("linked", linked).update();
        jdbc.sql("""
                        insert into inventory_transaction (company_id, transaction_id, item_id, cost_object_id, kind, quantity, physical_date, financial_date,
                               cost_amount, open, site, warehouse, inventory_account, offset_account, cost_flow_id, return_of)
                        select 1, 'T' || lpad(n::text, 10, '0'), item, 2 * item - (site = 'S1')::integer, case when quantity > 0 then 'RECEIPT' else 'ISSUE' end,
                               quantity, day, day, cost, true, site, 'W' || n % 9,
                               case when n % 5 = 0 then '10.' || lpad((1 + n % 20)::text, 2, '0') end, offset_account, flow, return_of
                          from (select 6 * six + place + 1 as n,
                                       1 + floor(:items * power((hashint8extended(6 * six + place, 1) & 1073741823) / 1073741824.0::float8, 4))::integer as item,
                                       case when (hashint8extended(6 * six + place, 2) & 1023) < 683 then 10 else -1 end as quantity,
                                       case when (hashint8extended(6 * six + place, 2) & 1023) < 683 then 1 else -0.1 end
                                           * (100 + (hashint8extended(6 * six + place, 3) & 65535)) / 10 as cost,
                                       day, case when (hashint8extended(6 * six + place, 4) & 3) < 3 then 'S1' else 'S2' end as site,
                                       null as offset_account, null::integer as flow, null as return_of
                                  from six cross join generate_series(0, 3) place
                                union all
                                select 6 * six + 5, item, -3, -cost, day, case link when 'BACK' then 'S2' else 'S1' end,
                                       case when link = 'PRODUCTION' then '20' end, case when :linked and link <> 'RETURN' then six + 1 end, null
                                  from six
                                union all
                                select 6 * six + 6, case link when 'PRODUCTION' then (item + 9) / 10 * 10 else item end,
                                       case link when 'PRODUCTION' then 1 else 3 end, cost + case link when 'PRODUCTION' then 2 else 0 end, day,
                                       case link when 'TRANSFER' then 'S2' else 'S1' end,
                                       case when link = 'PRODUCTION' then '20' end, case when :linked and link <> 'RETURN' then six + 1 end,
                                       case when :linked and link = 'RETURN' then 'T' || lpad((6 * six + 5)::text, 10, '0') end
                                  from six) t
                         order by n
                        """).param("items", items).param("linked", linked).update();
        jdbc.sql("drop table six").update();
    }
}
