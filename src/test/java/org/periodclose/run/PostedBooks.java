package org.periodclose.run;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.ledger.Specification;

/**
 * The small company with five posted runs: J as it is; K with offset accounts and charges codes of its lines; L without the line of T6, which is
 * not open; M without ledger update; run 5 takes run 2 (K) back.
 */
final class PostedBooks {
    private PostedBooks() {}

    static PostingContext open() {
        PostingContext context = new PostingContext().withSmallCompany();
        context.jdbc.sql("""
                        insert into main_account (company_id, main_account, name, type) values (1, '44', 'Freight', 'PROFIT_AND_LOSS');
                        insert into charges_code (company_id, charges_code, name, offset_account_id) values (1, 'FREIGHT', 'Freight', 4), (1, 'GAIN', 'Gain', 2);
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        values (1, 'T6', 3, 'RECEIPT', 1, '2025-01-31', 500.00, false);
                        insert into adjustment_journal (company_id, journal, currency_layer, description)
                        values (1, 'K', 'ACCOUNTING', 'Freight'), (1, 'L', 'ACCOUNTING', ''), (1, 'M', 'ACCOUNTING', '');
                        insert into adjustment values (2, 1, 1, 10.00, null, 1), (2, 1, 2, -5.00, 4, null), (2, 2, 3, 7.00, null, null),
                               (3, 3, 4, 3.00, null, null), (3, 3, 6, 2.00, null, null), (4, 3, 5, 1.00, null, null)
                        """).update();
        context.post(PostingContext.request("C", "J"));
        context.post(request("K", Specification.ITEM_NUMBER, null, null, false));
        context.post(request("L", Specification.TOTAL, null, null, true));
        context.post(request("M", Specification.TOTAL, false, "goods in transit", false));
        context.cancel(new CancelRequest(2, null, null, "wrong freight", null, false));
        return context;
    }

    private static PostRequest request(
            String journal, Specification level, @Nullable Boolean updateLedger, @Nullable String note, boolean skip) {
        LocalDate date = LocalDate.of(2025, 10, 31);
        return new PostRequest("C", List.of(journal), date, level, updateLedger, null, note, false, null, skip, date);
    }
}
