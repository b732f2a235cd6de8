package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Journals that are not posted and adjust the same. */
final class OtherJournals {
    /** Further lines of other journals are counted but not listed. */
    private static final int LISTED_OTHERS = 10_000;

    private OtherJournals() {}

    /** Posting one of these journals makes the amounts of the others wrong, or counts a change twice. */
    static Proposal.Others of(long journal, JdbcClient jdbc) {
        record Row(String transactionId, String journal, String status, BigDecimal amount, long receipts) {}
        List<Row> rows = jdbc.sql("""
                        with other as materialized (
                            select o.id, o.journal, o.status
                              from adjustment_journal j
                              join adjustment_journal o on o.company_id = j.company_id and o.currency_layer = j.currency_layer and o.id <> j.id
                             where j.id = :journal and o.status in ('OPEN', 'POSTING') and (o.close_run_id is null) = (j.close_run_id is null)
                        ), line as (
                            select a.inventory_transaction_id, o.journal, o.status, b.amount
                              from other o
                              join adjustment b on b.journal_id = o.id
                              join adjustment a on a.journal_id = :journal and a.item_id = b.item_id
                                               and a.inventory_transaction_id = b.inventory_transaction_id
                        )
                        select coalesce(t.transaction_id, n.name) as transaction_id, l.journal, l.status, l.amount,
                               (select count(distinct inventory_transaction_id) from line) as receipts
                          from line l
                          left join inventory_transaction t on t.id = l.inventory_transaction_id
                          left join cost_layer y on y.id = l.inventory_transaction_id
                          left join made_layer n on n.run_id = y.run_id and n.id = y.id
                         order by coalesce(t.transaction_id, n.name), l.journal
                         limit :limit
                        """)
                .param("journal", journal)
                .param("limit", LISTED_OTHERS)
                .query(Row.class)
                .list();
        return new Proposal.Others(
                rows.isEmpty() ? 0 : rows.get(0).receipts(),
                rows.stream()
                        .map(row -> new OtherLine(row.transactionId(), row.journal(), row.status(), row.amount()))
                        .toList());
    }
}
