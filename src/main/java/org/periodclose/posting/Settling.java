package org.periodclose.posting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.periodclose.ledger.SettlementDigest;
import org.periodclose.ledger.VoucherSums;
import org.periodclose.settlement.Settlement;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Works a page out: pure calls, no SQL. */
class Settling implements ItemProcessor<Page, SettledPage> {
    private final Map<Integer, String> accountNames;

    /** @param accountNames main accounts by id, for the digest */
    Settling(Map<Integer, String> accountNames) {
        this.accountNames = accountNames;
    }

    @Override
    public SettledPage process(Page page) {
        RunFacts run = page.partition().run();
        List<Settlement> settlements = new ArrayList<>(page.lines().size());
        VoucherSums sums = new VoucherSums(run.specification());
        SettlementDigest digest = new SettlementDigest();
        for (Line line : page.lines()) {
            Settlement settlement = line.settled(run.storno());
            settlements.add(settlement);
            sums.add(settlement, line.itemGroup());
            digest.addAmount(
                    line.transactionId(),
                    settlement.amount().toPlainString(),
                    line.offsetAccount(),
                    line.chargesCode());
            digest.addAccounts(
                    line.transactionId(),
                    name(settlement.ledger().debit()),
                    name(settlement.ledger().credit()),
                    settlement.ledger().storno());
        }
        return new SettledPage(page, settlements, sums, digest);
    }

    private String name(int account) {
        String name = accountNames.get(account);
        if (name == null) {
            throw new IllegalStateException("main account id " + account + " is not an account of the company");
        }
        return name;
    }
}
