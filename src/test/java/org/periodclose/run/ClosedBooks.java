package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Posting;

/** Closes of {@link SmallCompany} and some more: an average, transfers there and back, inside and in transit, a return, an issue without receipts. */
final class ClosedBooks {
    private ClosedBooks() {}

    /** Posts them, in this order. */
    static void close(PostingContext books, LocalDate... days) {
        books.jdbc.sql("""
                        insert into main_account (company_id, main_account, name, type) values (1, '90', 'Cost of sales', 'PROFIT_AND_LOSS');
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        select 1, 'ISSUE', 'ALL', id from main_account where main_account = '90';
                        update item set inventory_model = 'WEIGHTED_AVERAGE';
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        values (1, 'B1', 3, 'RECEIPT', 3, '2025-10-02', 10.00, true), (1, 'S1', 3, 'ISSUE', -2, '2025-10-03', -8.00, true),
                               (1, 'S2', 3, 'ISSUE', -1, '2025-11-03', -8.00, true), (1, 'X1', 2, 'ISSUE', -9000, '2025-10-05', -1.00, true);
                        update inventory_transaction t set cost_object_id = o.id from cost_object o where o.item_id = t.item_id;
                        insert into fiscal_period select 1, '2025-11', '2025-11-01', '2025-11-30', 'OPEN'
                         where not exists (select from fiscal_period where company_id = 1 and '2025-11-15' between start_date and end_date)
                        """).update();
        thereAndBack(books);
        returned(books);
        for (LocalDate day : days) {
            assertThat(books.bean(Posting.class)
                            .value(
                                    ValuationRequest.of(
                                            RunType.CLOSE, "C", CurrencyLayer.ACCOUNTING, day, Set.of(), Set.of()),
                                    null,
                                    new StopRequest(),
                                    (subject, done, lines) -> {}))
                    .hasOnlyElementsOfType(RunResult.Posted.class);
        }
    }

    /** A circle, in which the units of a receipt that is handed on whole do not come out even, and an internal transfer. */
    private static void thereAndBack(PostingContext books) {
        books.jdbc.sql("""
                        insert into item (company_id, item_number, name, item_group_id, inventory_model) values (1, 'C1', 'C1', 1, 'WEIGHTED_AVERAGE');
                        insert into cost_object (company_id, item_id, warehouse) select 1, id, w from item cross join (values ('A'), ('B')) v (w)
                         where item_number = 'C1';
                        insert into cost_flow (company_id, cost_flow) values (1, 'THERE'), (1, 'BACK'), (1, 'INSIDE');
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open,
                               cost_object_id, cost_flow_id)
                        select 1, m.id, o.item_id, case when m.quantity > 0 then 'RECEIPT' else 'ISSUE' end, m.quantity, '2025-10-05', m.cost, true, o.id, f.id
                          from (values ('P1', 'A', 10, 100.00, null), ('THERE-1', 'A', -10, -100.00, 'THERE'), ('THERE-2', 'B', 5, 50.00, 'THERE'),
                                       ('THERE-3', 'B', 5, 50.00, 'THERE'), ('BACK-1', 'B', -5, -50.00, 'BACK'), ('BACK-2', 'A', 5, 50.00, 'BACK'),
                                       ('P2', 'A', 5, 70.00, null), ('SALE', 'A', -8, -80.00, null), ('IN-1', 'B', -2, -20.00, 'INSIDE'),
                                       ('IN-2', 'B', 2, 20.00, 'INSIDE')) m (id, warehouse, quantity, cost, flow)
                          join cost_object o on o.warehouse = m.warehouse
                          left join cost_flow f on f.cost_flow = m.flow
                        """).update();
    }

    /** Five of ten are sold and two come back; one is on its way. */
    private static void returned(PostingContext books) {
        books.jdbc.sql("""
                        insert into item (company_id, item_number, name, item_group_id, inventory_model) values (1, 'D1', 'D1', 1, 'FIFO');
                        insert into cost_object (company_id, item_id) select 1, id from item where item_number = 'D1';
                        insert into cost_flow (company_id, cost_flow) values (1, 'TRANSIT');
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open,
                               cost_object_id, cost_flow_id, return_of, offset_account)
                        select 1, m.id, o.item_id, case when m.quantity > 0 then 'RECEIPT' else 'ISSUE' end, m.quantity, m.date::date, m.cost, true, o.id, f.id,
                               m.return_of, m.account
                          from (values ('D-R', 10, '2025-10-01', 60.00, null, null, null), ('D-S', -5, '2025-10-02', -35.00, null, null, null),
                                       ('D-T', 2, '2025-10-03', 14.00, null, 'D-S', null), ('D-X', -1, '2025-10-04', -7.00, 'TRANSIT', null, '90'))
                               m (id, quantity, date, cost, flow, return_of, account)
                          join item i on i.item_number = 'D1'
                          join cost_object o on o.item_id = i.id
                          left join cost_flow f on f.cost_flow = m.flow
                        """).update();
    }
}
