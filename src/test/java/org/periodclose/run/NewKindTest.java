package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;
import org.periodclose.core.settlement.Settlement;
import org.periodclose.core.settlement.StornoRule;
import org.periodclose.evidence.Audit;
import org.periodclose.inquiry.Explanations;
import org.periodclose.inquiry.Inquiry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A kind of run that only this test knows is posted, interrupted, continued, planned, cancelled and verified by the same engine. It has no journal,
 * its unit is an item, it makes two settlements of different parts for a transaction, and in its second level settlements outside the ledger.
 */
class NewKindTest {
    private static final LocalDate DATE = LocalDate.of(2025, 6, 30);

    @Configuration(proxyBeanMethods = false)
    static class WithTheKind {
        @Bean
        Kind raise() {
            return new Raise();
        }
    }

    private static final class Raise implements Kind {
        @Override
        public RunType type() {
            return RunType.RECALCULATION;
        }

        @Override
        public Work of(long run, JdbcClient jdbc) {
            return new RaiseWork(Books.of("C", CurrencyLayer.ACCOUNTING, jdbc));
        }
    }

    private record Request(boolean dryRun) implements RunRequest {
        @Override
        public Subject subject() {
            return new Subject("C", null, null);
        }

        @Override
        public String words() {
            return "the raise";
        }

        @Override
        public Work work(JdbcClient jdbc) {
            return new Raise().of(0, jdbc);
        }

        @Override
        public RunArguments argumentsFor(Work work) {
            return new RunArguments(DATE, Specification.ITEM_NUMBER, true, true, null, null, false);
        }

        @Override
        public List<String> differencesFrom(RunArguments arguments) {
            return List.of();
        }
    }

    /** Takes 100.00 from each transaction of items 1 and 2 and adds 0.01 as rounding; then moves those of item 3 without a posting. */
    private record RaiseWork(Books books) implements Work {
        @Override
        public RunType type() {
            return RunType.RECALCULATION;
        }

        @Override
        public Subject subject() {
            return new Subject("C", null, null);
        }

        @Override
        public String command() {
            return "raise";
        }

        @Override
        public String words() {
            return "the raise";
        }

        @Override
        public Optional<Long> run(JdbcClient jdbc) {
            return jdbc.sql(
                            "select id from posting_run where type = 'RECALCULATION' and status in ('RUNNING', 'POSTED')")
                    .query(Long.class)
                    .optional();
        }

        @Override
        public List<Fault> faults(JdbcClient jdbc, RunArguments arguments, boolean dryRun) {
            return new ArrayList<>();
        }

        @Override
        public long lines(JdbcClient jdbc) {
            return 3;
        }

        @Override
        public List<Fault> freeze(JdbcClient jdbc, long run, RunArguments arguments) {
            jdbc.sql("insert into run_item (run_id, item_id, item_group_id) select :run, id, item_group_id from item")
                    .param("run", run)
                    .update();
            return List.of();
        }

        @Override
        public List<Range> ranges(JdbcClient jdbc, long run, long lines, int most) {
            return List.of(
                    new Range(0, Position.BEGINNING, new Position(1, 0), 1),
                    new Range(0, new Position(1, 0), new Position(2, 0), 1),
                    new Range(1, new Position(2, 0, "as planned"), Position.END, 1));
        }

        @Override
        public Stream<Unit> units(JdbcClient jdbc, Partition from, int size) {
            if (from.level() == 1) {
                assertThat(from.state()).isEqualTo("as planned");
            }
            if (from.level() == 1 && from.run() > 0) {
                assertThat(jdbc.sql("select count(distinct item_id) from settlement where run_id = :run")
                                .param("run", from.run())
                                .query(Integer.class)
                                .single())
                        .as("the level before is settled")
                        .isEqualTo(2);
            }
            return jdbc
                    .sql("select id from item where id > :item order by id")
                    .param("item", Math.max(0, from.item()))
                    .query(Integer.class)
                    .list()
                    .stream()
                    .map(item -> new OfItem(
                            item,
                            jdbc.sql("select id from inventory_transaction where item_id = :item order by id")
                                    .param("item", item)
                                    .query(Long.class)
                                    .list()));
        }
    }

    private record OfItem(int item, List<Long> transactions) implements Unit {
        @Override
        public Position end() {
            return new Position(item, 0, "after item " + item);
        }

        @Override
        public int lines() {
            return 1;
        }

        @Override
        public void settle(Settlements made) {
            int group = item < 3 ? 1 : 2;
            for (long transaction : transactions) {
                if (item < 3) {
                    add(made, transaction, group, Part.REVALUATION, "-100.00", 3);
                    add(made, transaction, group, Part.ROUNDING, "0.01", 2);
                } else {
                    made.add(
                            new Settlement(item, transaction, Part.CARRIED, usd("5.00"), null),
                            "T" + transaction,
                            group);
                }
            }
        }

        private void add(Settlements made, long transaction, int group, Part part, String amount, int offset) {
            OriginalPosting posting = new OriginalPosting(Direction.RECEIPT, 1, offset);
            made.add(
                    new Settlement(
                            item,
                            transaction,
                            part,
                            usd(amount),
                            StornoRule.correspondence(posting, usd(amount), true)),
                    "T" + transaction,
                    group);
        }
    }

    private static Money usd(String amount) {
        return Money.of("USD", new BigDecimal(amount));
    }

    private static PostingContext context() {
        return new PostingContext(WithTheKind.class, "period-close.chunk-size=1").withSmallCompany();
    }

    private static RunResult raise(PostingContext context, boolean dryRun, @Nullable Integer stopAfter) {
        StopRequest stop = new StopRequest();
        return context.bean(Engine.class)
                .work(List.of(new Request(dryRun)), false, stop, (subject, done, lines) -> {
                    if (stopAfter != null && done == stopAfter) {
                        stop.request(Outcome.TERMINATED);
                    }
                })
                .get(0);
    }

    private static List<String> settlements(PostingContext context, long run) {
        return context.rows(
                "select concat_ws(' ', inventory_transaction_id, part, amount, debit_account_id, credit_account_id, storno) from settlement where run_id = "
                        + run + " order by inventory_transaction_id, part");
    }

    private static final String[] SETTLED = {
        "1 REVALUATION -100.00 1 3 t", "1 ROUNDING 0.01 1 2 f",
        "2 REVALUATION -100.00 1 3 t", "2 ROUNDING 0.01 1 2 f",
        "3 REVALUATION -100.00 1 3 t", "3 ROUNDING 0.01 1 2 f",
        "4 CARRIED 5.00", "5 CARRIED 5.00"
    };

    @Test
    void it_is_posted_without_a_journal_and_verified() {
        try (PostingContext context = context()) {
            assertThat(raise(context, false, null)).isEqualTo(new RunResult.Posted(1, false, 0));
            assertThat(settlements(context, 1)).containsExactly(SETTLED);
            assertThat(
                            context.rows(
                                    "select concat_ws(' ', type, status, journal_id, planned, settlements, settled_amount, lines) from posting_run"))
                    .containsExactly("RECALCULATION POSTED 3 8 -289.97 4");
            assertThat(
                            context.rows(
                                    "select concat_ws(' ', line, debit_account_id, credit_account_id, amount, item_id, settlements) from voucher_line order by line"))
                    .containsExactly("1 1 2 0.02 1 2", "2 1 3 -200.00 1 2", "3 1 2 0.01 2 1", "4 1 3 -100.00 2 1");
            assertThat(context.rows(
                            "select concat_ws(' ', partition, level, state) from run_partition order by partition"))
                    .containsExactly("0 0 after item 1", "1 0 after item 2", "2 1 after item 3");
            assertThat(context.bean(Audit.class).of("C", null).length()).isEqualTo(1);
            assertThat(new Inquiry(context.jdbc).run(1).run().journal()).isNull();
            assertThat(raise(context, false, null)).isEqualTo(new RunResult.Posted(1, true, 0));
        }
    }

    @Test
    void it_is_interrupted_in_its_first_level_and_continues_to_the_same_checksum() {
        try (PostingContext undisturbed = context();
                PostingContext stopped = context()) {
            raise(undisturbed, false, null);
            assertThat(raise(stopped, false, 1))
                    .isEqualTo(new RunResult.Stopped(new Subject("C", null, null), Outcome.TERMINATED));
            assertThat(stopped.rows("select status from posting_run")).containsExactly("RUNNING");
            assertThat(raise(stopped, false, null)).isEqualTo(new RunResult.Posted(1, false, 0));
            assertThat(settlements(stopped, 1)).containsExactly(SETTLED);
            assertThat(stopped.rows("select checksum from posting_run"))
                    .isEqualTo(undisturbed.rows("select checksum from posting_run"));
        }
    }

    @Test
    void a_dry_run_gives_what_would_be_posted() {
        try (PostingContext context = context()) {
            RunResult planned = raise(context, true, null);
            assertThat(context.rows("select id from posting_run")).isEmpty();
            raise(context, false, null);
            assertThat(planned).isInstanceOfSatisfying(RunResult.Planned.class, plan -> {
                assertThat(plan.plan().voucher().run().checksum())
                        .isEqualTo(
                                context.rows("select checksum from posting_run").get(0));
                assertThat(plan.plan().voucher().run().settlements()).isEqualTo(8);
                assertThat(plan.plan().effect().itemGroups())
                        .extracting(group ->
                                group.itemGroup() + " " + group.increase().amount() + " "
                                        + group.decrease().amount() + " " + group.settlements())
                        .containsExactly("A 0.03 -300.00 6", "B 10.00 0.00 2");
            });
        }
    }

    @Test
    void it_is_cancelled_settlement_by_settlement() {
        try (PostingContext context = context()) {
            raise(context, false, null);
            assertThat(context.cancel(new CancelRequest(1, DATE, null, null, null, false)))
                    .containsExactly(new RunResult.Posted(2, false, 0));
            assertThat(settlements(context, 2))
                    .containsExactly(
                            "1 REVALUATION 100.00 1 3 f",
                            "1 ROUNDING -0.01 1 2 t",
                            "2 REVALUATION 100.00 1 3 f",
                            "2 ROUNDING -0.01 1 2 t",
                            "3 REVALUATION 100.00 1 3 f",
                            "3 ROUNDING -0.01 1 2 t",
                            "4 CARRIED -5.00",
                            "5 CARRIED -5.00");
            assertThat(
                            context.rows(
                                    "select distinct sum(amount)::text from posted_settlement group by inventory_transaction_id"))
                    .containsExactly("0.00");
            assertThat(context.bean(Audit.class).of("C", null).length()).isEqualTo(2);
        }
    }

    /** T2 has lost 30.00 before, and the run has moved it by parts. */
    private static RunResult cancelled(String cost, String parts) {
        try (PostingContext context = context()) {
            context.post(StoppedRun.REQUEST);
            raise(context, false, null);
            context.jdbc.sql("""
                            set session_replication_role = replica;
                            update inventory_transaction set cost_amount = %s where id = 2;
                            delete from settlement where run_id = 2 and inventory_transaction_id = 2;
                            insert into settlement (item_id, inventory_transaction_id, run_id, part, amount, debit_account_id, credit_account_id, storno)
                            select 1, 2, 2, part::settlement_part, amount, 1, 3, amount < 0 from (values %s) v (part, amount);
                            update posting_run set settlements = (select count(*) from settlement where run_id = 2), planned = 3 where id = 2;
                            set session_replication_role = origin
                            """.formatted(cost, parts)).update();
            return context.cancel(new CancelRequest(2, DATE, null, null, null, true))
                    .get(0);
        }
    }

    @Test
    void a_cancellation_of_a_recalculation_may_leave_a_value_below_zero() {
        assertThat(cancelled("30.00", "('REVALUATION', 30.00), ('ROUNDING', 20.00), ('NORMAL', -45.00)"))
                .as("worth 5.00, and 5.00 in all are reversed")
                .isInstanceOf(RunResult.Planned.class);
        assertThat(cancelled("20.00", "('REVALUATION', 30.00), ('ROUNDING', 10.00)"))
                .as("worth 30.00, and 40.00 in all are reversed")
                .isInstanceOf(RunResult.Planned.class);
    }

    @Test
    void a_line_of_its_voucher_is_explained() {
        try (PostingContext context = context()) {
            raise(context, false, null);
            List<String> accounts = new ArrayList<>();
            Explanations explanations = new Explanations(context.jdbc, context.bean(PlatformTransactionManager.class));
            explanations.readSettlements(
                    explanations.line(1, 1),
                    10,
                    reason -> accounts.add(reason.inventory().words()));
            assertThat(accounts).isNotEmpty().allMatch("the account that this type of run posts to"::equals);
        }
    }

    @Test
    void an_interrupted_one_is_abandoned() {
        try (PostingContext context = context()) {
            raise(context, false, 1);
            assertThat(context.bean(Abandon.class).run(1, null)).isTrue();
            assertThat(context.rows("select status from posting_run")).containsExactly("FAILED");
            assertThat(raise(context, false, null)).isEqualTo(new RunResult.Posted(2, false, 0));
        }
    }

    @Test
    void each_of_its_settlements_is_explained_once_and_what_is_not_in_the_ledger_has_no_accounts() {
        try (PostingContext context = context()) {
            raise(context, false, null);
            context.cancel(new CancelRequest(1, DATE, null, null, null, false));
            Explanations explanations = new Explanations(context.jdbc, context.bean(PlatformTransactionManager.class));
            List<String> reasons = new ArrayList<>();
            explanations.readSettlements(
                    explanations.line(2, 1),
                    100,
                    reason -> reasons.add(
                            reason.transactionId() + " " + reason.ledgerAmount().amount() + " " + reason.formula()));
            assertThat(reasons)
                    .containsExactly("T1 -0.01 takes back 0.01 of run 1", "T2 -0.01 takes back 0.01 of run 1");
            assertThat(explanations.transaction("C", "T4").layers().get(0).steps())
                    .extracting(step -> step.run() + " " + step.amount().amount() + " " + step.ledgerAmount() + " "
                            + step.debitAccount() + " " + step.journal())
                    .containsExactly("1 5.00 null null null", "2 -5.00 null null null");
        }
    }

    @Test
    void who_stands_in_its_way_is_told_how_many_transactions_it_touches_not_how_many_settlements() {
        try (PostingContext context = context()) {
            raise(context, false, null);
            context.post(PostingContext.request("C", "J"));
            assertThat(context.cancel(new CancelRequest(1, DATE, null, null, null, false)))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RunResult.NotPosted.class,
                            refused -> assertThat(refused.faults())
                                    .extracting(Fault::message)
                                    .containsExactly(
                                            "run 2 of journal \"J\" (voucher \"C-000002\") was posted later and"
                                                    + " touches 5 transactions of run 1"));
        }
    }

    @Test
    void while_it_is_interrupted_no_message_names_a_journal() {
        try (PostingContext context = context()) {
            raise(context, false, 1);
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> new Inquiry(context.jdbc).voucher(1))
                    .extracting(refused -> refused.first().remedy())
                    .isEqualTo(
                            "finish it with recalculate --company C --date 2025-06-30, then run the same command again");
        }
    }
}
