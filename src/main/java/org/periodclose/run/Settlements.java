package org.periodclose.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.SettlementDigest;
import org.periodclose.core.ledger.VoucherSums;
import org.periodclose.core.settlement.Correspondence;
import org.periodclose.core.settlement.Settlement;

/** The settlements of a unit, their sums by voucher key and their digests. */
public final class Settlements {
    private final Partition partition;
    private final RunAccounts accounts;
    private final List<Settlement> settlements = new ArrayList<>();
    private final VoucherSums sums;
    private final SettlementDigest digest = new SettlementDigest();
    private final Kept kept = new Kept();

    Settlements(Partition partition, RunAccounts accounts) {
        this.partition = partition;
        this.accounts = accounts;
        this.sums = new VoucherSums(partition.specification());
    }

    /** The partition that they belong to. */
    public Partition partition() {
        return partition;
    }

    /** The main accounts of the company. */
    public RunAccounts accounts() {
        return accounts;
    }

    /**
     * Adds a settlement.
     *
     * @param transactionId the transaction as the ERP names it
     * @param itemGroup id of the item's group
     */
    public void add(Settlement settlement, String transactionId, int itemGroup) {
        add(settlement, transactionId, itemGroup, null, null);
    }

    /**
     * Adds a settlement of a journal line.
     *
     * @param offsetAccount the line's own offset account; null: none
     * @param chargesCode the line's own charges code; null: none
     */
    public void add(
            Settlement settlement,
            String transactionId,
            int itemGroup,
            @Nullable String offsetAccount,
            @Nullable String chargesCode) {
        Correspondence ledger = settlement.ledger();
        settlements.add(settlement);
        sums.add(settlement, itemGroup);
        digest.addAmount(
                transactionId, settlement.part(), settlement.amount().toPlainString(), offsetAccount, chargesCode);
        digest.addAccounts(
                transactionId,
                settlement.part(),
                ledger == null ? null : accounts.name(ledger.debit()),
                ledger == null ? null : accounts.name(ledger.credit()),
                ledger == null ? null : Boolean.valueOf(ledger.storno()));
    }

    /** What is kept beside them. */
    public Kept kept() {
        return kept;
    }

    List<Settlement> all() {
        return Collections.unmodifiableList(settlements);
    }

    VoucherSums sums() {
        return sums;
    }

    SettlementDigest digest() {
        return digest;
    }
}
