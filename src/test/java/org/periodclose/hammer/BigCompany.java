package org.periodclose.hammer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One company with one long journal; every value follows from the number of its line. */
final class BigCompany {
    static final String COMPANY = "H";
    static final String JOURNAL = "J";

    private BigCompany() {}

    /** Some lines are for closed transactions, so they must be left out; some transactions have accounts of their own. */
    static void load(Connection connection, int lines) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                    values ('H', 'Hammered', 'USD', 2, true);
                    insert into fiscal_period values (1, '2025', '2025-01-01', '2025-12-31', 'OPEN');
                    insert into main_account (company_id, main_account, name, type)
                    select 1, a, a, case when a like '9%%' then 'PROFIT_AND_LOSS' else 'BALANCE_SHEET' end
                      from unnest('{10.01,10.02,41,43,90.1,91.1,91.2}'::text[]) a;
                    insert into item_group (company_id, item_group, name) select 1, 'G' || n, 'G' || n from generate_series(1, 7) n;
                    insert into item (company_id, item_number, name, item_group_id, inventory_model)
                    select 1, 'I' || n, 'I' || n, 1 + n %% 7, 'FIFO' from generate_series(1, 150) n;
                    insert into posting_profile (company_id, account_type, item_code, item_group_id, main_account_id)
                    values (1, 'INVENTORY', 'ALL', null, 1), (1, 'INVENTORY', 'GROUP', 3, 2), (1, 'PROFIT', 'ALL', null, 6),
                           (1, 'LOSS', 'ALL', null, 7), (1, 'LOSS', 'GROUP', 5, 5);
                    insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open,
                           inventory_account)
                    select 1, 'T' || n, 1 + (n * 7919::bigint) %% (case when n %% 3 = 0 then 5 else 150 end), 'RECEIPT', 1 + n %% 9,
                           date '2025-01-01' + (n %% 300), 1000 + n %% 977, n %% 1000 <> 0, case when n %% 11 = 0 then '43' end
                      from generate_series(1, %1$d) n;
                    insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'J', 'ACCOUNTING');
                    insert into adjustment
                    select 1, item_id, id, case when id %% 2 = 0 then 1 else -1 end * (1 + (id * 104729::bigint) %% 90000) / 100.0
                      from inventory_transaction;
                    """.formatted(lines));
            statement.execute("vacuum analyze");
        }
    }
}
