package org.periodclose.run;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.periodclose.core.ledger.SettlementDigest;
import org.periodclose.core.ledger.VoucherSums;
import org.periodclose.core.settlement.Correspondence;
import org.periodclose.core.settlement.Settlement;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Appends settlements and their partial sums and moves the partition on, all in the transaction of the chunk. */
final class SettlementWriter implements ItemWriter<SettledPortion> {
    private final WorkTransactions transactions;
    private final IntConsumer progress;

    /** @param progress is called with the number of lines that were settled */
    SettlementWriter(WorkTransactions transactions, IntConsumer progress) {
        this.transactions = transactions;
        this.progress = progress;
    }

    @Override
    public void write(Chunk<? extends SettledPortion> chunk) {
        for (SettledPortion settled : chunk) {
            Partition before = settled.portion().before();
            appendSettlements(before.run(), settled.settlements().all());
            appendSums(before.run(), settled.settlements().sums());
            Kept kept = settled.settlements().kept();
            appendKept(kept, copy -> true);
            advance(before, settled.portion().after(), settled.settlements().digest(), kept);
        }
    }

    private void appendSettlements(long run, List<Settlement> settlements) {
        CopyRows rows = new CopyRows();
        for (Settlement settlement : settlements) {
            Correspondence ledger = settlement.ledger();
            rows.number(settlement.item())
                    .number(settlement.transaction())
                    .number(run)
                    .text(settlement.part().name())
                    .text(settlement.amount().toPlainString())
                    .number(ledger == null ? null : Integer.valueOf(ledger.debit()))
                    .number(ledger == null ? null : Integer.valueOf(ledger.credit()))
                    .flag(ledger == null ? null : Boolean.valueOf(ledger.storno()))
                    .end();
        }
        rows.send(
                transactions.template(),
                "copy settlement (item_id, inventory_transaction_id, run_id, part, amount, debit_account_id, credit_account_id, storno) from stdin");
    }

    void appendKept(Kept kept, Predicate<String> wanted) {
        kept.all().forEach((copy, rows) -> {
            if (wanted.test(copy)) {
                rows.send(transactions.template(), copy);
            }
        });
    }

    /** Appends a part of the voucher's sums. */
    void appendSums(long run, VoucherSums sums) {
        CopyRows rows = new CopyRows();
        sums.byKey()
                .forEach((key, sum) -> rows.number(run)
                        .number(key.itemGroup())
                        .number(key.item())
                        .number(key.debit())
                        .number(key.credit())
                        .flag(key.storno())
                        .text(sum.amount().toPlainString())
                        .number(sum.settlements())
                        .end());
        rows.send(transactions.template(), """
                copy settlement_sum (run_id, item_group_id, item_id, debit_account_id, credit_account_id, storno, amount, settlements)
                from stdin
                """);
    }

    private void advance(Partition before, Partition after, SettlementDigest digest, Kept kept) {
        int moved = transactions
                .jdbc()
                .sql("""
                        update run_partition
                           set done_item_id = :item, done_transaction = :transaction, state = :state, lines_done = :linesDone,
                               amounts_digest = digest(amounts_digest + :amounts), accounts_digest = digest(accounts_digest + :accounts),
                               matches = matches + :matchCount, unsettled = unsettled + :unsettled, circles = circles + :circles,
                               matches_digest = digest(matches_digest + :matches), carry_over_digest = digest(carry_over_digest + :carryOver)
                         where run_id = :run and partition = :partition
                           and done_item_id = :fromItem and done_transaction = :fromTransaction and lines_done = :fromLines
                           and state is not distinct from :fromState::text
                        """)
                .param("item", after.item())
                .param("transaction", after.transaction())
                .param("state", after.state())
                .param("linesDone", after.linesDone())
                .param("amounts", new BigDecimal(digest.amounts()))
                .param("accounts", new BigDecimal(digest.accounts()))
                .param("matchCount", kept.matchCount())
                .param("unsettled", kept.unsettled())
                .param("circles", kept.circles())
                .param("matches", new BigDecimal(kept.matches()))
                .param("carryOver", new BigDecimal(kept.carryOver()))
                .param("run", before.run())
                .param("partition", before.partition())
                .param("fromItem", before.item())
                .param("fromTransaction", before.transaction())
                .param("fromLines", before.linesDone())
                .param("fromState", before.state())
                .update();
        if (moved != 1) {
            throw new ServerForgot("partition " + before.partition() + " of run "
                    + before.run()
                    + " is not where this process left it: the database server crashed in between");
        }
        progress.accept(Math.toIntExact(after.linesDone() - before.linesDone()));
    }
}
