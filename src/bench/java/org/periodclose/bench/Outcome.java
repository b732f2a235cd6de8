package org.periodclose.bench;

import java.math.BigDecimal;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that a contender has posted, as a fingerprint that does not depend on the order of rows. */
record Outcome(
        long settlements,
        BigDecimal amount,
        BigDecimal settlementsHash,
        long voucherLines,
        BigDecimal voucherLinesHash) {
    /** @param schema where the contender keeps its settlements and voucher lines */
    static Outcome in(String schema, JdbcClient jdbc) {
        return jdbc.sql("""
                        select s.*, v.*
                          from (select count(*) as settlements, trim_scale(sum(amount)) as amount,
                                       sum(hashtextextended(concat_ws('|', item_id, inventory_transaction_id, trim_scale(amount), debit_account_id,
                                           credit_account_id, storno), 0)::numeric) as settlements_hash
                                  from %1$s.settlement) s
                         cross join (
                               select count(*) as voucher_lines,
                                      coalesce(sum(hashtextextended(concat_ws('|', debit_account_id, credit_account_id, trim_scale(amount), storno,
                                          coalesce(item_group_id, 0), coalesce(item_id, 0), settlements), 0)::numeric), 0) as voucher_lines_hash
                                 from %1$s.voucher_line) v
                        """.formatted(schema)).query(Outcome.class).single();
    }
}
