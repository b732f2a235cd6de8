package org.periodclose.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Checksum;
import org.periodclose.core.ledger.Fingerprint;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.SetDigest;
import org.periodclose.core.ledger.Valued;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Settlement;
import org.periodclose.effect.Effects;
import org.periodclose.effect.Movements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** What a posting would do: the same check, the same settling and the same voucher, in one transaction that is rolled back. */
final class DryRun {
    private final DataSource dataSource;
    private final RunRecords runs;
    private final Effects effects;
    private final RunSettings settings;

    DryRun(DataSource dataSource, RunRecords runs, RunSettings settings) {
        this.dataSource = dataSource;
        this.runs = runs;
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

    /**
     * Only the checks before a run.
     *
     * @param dryRun before a dry run
     */
    void check(Work work, RunArguments arguments, StopRequest stop, boolean dryRun) {
        rolledBack(stop, rehearsal -> number(rehearsal, work, arguments, stop, dryRun));
    }

    /** The voucher of a run that is about to begin. */
    Voucher of(Work work, RunArguments arguments, StopRequest stop) {
        return rolledBack(stop, rehearsal -> {
            long number = number(rehearsal, work, arguments, stop, false);
            return rehearse(rehearsal, number, work, new Tally(copy -> false));
        });
    }

    /** The voucher that would be posted, what it would change, and what would be left out. */
    Plan plan(Work work, RunArguments arguments, StopRequest stop) {
        return rolledBack(stop, rehearsal -> {
            long number = number(rehearsal, work, arguments, stop, true);
            Tally tally = new Tally(copy -> false);
            return new Plan(
                    rehearse(rehearsal, number, work, tally),
                    effects.ofDryRun(number, tally.movements),
                    effects.leftOut(number, RunArguments.REPORTED_FAULTS));
        });
    }

    /**
     * What somebody wants to know of a run that would be posted.
     *
     * @param keeps of which copies the rows are kept while the question is asked
     * @param question gets the number of the run as long as it is there
     */
    <T> T look(
            Work work,
            RunArguments arguments,
            StopRequest stop,
            Predicate<String> keeps,
            BiFunction<JdbcClient, Long, T> question) {
        return rolledBack(stop, rehearsal -> {
            long number = number(rehearsal, work, arguments, stop, true);
            rehearse(rehearsal, number, work, new Tally(keeps));
            return question.apply(rehearsal.jdbc(), number);
        });
    }

    private <T> T rolledBack(StopRequest stop, Function<WorkTransactions, T> work) {
        Rehearsal rehearsal = new Rehearsal(dataSource, stop);
        TransactionTemplate transaction = new TransactionTemplate(rehearsal);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return Objects.requireNonNull(transaction.execute(status -> work.apply(rehearsal)));
    }

    private long number(
            WorkTransactions rehearsal, Work work, RunArguments arguments, StopRequest stop, boolean dryRun) {
        return new Preparation(rehearsal, stop.startedBy(), settings).rehearse(work, arguments, dryRun);
    }

    private Voucher rehearse(WorkTransactions rehearsal, long number, Work work, Tally tally) {
        JdbcClient jdbc = rehearsal.jdbc();
        Run run = runs.byNumber(number);
        Settling settling = new Settling(jdbc);
        settling.begins(number);
        SettlementWriter writer = new SettlementWriter(rehearsal, settled -> {});
        for (Partition partition : new Partitions(jdbc).of(number)) {
            settle(jdbc, work, partition, settling, writer, tally);
        }
        tally.circles = work.circles(jdbc, number, tally.circles);
        QueryPlans.refreshStatistics(jdbc, "settlement_sum", tally.settlements);
        List<VoucherLine> voucherLines = new ArrayList<>();
        Fingerprint fingerprint = new VoucherDraft(jdbc).lines(run, line -> voucherLines.add(line.line()));
        return new Voucher(
                run.planned(
                        tally.settlements,
                        Money.of(run.currency(), tally.amount),
                        voucherLines.size(),
                        Checksum.of(run, fingerprint),
                        Instant.now(),
                        tally.valued(run)),
                voucherLines);
    }

    /** What the settlements of a dry run add up to; they are kept nowhere. */
    private static final class Tally {
        private final Predicate<String> keeps;
        private BigDecimal amount = BigDecimal.ZERO;
        private BigDecimal carried = BigDecimal.ZERO;
        private BigDecimal writtenOff = BigDecimal.ZERO;
        private long settlements;
        private long matches;
        private long unsettled;
        private long circles;
        private final Movements movements = new Movements();

        Tally(Predicate<String> keeps) {
            this.keeps = keeps;
        }

        void add(Settlement settlement) {
            amount = amount.add(settlement.amount().amount());
            settlements++;
            movements.add(settlement);
            switch (settlement.part()) {
                case CARRIED ->
                    carried = carried.add(settlement.amount().amount().abs());
                case ROUNDING, PRICE_DIFFERENCE ->
                    writtenOff = writtenOff.add(settlement.amount().amount().abs());
                case MANUAL, NORMAL, ON_HAND, REVALUATION -> {}
            }
        }

        void add(Digests partition) {
            matches += partition.matchCount;
            unsettled += partition.unsettled;
            circles += partition.circles;
        }

        @Nullable
        Valued valued(Run run) {
            return run.valued() == null
                    ? null
                    : run.valued()
                            .planned(
                                    matches,
                                    unsettled,
                                    circles,
                                    Money.of(run.currency(), carried),
                                    Money.of(run.currency(), writtenOff));
        }
    }

    /** While a unit is computed, the next is read: the one needs a processor of this machine, the other one of the server. */
    private void settle(
            JdbcClient jdbc, Work work, Partition partition, Settling settling, SettlementWriter writer, Tally tally) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread settler = new Thread(RunLog.carried(task), "settle");
            settler.setDaemon(true);
            return settler;
        });
        Digests digests = new Digests();
        Predicate<String> keeps = tally.keeps.or(work::plansWith);
        try (Portions portions = new Portions(partition, work.units(jdbc, partition, settings.chunkSize()))) {
            CompletableFuture<Settlements> computed = null;
            for (Portion portion = portions.next(); portion != null; portion = portions.next()) {
                Portion unit = portion;
                CompletableFuture<Settlements> next = CompletableFuture.supplyAsync(
                        () -> {
                            Settlements made = settling.settled(unit).settlements();
                            made.all().forEach(tally::add);
                            return made;
                        },
                        thread);
                if (computed != null) {
                    digests.add(written(computed, partition, writer, keeps));
                }
                computed = next;
            }
            if (computed != null) {
                digests.add(written(computed, partition, writer, keeps));
            }
        } finally {
            thread.shutdownNow();
        }
        tally.add(digests);
        jdbc.sql("""
                        update run_partition
                           set amounts_digest = :amounts, accounts_digest = :accounts, matches_digest = :matches, matches = :matchCount, unsettled = :unsettled
                         where run_id = :run and partition = :partition
                        """)
                .param("amounts", new BigDecimal(digests.amounts))
                .param("accounts", new BigDecimal(digests.accounts))
                .param("matches", new BigDecimal(digests.matches))
                .param("matchCount", digests.matchCount)
                .param("unsettled", digests.unsettled)
                .param("run", partition.run())
                .param("partition", partition.partition())
                .update();
    }

    private static Settlements written(
            CompletableFuture<Settlements> computed,
            Partition partition,
            SettlementWriter writer,
            Predicate<String> keeps) {
        Settlements made = SideBySide.result(computed);
        writer.appendSums(partition.run(), made.sums());
        writer.appendKept(made.kept(), keeps);
        return made;
    }

    /** The digests of a partition. */
    private static final class Digests {
        private BigInteger amounts = BigInteger.ZERO;
        private BigInteger accounts = BigInteger.ZERO;
        private BigInteger matches = BigInteger.ZERO;
        private long matchCount;
        private long unsettled;
        private long circles;

        void add(Settlements unit) {
            amounts = SetDigest.sum(amounts, unit.digest().amounts());
            accounts = SetDigest.sum(accounts, unit.digest().accounts());
            matches = SetDigest.sum(matches, unit.kept().matches());
            matchCount += unit.kept().matchCount();
            unsettled += unit.kept().unsettled();
            circles += unit.kept().circles();
        }
    }
}
