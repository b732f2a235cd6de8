package org.periodclose.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.SettlementDigest;
import org.periodclose.core.ledger.VoucherSums;
import org.periodclose.core.settlement.Settlement;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Works the pages of one run out: pure calls, but for the accounts that are read at the first. */
final class Settling implements ItemProcessor<Page, SettledPage> {
    private final JdbcClient jdbc;
    private @Nullable RunAccounts known;

    Settling(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public SettledPage process(Page page) {
        Partition run = page.partition();
        RunAccounts accounts = accounts(run.run());
        List<Settlement> settlements = new ArrayList<>(page.lines().size());
        VoucherSums sums = new VoucherSums(run.specification());
        SettlementDigest digest = new SettlementDigest();
        for (Line line : page.lines()) {
            try {
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
                        accounts.name(settlement.ledger().debit()),
                        accounts.name(settlement.ledger().credit()),
                        settlement.ledger().storno());
            } catch (Refused changed) {
                throw new Refused(WayOut.of(of(line, changed.first()), run.run()));
            }
        }
        return new SettledPage(page, settlements, sums, digest);
    }

    private RunAccounts accounts(long run) {
        if (known == null) {
            known = RunAccounts.of(run, jdbc);
        }
        return known;
    }

    private static Fault of(Line line, Fault fault) {
        return new Fault(
                fault.code(),
                "transaction " + Text.quoted(line.transactionId()) + ": " + fault.message(),
                fault.remedy(),
                fault.journal(),
                line.transactionId());
    }
}
