package org.periodclose.posting;

import java.util.ArrayList;
import java.util.List;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
import org.periodclose.ledger.SettlementDigest;
import org.periodclose.ledger.VoucherSums;
import org.periodclose.settlement.Settlement;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Works a page out: pure calls, no SQL. */
class Settling implements ItemProcessor<Page, SettledPage> {
    static final String MEND =
            "the settlements of this run are evidence; find out who changed accounts meanwhile, then post the journal again";

    private final RunAccounts accounts;

    Settling(RunAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public SettledPage process(Page page) {
        RunFacts run = page.partition().run();
        List<Settlement> settlements = new ArrayList<>(page.lines().size());
        VoucherSums sums = new VoucherSums(run.specification());
        SettlementDigest digest = new SettlementDigest();
        for (Line line : page.lines()) {
            Settlement settlement = line.settled(accounts, run.storno());
            settlements.add(settlement);
            sums.add(settlement, line.itemGroup());
            digest.addAmount(
                    line.transactionId(),
                    settlement.amount().toPlainString(),
                    line.offsetAccount(accounts),
                    line.chargesCode(accounts));
            digest.addAccounts(
                    line.transactionId(),
                    name(line, settlement.ledger().debit()),
                    name(line, settlement.ledger().credit()),
                    settlement.ledger().storno());
        }
        return new SettledPage(page, settlements, sums, digest);
    }

    /** @throws Refused if the account has vanished since the run was checked */
    private String name(Line line, int account) {
        String name = accounts.names().get(account);
        if (name == null) {
            throw new Refused(
                    FaultCode.LAW_BROKEN,
                    "transaction " + line.transactionId()
                            + ": an account that it was checked with is not there any more",
                    MEND);
        }
        return name;
    }
}
