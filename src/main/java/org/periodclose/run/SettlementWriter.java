package org.periodclose.run;

import java.math.BigDecimal;
import java.util.function.IntConsumer;
import org.periodclose.core.ledger.VoucherSums;
import org.periodclose.core.settlement.Settlement;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Appends settlements and their partial sums and moves the partition on, all in the transaction of the chunk. */
final class SettlementWriter implements ItemWriter<SettledPage> {
    private final WorkTransactions transactions;
    private final IntConsumer progress;

    /** @param progress told how many lines are settled more */
    SettlementWriter(WorkTransactions transactions, IntConsumer progress) {
        this.transactions = transactions;
        this.progress = progress;
    }

    @Override
    public void write(Chunk<? extends SettledPage> chunk) {
        for (SettledPage settled : chunk) {
            appendSettlements(settled);
            appendSums(settled.page().partition().run(), settled.sums());
            advance(settled);
        }
    }

    private void appendSettlements(SettledPage settled) {
        long run = settled.page().partition().run();
        CopyRows rows = new CopyRows();
        for (Settlement settlement : settled.settlements()) {
            rows.number(settlement.item())
                    .number(settlement.transaction())
                    .number(run)
                    .figure(settlement.amount().toPlainString())
                    .number(settlement.ledger().debit())
                    .number(settlement.ledger().credit())
                    .flag(settlement.ledger().storno())
                    .end();
        }
        rows.send(
                transactions.template(),
                "copy settlement (item_id, inventory_transaction_id, run_id, amount, debit_account_id, credit_account_id, storno) from stdin");
    }

    /** Appends a part of the voucher's sums. */
    void appendSums(long run, VoucherSums sums) {
        CopyRows rows = new CopyRows();
        sums.byKey().forEach((key, sum) -> rows.number(run)
                .number(key.itemGroup())
                .number(key.item())
                .number(key.debit())
                .number(key.credit())
                .flag(key.storno())
                .figure(sum.amount().toPlainString())
                .number(sum.settlements())
                .end());
        rows.send(transactions.template(), """
                copy settlement_sum (run_id, item_group_id, item_id, debit_account_id, credit_account_id, storno, amount, settlements)
                from stdin
                """);
    }

    private void advance(SettledPage settled) {
        Partition before = settled.page().partition();
        Partition after =
                before.after(settled.page().last(), settled.settlements().size());
        int moved = transactions
                .jdbc()
                .sql("""
                        update run_partition
                           set done_item_id = :item, done_transaction = :transaction, lines_done = :linesDone,
                               amounts_digest = mod(amounts_digest + :amounts, 340282366920938463463374607431768211456),
                               accounts_digest = mod(accounts_digest + :accounts, 340282366920938463463374607431768211456)
                         where run_id = :run and partition = :partition
                           and done_item_id = :fromItem and done_transaction = :fromTransaction
                        """)
                .param("item", after.item())
                .param("transaction", after.transaction())
                .param("linesDone", after.linesDone())
                .param("amounts", new BigDecimal(settled.digest().amounts()))
                .param("accounts", new BigDecimal(settled.digest().accounts()))
                .param("run", before.run())
                .param("partition", before.partition())
                .param("fromItem", before.item())
                .param("fromTransaction", before.transaction())
                .update();
        if (moved != 1) {
            throw new ServerForgot("partition " + before.partition() + " of run "
                    + before.run()
                    + " is not where this process left it: the database server has crashed meanwhile");
        }
        progress.accept(settled.settlements().size());
    }
}
