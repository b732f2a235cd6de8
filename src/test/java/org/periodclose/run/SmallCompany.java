package org.periodclose.run;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Company C: items A1, A2 of group A and B1 of group B, one receipt of 1000.00 for each line of the ledger in domain rule 8.3. */
public final class SmallCompany {
    private SmallCompany() {}

    public static void into(JdbcClient jdbc) {
        jdbc.sql("""
                        insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                        values ('C', 'Company', 'USD', 2, true);
                        insert into fiscal_period values (1, '2025', '2025-01-01', '2025-12-31', 'OPEN');
                        insert into main_account (company_id, main_account, name, type)
                        values (1, '41', 'Goods', 'BALANCE_SHEET'), (1, '91.1', 'Profit', 'PROFIT_AND_LOSS'), (1, '91.2', 'Loss', 'PROFIT_AND_LOSS');
                        insert into item_group (company_id, item_group, name) values (1, 'A', 'A'), (1, 'B', 'B');
                        insert into item (company_id, item_number, name, item_group_id, inventory_model)
                        values (1, 'A1', 'A1', 1, 'FIFO'), (1, 'A2', 'A2', 1, 'FIFO'), (1, 'B1', 'B1', 2, 'FIFO');
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        values (1, 'INVENTORY', 'ALL', 1), (1, 'PROFIT', 'ALL', 2), (1, 'LOSS', 'ALL', 3);
                        insert into cost_object (company_id, item_id) values (1, 1), (1, 2), (1, 3);
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open, cost_object_id)
                        select 1, 'T' || n, case when n <= 2 then 1 when n = 3 then 2 else 3 end, 'RECEIPT', 1, '2025-01-31', 1000.00, true,
                               case when n <= 2 then 1 when n = 3 then 2 else 3 end
                          from generate_series(1, 5) n;
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'J', 'ACCOUNTING');
                        insert into adjustment values (1, 1, 1, 100.00), (1, 1, 2, -30.00), (1, 2, 3, -20.00), (1, 3, 4, 50.00), (1, 3, 5, -50.00);
                        """).update();
    }
}
