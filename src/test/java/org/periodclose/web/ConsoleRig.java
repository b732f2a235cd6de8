package org.periodclose.web;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.periodclose.desk.ConsoleServer;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.UserRole;

/** A console in this process over a server that checks passwords; rita reads, alice and oskar operate, bob approves. */
final class ConsoleRig {
    static final String PASSWORD = ConsoleServer.PASSWORD;

    final ConsoleServer server;
    private final WebServer web;

    ConsoleRig(Path directory) throws Exception {
        server = new ConsoleServer(directory);
        try (ConsoleUsers owner = server.asOwner()) {
            owner.add("rita", UserRole.READER, PASSWORD.toCharArray());
            owner.add("alice", UserRole.OPERATOR, PASSWORD.toCharArray());
            owner.add("oskar", UserRole.OPERATOR, PASSWORD.toCharArray());
            owner.add("bob", UserRole.APPROVER, PASSWORD.toCharArray());
        }
        Map<String, Object> settings = new HashMap<>(server.consoleSettings());
        settings.put("server.port", 0);
        settings.put("server.address", "127.0.0.1");
        settings.put("logging.level.root", "WARN");
        web = WebServer.open(settings);
    }

    String address() {
        return web.address();
    }

    Guest as(String user) {
        return Guest.signedIn(address(), user, PASSWORD);
    }

    WebServer web() {
        return web;
    }

    /** Company S: two items with purchases and sales in January and February 2025, to be closed. */
    void stock() {
        server.as("ledger_owner").sql("""
                        insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                        values ('S', 'Sales', 'USD', 2, true);
                        create temporary table s as select id from company where company = 'S';
                        insert into fiscal_period select id, '2025', '2025-01-01', '2025-12-31', 'OPEN' from s;
                        insert into main_account (company_id, main_account, name, type)
                        select id, a, a, case when a like '9%' then 'PROFIT_AND_LOSS' else 'BALANCE_SHEET' end
                          from s, unnest('{41,90.2,91.1,91.2}'::text[]) a;
                        insert into item_group (company_id, item_group, name) select id, 'G', 'Goods' from s;
                        insert into item (company_id, item_number, name, item_group_id, inventory_model)
                        select g.company_id, i, i, g.id, m
                          from item_group g join s on s.id = g.company_id, (values ('BIKE', 'FIFO'), ('HELMET', 'WEIGHTED_AVERAGE')) v(i, m);
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        select a.company_id, t, 'ALL', a.id
                          from s join main_account a on a.company_id = s.id
                          join (values ('INVENTORY', '41'), ('PROFIT', '91.1'), ('LOSS', '91.2'), ('ISSUE', '90.2')) v(t, n) on n = a.main_account;
                        insert into cost_object (company_id, item_id) select i.company_id, i.id from item i join s on s.id = i.company_id;
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount,
                               open, cost_object_id)
                        select i.company_id, i.item_number || '-' || n, i.id, k, q, d, d, c, true, o.id
                          from s join item i on i.company_id = s.id join cost_object o on o.item_id = i.id,
                               (values (1, 'RECEIPT', 10, date '2025-01-05', 1000.00), (2, 'RECEIPT', 10, '2025-01-12', 1200.00),
                                       (3, 'ISSUE', -12, '2025-01-20', -1300.00), (4, 'RECEIPT', 5, '2025-02-03', 650.00),
                                       (5, 'ISSUE', -6, '2025-02-10', -600.00)) v(n, k, q, d, c);
                        """).update();
    }

    void close() throws Exception {
        web.close();
        server.close();
    }
}
