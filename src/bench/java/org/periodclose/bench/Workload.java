package org.periodclose.bench;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Inventory as in life, the same for the same figures: a few items have very many transactions, most have few; transactions lie in the order
 * of time, not of items; three in five are receipts; a fifth names its own inventory account.
 *
 * @param adjustments lines of all journals together
 * @param transactions inventory transactions
 * @param items inventory items
 * @param journals adjustment journals that share the lines
 */
record Workload(long adjustments, long transactions, long items, int journals) {
    static final String COMPANY = "BENCH";

    static Workload of(long adjustments) {
        long transactions = adjustments * (adjustments >= 10_000_000 ? 2 : 3);
        return new Workload(adjustments, transactions, Math.max(100, adjustments / 10), 1);
    }

    Workload inJournals(int number) {
        return new Workload(adjustments, transactions, items, number);
    }

    void generate(DataSource dataSource) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        setUp(jdbc);
        transactions(jdbc);
        adjustments(jdbc);
        jdbc.sql("vacuum (freeze, analyze)").update();
    }

    /** A company without transactions. */
    void setUp(JdbcClient jdbc) {
        jdbc.sql("""
                        insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                        values ('BENCH', 'Benchmark', 'USD', 2, true);
                        insert into fiscal_period values (1, '2025', '2025-01-01', '2025-12-31', 'OPEN');
                        insert into main_account (company_id, main_account, name, type)
                        select 1, '10.' || lpad(n::text, 2, '0'), 'Goods ' || n, 'BALANCE_SHEET' from generate_series(1, 20) n;
                        insert into main_account (company_id, main_account, name, type)
                        values (1, '91.01', 'Profit', 'PROFIT_AND_LOSS'), (1, '91.02', 'Loss', 'PROFIT_AND_LOSS');
                        insert into item_group (company_id, item_group, name)
                        select 1, 'G' || lpad(n::text, 2, '0'), 'Group ' || n from generate_series(1, 50) n;
                        insert into posting_profile (company_id, account_type, item_code, item_group_id, main_account_id)
                        select 1, 'INVENTORY', 'GROUP', n, 1 + n % 20 from generate_series(1, 50) n;
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        values (1, 'PROFIT', 'ALL', 21), (1, 'LOSS', 'ALL', 22);
                        """).update();
        jdbc.sql("""
                        insert into item (company_id, item_number, name, item_group_id, inventory_model)
                        select 1, 'I' || lpad(n::text, 8, '0'), 'Item ' || n, 1 + n % 50, 'FIFO' from generate_series(1, :items) n
                        """).param("items", items).update();
    }

    /** The share of item 1 is the fourth root of 1 / items: 6 % of all transactions where there are 100,000 items. */
    private void transactions(JdbcClient jdbc) {
        jdbc.sql("""
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date,
                               cost_amount, open, site, warehouse, inventory_account)
                        select 1, 'T' || lpad(n::text, 10, '0'), 1 + floor(:items * power(a.random, 4))::integer,
                               case when receipt then 'RECEIPT' else 'ISSUE' end, case when receipt then 10 else -1 end, day, day,
                               case when receipt then cost else -cost / 10 end, true, 'S1', 'W' || n % 9,
                               case when n % 5 = 0 then '10.' || lpad((1 + n % 20)::text, 2, '0') end
                          from generate_series(1, :transactions) n
                         cross join lateral (select (hashint8extended(n, 1) & 1073741823) / 1073741824.0::float8 as random) a
                         cross join lateral (select (hashint8extended(n, 2) & 1023) < 614 as receipt,
                                                    (100 + (hashint8extended(n, 3) & 65535)) / 10.0 as cost,
                                                    date '2025-01-01' + (n * 300 / :transactions)::integer as day) b
                        """).param("items", items).param("transactions", transactions).update();
    }

    /** Three in five are increases; no receipt loses more than a third of its cost. */
    void adjustments(JdbcClient jdbc) {
        jdbc.sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer)
                        select 1, 'J' || lpad(n::text, 6, '0'), 'ACCOUNTING' from generate_series(1, :journals) n
                        """).param("journals", journals).update();
        int inserted = jdbc.sql("""
                        insert into adjustment (journal_id, item_id, inventory_transaction_id, amount)
                        select 1 + number % :journals, item_id, id,
                               case when (hashint8extended(id, 5) & 1023) < 614 then change else -change end
                          from (select id, item_id, row_number() over (order by id) - 1 as number,
                                       greatest(0.01, round(cost_amount * (hashint8extended(id, 4) & 1023) / 3072, 2)) as change
                                  from inventory_transaction
                                 where kind = 'RECEIPT' and (hashint8extended(id, 6) & 1023) < :share
                                 order by id
                                 limit :adjustments) chosen
                         order by 1, 2, 3
                        """)
                .param("journals", journals)
                .param("adjustments", adjustments)
                .param("share", 1024 * 175 * adjustments / transactions / 100 + 1)
                .update();
        if (inserted != adjustments) {
            throw new IllegalStateException("only " + inserted + " receipts were chosen, not " + adjustments);
        }
    }
}
