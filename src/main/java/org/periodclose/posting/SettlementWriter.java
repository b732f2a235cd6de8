package org.periodclose.posting;

import java.math.BigDecimal;
import java.util.Map;
import org.periodclose.database.TableCopy;
import org.periodclose.ledger.VoucherKey;
import org.periodclose.ledger.VoucherSums;
import org.periodclose.settlement.Settlement;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Appends settlements and their partial sums and moves the partition on, all in the transaction of the chunk. */
final class SettlementWriter implements ItemWriter<SettledPage> {
    private static final String NULL = "\\N";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final ProgressMeter progress;

    SettlementWriter(JdbcTemplate template, ProgressMeter progress) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.progress = progress;
    }

    @Override
    public void write(Chunk<? extends SettledPage> chunk) {
        for (SettledPage settled : chunk) {
            appendSettlements(settled);
            appendSums(settled.page().partition().run().run(), settled.sums());
            advance(settled);
        }
    }

    private void appendSettlements(SettledPage settled) {
        long run = settled.page().partition().run().run();
        StringBuilder rows = new StringBuilder(settled.settlements().size() * 48);
        for (Settlement settlement : settled.settlements()) {
            rows.append(settlement.item())
                    .append('\t')
                    .append(settlement.transaction())
                    .append('\t')
                    .append(run)
                    .append('\t')
                    .append(settlement.amount().toPlainString())
                    .append('\t')
                    .append(settlement.ledger().debit())
                    .append('\t')
                    .append(settlement.ledger().credit())
                    .append('\t')
                    .append(settlement.ledger().storno())
                    .append('\n');
        }
        copy(
                "copy settlement (item_id, inventory_transaction_id, run_id, amount, debit_account_id, credit_account_id, storno) from stdin",
                rows);
    }

    /** Appends a part of the voucher's sums. */
    void appendSums(long run, VoucherSums sums) {
        StringBuilder rows = new StringBuilder(sums.byKey().size() * 48);
        for (Map.Entry<VoucherKey, VoucherSums.Sum> entry : sums.byKey().entrySet()) {
            VoucherKey key = entry.getKey();
            rows.append(run)
                    .append('\t')
                    .append(key.itemGroup() == null ? NULL : key.itemGroup())
                    .append('\t')
                    .append(key.item() == null ? NULL : key.item())
                    .append('\t')
                    .append(key.debit())
                    .append('\t')
                    .append(key.credit())
                    .append('\t')
                    .append(key.storno())
                    .append('\t')
                    .append(entry.getValue().amount().toPlainString())
                    .append('\t')
                    .append(entry.getValue().settlements())
                    .append('\n');
        }
        copy("""
                copy settlement_sum (run_id, item_group_id, item_id, debit_account_id, credit_account_id, storno, amount, settlements)
                from stdin
                """, rows);
    }

    private void advance(SettledPage settled) {
        PartitionPlan before = settled.page().partition();
        PartitionPlan after =
                before.after(settled.page().last(), settled.settlements().size());
        int moved = jdbc.sql("""
                        update run_partition
                           set done_item_id = :item, done_transaction = :transaction, lines_done = :linesDone,
                               digest = mod(digest + :digest, 340282366920938463463374607431768211456)
                         where run_id = :run and partition = :partition
                           and done_item_id = :fromItem and done_transaction = :fromTransaction
                        """)
                .param("item", after.item())
                .param("transaction", after.transaction())
                .param("linesDone", after.linesDone())
                .param("digest", new BigDecimal(settled.digest().value()))
                .param("run", before.run().run())
                .param("partition", before.partition())
                .param("fromItem", before.item())
                .param("fromTransaction", before.transaction())
                .update();
        if (moved != 1) {
            throw new IllegalStateException("partition " + before.partition() + " of run "
                    + before.run().run()
                    + " is no longer where this process left it: another process works on the run");
        }
        progress.add(settled.settlements().size());
    }

    private void copy(String sql, CharSequence rows) {
        TableCopy.rows(template, sql, rows);
    }
}
