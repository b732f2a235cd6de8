package org.periodclose.hammer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.PGConnection;

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
                    select 1, item_id, id, case when id %% 2 = 0 then 1 else -1 end * round((1 + (id * 104729::bigint) %% 90000) / 100.0, 2)
                      from inventory_transaction;
                    """.formatted(lines));
            statement.execute("vacuum analyze");
        }
    }

    /** The same as files to import. */
    static void export(Connection connection, Path directory) throws SQLException, IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            try (OutputStream out = Files.newOutputStream(directory.resolve(file.getKey() + ".csv"))) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (" + file.getValue() + ") to stdout (format csv, header)", out);
            }
        }
    }

    private static final Map<String, String> FILES = Map.of(
            "companies",
            """
            select company, name, accounting_currency, reporting_currency, storno_for_inventory_adjustments::text from company
            """,
            "fiscal_periods",
            "select 'H' as company, period, start_date, end_date, status from fiscal_period",
            "main_accounts",
            "select 'H' as company, main_account, name, type from main_account",
            "item_groups",
            "select 'H' as company, item_group, name from item_group",
            "items",
            """
            select 'H' as company, item_number, i.name, item_group, inventory_model, cost_price, reporting_cost_price
              from item i join item_group g on g.id = i.item_group_id
            """,
            "posting_profiles",
            """
            select 'H' as company, account_type, item_code, item_group as item_relation, main_account
              from posting_profile p join main_account a on a.id = p.main_account_id left join item_group g on g.id = p.item_group_id
            """,
            "inventory_transactions",
            """
            select 'H' as company, transaction_id, item_number, kind, quantity, physical_date, financial_date, cost_amount,
                   reporting_cost_amount, open::text, site, warehouse, batch_number, serial_number, inventory_account, offset_account
              from inventory_transaction t join item i on i.id = t.item_id
            """,
            "adjustment_journals",
            "select 'H' as company, journal, currency_layer, description from adjustment_journal",
            "adjustments",
            """
            select 'H' as company, 'J' as journal, transaction_id, amount
              from adjustment a join inventory_transaction t on t.id = a.inventory_transaction_id
            """);
}
