package org.periodclose.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.periodclose.core.ledger.Checksum;
import org.periodclose.core.ledger.Fingerprint;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.SettlementDigest;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.periodclose.effect.Effects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** What a posting would do: the same check, the same settling and the same voucher, in one transaction that is rolled back. */
final class DryRun {
    private final DataSource dataSource;
    private final RunRecords runs;
    private final OpenDates dates;
    private final Effects effects;
    private final PostingSettings settings;

    DryRun(DataSource dataSource, RunRecords runs, OpenDates dates, PostingSettings settings) {
        this.dataSource = dataSource;
        this.runs = runs;
        this.dates = dates;
        this.effects = new Effects(JdbcClient.create(dataSource));
        this.settings = settings;
    }

    /** Nothing of it is ever committed. */
    private static final class Rehearsal extends WorkTransactions {
        Rehearsal(DataSource dataSource, StopRequest stop) {
            super(dataSource, stop);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            doRollback(status);
        }
    }

    /** The voucher that would be posted. */
    Voucher of(Task task, RunArguments arguments, StopRequest stop) {
        return rolledBack(stop, rehearsal -> rehearse(rehearsal, number(rehearsal, task, arguments)));
    }

    /** The voucher that would be posted, what it would change, and what would be left out. */
    Plan plan(Task task, RunArguments arguments, StopRequest stop) {
        return rolledBack(stop, rehearsal -> {
            long number = number(rehearsal, task, arguments);
            return new Plan(
                    rehearse(rehearsal, number),
                    effects.ofDryRun(number, task.journal().id()),
                    effects.leftOut(number, LineSource.REPORTED_FAULTS));
        });
    }

    private <T> T rolledBack(StopRequest stop, Function<WorkTransactions, T> work) {
        Rehearsal rehearsal = new Rehearsal(dataSource, stop);
        TransactionTemplate transaction = new TransactionTemplate(rehearsal);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return Objects.requireNonNull(transaction.execute(status -> work.apply(rehearsal)));
    }

    private long number(WorkTransactions rehearsal, Task task, RunArguments arguments) {
        return new Preparation(rehearsal, StartedBy.thisProcess(), settings, dates).rehearse(task, arguments);
    }

    private Voucher rehearse(WorkTransactions rehearsal, long number) {
        JdbcClient jdbc = rehearsal.jdbc();
        Run run = runs.byNumber(number);
        Settling settling = new Settling(jdbc);
        SettlementWriter writer = new SettlementWriter(rehearsal, settled -> {});
        Tally tally = new Tally(Money.zero(run.currency()), 0);
        for (Partition partition : new Partitions(jdbc).of(number)) {
            tally = tally.plus(settle(jdbc, partition, settling, writer));
        }
        List<VoucherLine> voucherLines = new ArrayList<>();
        Fingerprint fingerprint = new VoucherDraft(jdbc).lines(run, line -> voucherLines.add(line.line()));
        return new Voucher(asDryRun(run, tally, voucherLines.size(), Checksum.of(run, fingerprint)), voucherLines);
    }

    private record Tally(Money amount, long settlements) {
        Tally plus(Tally other) {
            return new Tally(amount.plus(other.amount), settlements + other.settlements);
        }
    }

    private Tally settle(JdbcClient jdbc, Partition partition, Settling settling, SettlementWriter writer) {
        Tally tally = new Tally(Money.zero(partition.currency()), 0);
        BigInteger amounts = BigInteger.ZERO;
        BigInteger accounts = BigInteger.ZERO;
        int size = settings.chunkSize();
        LineSource source = LineSource.of(partition.cancels(), jdbc);
        try (Pages pages = new Pages(partition, source.lines(partition, size), size)) {
            for (Page page = pages.next(); page != null; page = pages.next()) {
                SettledPage settled = settling.process(page);
                writer.appendSums(partition.run(), settled.sums());
                amounts = SettlementDigest.sum(amounts, settled.digest().amounts());
                accounts = SettlementDigest.sum(accounts, settled.digest().accounts());
                for (var settlement : settled.settlements()) {
                    tally = tally.plus(new Tally(settlement.amount(), 1));
                }
            }
        }
        jdbc.sql(
                        "update run_partition set amounts_digest = :amounts, accounts_digest = :accounts where run_id = :run and partition = :partition")
                .param("amounts", new BigDecimal(amounts))
                .param("accounts", new BigDecimal(accounts))
                .param("run", partition.run())
                .param("partition", partition.partition())
                .update();
        return tally;
    }

    private static Run asDryRun(Run run, Tally tally, int lines, String checksum) {
        return new Run(
                null,
                run.type(),
                RunStatus.DRY_RUN,
                run.company(),
                run.journal(),
                null,
                run.postingDate(),
                run.currencyLayer(),
                run.currency(),
                run.specification(),
                run.updateLedger(),
                run.storno(),
                run.note(),
                tally.settlements(),
                tally.amount(),
                lines,
                run.exceptions(),
                run.startedBy(),
                run.startedAt(),
                Instant.now(),
                checksum,
                run.cancels(),
                null,
                null);
    }
}
