package org.periodclose.hammer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One company with a lot of stock to close in two months; every value follows from the number of its row. */
final class BigStock {
    static final String FIRST_CLOSE = "2025-01-31";
    static final String SECOND_CLOSE = "2025-02-28";

    private BigStock() {}

    /**
     * Five items have a third of the rows, one of each model; they are divided where a chunk ends. A third of the others has rows that are only
     * physically updated.
     */
    static void load(Connection connection, int rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                    values ('H', 'Hammered', 'USD', 2, true);
                    insert into fiscal_period values (1, '2025', '2025-01-01', '2025-12-31', 'OPEN');
                    insert into main_account (company_id, main_account, name, type)
                    select 1, a, a, case when a like '9%%' then 'PROFIT_AND_LOSS' else 'BALANCE_SHEET' end
                      from unnest('{10.01,10.02,41,43,90.1,91.1,91.2}'::text[]) a;
                    insert into item_group (company_id, item_group, name) select 1, 'G' || n, 'G' || n from generate_series(1, 7) n;
                    insert into item_model_group (company_id, item_model_group, include_physical_value) values (1, 'PLAIN', false), (1, 'PHYSICAL', true);
                    insert into item (company_id, item_number, name, item_group_id, inventory_model, item_model_group_id)
                    select 1, 'I' || n, 'I' || n, 1 + n %% 7, ('{FIFO,LIFO,LIFO_DATE,WEIGHTED_AVERAGE,WEIGHTED_AVERAGE_DATE}'::text[])[1 + n %% 5],
                           case when n %% 3 = 0 then 2 else 1 end
                      from generate_series(1, 150) n;
                    insert into posting_profile (company_id, account_type, item_code, item_group_id, main_account_id)
                    values (1, 'INVENTORY', 'ALL', null, 1), (1, 'INVENTORY', 'GROUP', 3, 2), (1, 'PROFIT', 'ALL', null, 6),
                           (1, 'LOSS', 'ALL', null, 7), (1, 'ISSUE', 'ALL', null, 5);
                    insert into cost_object (company_id, item_id, site) select 1, id, 'S' from item order by id;
                    insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount, open,
                           site, inventory_account, cost_object_id)
                    select 1, 'T' || n, r.item, case when r.receipt then 'RECEIPT' else 'ISSUE' end, case when r.receipt then 1 + n %% 9 else -1 - n %% 11 end,
                           r.date, case when n %% 17 > 0 then r.date end, case when r.receipt then 1000 + n %% 977 else -1000 - n %% 983 end,
                           true, 'S', case when n %% 11 = 0 then '43' end, r.item
                      from generate_series(1, %d) n
                     cross join lateral (
                           select 1 + (n * 7919::bigint) %% (case when n %% 3 = 0 then 5 else 150 end) as item, n %% 5 < 3 as receipt,
                                  date '2025-01-01' + (n * 31::bigint %% 59)::integer as date) r;
                    """.formatted(rows));
            statement.execute("vacuum analyze");
        }
    }
}
