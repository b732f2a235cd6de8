package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.periodclose.Patience.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.periodclose.Patience;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.database.TestDatabase;
import org.periodclose.desk.Posting;
import org.periodclose.workers.Worker;
import org.periodclose.workers.WorkersConfiguration;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A run that is spread over two processes: one leads it, the other is only a worker. */
class WorkersTest {
    private static final String[] PROPERTIES = {
        "period-close.workers=true",
        "period-close.chunk-size=1",
        "period-close.threads=1",
        "period-close.backoff=10ms",
        "PERIOD_CLOSE_LOCK_TIMEOUT=5min"
    };

    /** With forty lines more, so that each of the four partitions has several. */
    private static PostingContext largerCompany(PostingContext context) {
        context.withSmallCompany();
        context.jdbc.sql("""
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        select 1, 'T' || n, 1 + n % 3, 'RECEIPT', 1, '2025-01-31', 1000.00, true from generate_series(6, 45) n;
                        insert into adjustment (journal_id, item_id, inventory_transaction_id, amount)
                        select 1, item_id, id, case id % 2 when 0 then id else -id end from inventory_transaction where id > 5
                        """).update();
        return context;
    }

    private static String[] named(String worker) {
        String[] properties = Arrays.copyOf(PROPERTIES, PROPERTIES.length + 1);
        properties[PROPERTIES.length] = "period-close.worker=" + worker;
        return properties;
    }

    private static PostingContext leader() {
        return largerCompany(new PostingContext(WorkersConfiguration.class, named("leader")));
    }

    /** A process that is only a worker. */
    private static final class Helper implements AutoCloseable {
        final PostingContext context;
        final Worker worker;
        private final CompletableFuture<Void> shift;

        Helper(PostingContext context) {
            this.context = context;
            this.worker = context.bean(Worker.class);
            this.shift =
                    CompletableFuture.runAsync(() -> worker.workUntilTheEnd(null), task -> new Thread(task).start());
            await().untilAsserted(() ->
                    assertThat(context.rows("select worker from worker")).contains("helper"));
        }

        void ends() {
            shift.orTimeout(Patience.MINUTES, TimeUnit.MINUTES).join();
        }

        @Override
        public void close() {
            worker.stop();
            ends();
            context.close();
        }
    }

    private static Helper helperOf(PostingContext leader) {
        return new Helper(leader.another(named("helper")));
    }

    /** A helper of another database user, so that a trigger can tell its sessions from those of the leader. */
    private static Helper otherUserOf(PostingContext leader) {
        leader.jdbc.sql("""
                        do $$ begin
                            if to_regrole('only_a_worker') is null then
                                create role only_a_worker login superuser;
                            end if;
                        exception when duplicate_object or unique_violation then
                            null;
                        end $$
                        """).update();
        return new Helper(leader.anotherOf("only_a_worker", named("helper")));
    }

    private static CompletableFuture<List<RunResult>> posting(PostingContext leader, StopRequest stop) {
        return CompletableFuture.supplyAsync(
                () -> leader.post(StoppedRun.REQUEST, stop), task -> new Thread(task).start());
    }

    private static CompletableFuture<List<RunResult>> posting(PostingContext leader) {
        return posting(leader, new StopRequest());
    }

    private static RunResult result(CompletableFuture<List<RunResult>> posting) throws Exception {
        List<RunResult> results = posting.get(Patience.MINUTES, TimeUnit.MINUTES);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static void hasPostedTheSameAsOneProcess(PostingContext leader) {
        try (PostingContext alone = largerCompany(new PostingContext())) {
            alone.post(StoppedRun.REQUEST);
            leader.hasPostedTheSameAs(alone);
        }
        assertThat(leader.rows("select message_id from batch.queue_channel_message"))
                .isEmpty();
    }

    /** Each unit of work takes its time. */
    private static void slowly(JdbcClient jdbc) {
        jdbc.sql("""
                        create function slowly() returns trigger language plpgsql as $$
                        begin
                            perform pg_sleep(0.1);
                            return null;
                        end $$;
                        create trigger slowly before insert on settlement_sum for each statement execute function slowly()
                        """).update();
    }

    /** The leader's first unit waits until the helper has failed; {@code helpers} and {@code leaders} fail with an SQL state, or not at all. */
    private static void failing(JdbcClient jdbc, String helpers, String leaders) {
        jdbc.sql("""
                        create sequence tries;
                        create function fail() returns trigger language plpgsql as $$
                        begin
                            if current_user = 'only_a_worker' then
                                if %1$s then
                                    raise exception 'trouble of a worker' using errcode = '22003';
                                end if;
                            else
                                while not exists (select from partition_worker where failed_at is not null)
                                      and not exists (select from posting_run where retries > 0) and nextval('tries') < 6000 loop
                                    perform pg_sleep(0.05);
                                end loop;
                                if %2$s then
                                    raise exception 'trouble of the leader' using errcode = '22003';
                                end if;
                            end if;
                            return null;
                        end $$;
                        create trigger fail before insert on settlement_sum for each statement execute function fail()
                        """.formatted(helpers, leaders)).update();
    }

    /** The helper has a passing trouble, once. */
    private static void failingOnce(PostingContext leader) {
        leader.jdbc.sql("create sequence troubles").update();
        failing(leader.jdbc, "nextval('troubles') = 1", "false");
        leader.jdbc
                .sql(leader.rows("select pg_get_functiondef('fail()'::regprocedure)")
                        .get(0)
                        .replace("'trouble of a worker' using errcode = '22003'", "'passes' using errcode = '40001'"))
                .update();
    }

    @Test
    void two_processes_settle_one_run_and_post_what_one_would() throws Exception {
        try (PostingContext leader = leader();
                Helper helper = helperOf(leader);
                Gate gate = new Gate(leader, 1, "before insert on settlement_sum for each statement")) {
            CompletableFuture<List<RunResult>> posting = posting(leader);
            await().untilAsserted(() -> assertThat(gate.waiting()).isEqualTo(2));
            assertThat(leader.rows("select worker from partition_worker order by worker"))
                    .containsExactly("helper", "leader");
            gate.open();
            assertThat(result(posting)).isEqualTo(new RunResult.Posted(1, false, 0));
            assertThat(leader.rows("select sum(lines) from partition_worker")).containsExactly("45");
            assertThat(leader.rows("select count(*) from run_partition")).containsExactly("4");
            hasPostedTheSameAsOneProcess(leader);
            assertThat(helper.worker.done()).isBetween(1L, 3L);
        }
    }

    @Test
    void a_leader_without_workers_works_alone() {
        try (PostingContext leader = leader()) {
            assertThat(leader.post(StoppedRun.REQUEST)).containsExactly(new RunResult.Posted(1, false, 0));
            hasPostedTheSameAsOneProcess(leader);
        }
    }

    @Test
    void a_worker_that_is_told_to_end_gives_its_partition_to_others() throws Exception {
        try (PostingContext leader = leader();
                Helper helper = helperOf(leader)) {
            slowly(leader.jdbc);
            CompletableFuture<List<RunResult>> posting = posting(leader);
            await().untilAsserted(() -> assertThat(
                            leader.rows("select count(*) from partition_worker where worker = 'helper' and lines > 0"))
                    .containsExactly("1"));
            helper.worker.stop();
            helper.ends();
            assertThat(helper.worker.done()).isZero();
            assertThat(result(posting)).isEqualTo(new RunResult.Posted(1, false, 0));
            assertThat(leader.rows("""
                            select count(*) from partition_worker h join partition_worker l using (run_id, step, partition)
                             where h.worker = 'helper' and h.given_back_at is not null and h.lines > 0 and l.worker = 'leader' and l.lines > 0
                            """)).containsExactly("1");
            hasPostedTheSameAsOneProcess(leader);
        }
    }

    @Test
    void a_stop_reaches_every_worker_and_the_next_start_goes_on() throws Exception {
        try (PostingContext leader = leader();
                Helper helper = helperOf(leader)) {
            slowly(leader.jdbc);
            StopRequest stop = new StopRequest();
            CompletableFuture<List<RunResult>> posting = posting(leader, stop);
            await().untilAsserted(() -> assertThat(
                            leader.rows("select count(*) from partition_worker where worker = 'helper' and lines > 0"))
                    .containsExactly("1"));
            stop.request(Outcome.TERMINATED);
            assertThat(result(posting))
                    .isEqualTo(new RunResult.Stopped(new Subject("C", "J", null), Outcome.TERMINATED));
            assertThat(leader.rows("select message_id from batch.queue_channel_message"))
                    .isEmpty();
            assertThat(leader.rows("select (sum(lines_done) < 45)::text from run_partition"))
                    .containsExactly("true");
            leader.jdbc.sql("drop trigger slowly on settlement_sum").update();
            assertThat(leader.post(StoppedRun.REQUEST)).containsExactly(new RunResult.Posted(1, false, 0));
            hasPostedTheSameAsOneProcess(leader);
            assertThat(helper.shift).isNotDone();
        }
    }

    @Test
    void what_one_worker_cannot_do_the_leader_does() throws Exception {
        try (PostingContext leader = leader()) {
            failing(leader.jdbc, "true", "false");
            try (Helper helper = otherUserOf(leader)) {
                assertThat(result(posting(leader))).isEqualTo(new RunResult.Posted(1, false, 0));
                assertThat(helper.worker.done()).isZero();
                assertThat(
                                leader.rows(
                                        "select distinct concat_ws(' ', worker, code, message, passing) from partition_worker where failed_at is not null"))
                        .singleElement()
                        .asString()
                        .startsWith("helper UNEXPECTED ERROR: trouble of a worker")
                        .endsWith(" f");
                hasPostedTheSameAsOneProcess(leader);
            }
        }
    }

    @Test
    void what_fails_everywhere_fails_the_run_with_its_first_cause_and_names_the_worker() throws Exception {
        try (PostingContext leader = leader()) {
            failing(leader.jdbc, "true", "true");
            try (Helper helper = otherUserOf(leader)) {
                assertThat(result(posting(leader))).isInstanceOfSatisfying(RunResult.NotPosted.class, failed -> {
                    assertThat(failed.faults()).singleElement().satisfies(fault -> {
                        assertThat(fault.code()).isEqualTo(FaultCode.UNEXPECTED);
                        assertThat(fault.message())
                                .startsWith("journal \"J\" of company \"C\" failed: ERROR: trouble of a worker")
                                .endsWith(" (worker helper)");
                    });
                });
                leader.jdbc.sql("drop trigger fail on settlement_sum").update();
                assertThat(leader.post(StoppedRun.REQUEST)).containsExactly(new RunResult.Posted(1, false, 0));
                hasPostedTheSameAsOneProcess(leader);
                assertThat(helper.shift).isNotDone();
            }
        }
    }

    @Test
    void a_passing_trouble_of_a_worker_is_tried_again() throws Exception {
        try (PostingContext leader = leader()) {
            failingOnce(leader);
            try (Helper helper = otherUserOf(leader)) {
                assertThat(result(posting(leader))).isEqualTo(new RunResult.Posted(1, false, 0));
                assertThat(leader.rows("select retries from posting_run"))
                        .as("by the next try of the run, or by the leader if the others had ended")
                        .containsAnyOf("0", "1");
                hasPostedTheSameAsOneProcess(leader);
                assertThat(helper.shift).isNotDone();
            }
        }
    }

    /** As after a crash of the server, which forgets the last moments: the others were stopped, and nothing says why. */
    @Test
    void partitions_that_were_stopped_and_nobody_asked_for_it_are_tried_again() throws Exception {
        try (PostingContext leader = leader()) {
            failingOnce(leader);
            leader.jdbc.sql("""
                            create function forget() returns trigger language plpgsql as $$
                            begin
                                new.status := 'STOPPED';
                                return new;
                            end $$;
                            create trigger forget before update on batch.batch_step_execution for each row
                            when (new.status = 'FAILED' and new.step_name like '%:p%') execute function forget()
                            """).update();
            try (Helper helper = otherUserOf(leader)) {
                assertThat(result(posting(leader))).isEqualTo(new RunResult.Posted(1, false, 0));
                hasPostedTheSameAsOneProcess(leader);
                assertThat(helper.shift).isNotDone();
            }
        }
    }

    /** As after a crash of the server, which forgets the last moments: nothing says any more that the partition was done. */
    @Test
    void a_partition_that_the_database_has_forgotten_does_not_count_as_done() {
        try (PostingContext leader = leader()) {
            leader.jdbc.sql("""
                            create sequence forgotten;
                            create function forget() returns trigger language plpgsql as $$
                            begin
                                if nextval('forgotten') = 1 then
                                    delete from batch.batch_step_execution_context where step_execution_id = new.step_execution_id;
                                    delete from batch.batch_step_execution where step_execution_id = new.step_execution_id;
                                end if;
                                return null;
                            end $$;
                            create trigger forget after update on batch.batch_step_execution for each row
                            when (new.status = 'COMPLETED' and new.step_name like '%:p%') execute function forget()
                            """).update();
            assertThat(leader.post(StoppedRun.REQUEST)).containsExactly(new RunResult.Posted(1, false, 0));
            assertThat(leader.rows("select retries from posting_run")).containsExactly("1");
            assertThat(leader.rows("select sum(lines) from partition_worker")).containsExactly("45");
        }
    }

    private static final PostRequest LARGE = PostingContext.request("C", "L");

    /** So many lines that they are verified by range. */
    private static PostingContext withLargeJournal(PostingContext context) {
        context.withSmallCompany();
        context.jdbc.sql("""
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        select 1, 'L' || n, 1 + n % 3, 'RECEIPT', 1, '2025-01-31', 10.00, true from generate_series(1, 20000) n;
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'L', 'ACCOUNTING');
                        insert into adjustment
                        select 2, item_id, id, case when id % 2 = 0 then 1.00 else -2.00 end
                          from inventory_transaction where transaction_id like 'L%'
                        """).update();
        return context;
    }

    private static final String[] PAGES = {"period-close.chunk-size=1000"};

    private static String[] largeNamed(String worker) {
        return Stream.concat(
                        Arrays.stream(named(worker)).filter(name -> !name.contains("chunk-size")), Arrays.stream(PAGES))
                .toArray(String[]::new);
    }

    @Test
    void a_large_run_is_verified_by_the_workers_too() throws Exception {
        try (PostingContext leader =
                        withLargeJournal(new PostingContext(WorkersConfiguration.class, largeNamed("leader")));
                Helper helper = new Helper(leader.another(largeNamed("helper")));
                PostingContext alone = withLargeJournal(new PostingContext())) {
            assertThat(leader.post(LARGE)).containsExactly(new RunResult.Posted(1, false, 0));
            assertThat(
                            leader.rows(
                                    "select distinct concat_ws(' ', step, partition) from partition_worker where step = 'verifyPartition' order by 1"))
                    .containsExactly(
                            "verifyPartition 0", "verifyPartition 1", "verifyPartition 2", "verifyPartition 3");
            alone.post(LARGE);
            leader.hasPostedTheSameAs(alone);
            assertThat(helper.shift).isNotDone();
        }
    }

    @Test
    void what_workers_find_to_break_a_law_is_told_in_full() throws Exception {
        try (PostingContext leader =
                        withLargeJournal(new PostingContext(WorkersConfiguration.class, largeNamed("leader")));
                Helper helper = new Helper(leader.another(largeNamed("helper")))) {
            List<RunResult> results = leader.bean(Posting.class)
                    .post(LARGE, new StopRequest(), (journal, done, lines) -> {
                        if (done == lines) {
                            leader.jdbc.sql("""
                                            update inventory_transaction set open = false where transaction_id in ('L2', 'L3', 'L19999')
                                            """).update();
                        }
                    });
            assertThat(results)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RunResult.NotPosted.class,
                            refused -> assertThat(refused.faults())
                                    .extracting(Fault::code, Fault::transactionId)
                                    .containsExactlyInAnyOrder(
                                            tuple(FaultCode.TRANSACTION_NOT_OPEN, "L2"),
                                            tuple(FaultCode.TRANSACTION_NOT_OPEN, "L3"),
                                            tuple(FaultCode.TRANSACTION_NOT_OPEN, "L19999")));
            assertThat(leader.rows("select status from posting_run")).containsExactly("RUNNING");
            leader.jdbc.sql("update inventory_transaction set open = true").update();
            assertThat(leader.post(LARGE)).containsExactly(new RunResult.Posted(1, false, 0));
            assertThat(helper.shift).isNotDone();
        }
    }

    @Test
    void a_request_of_an_earlier_term_changes_nothing() {
        try (PostingContext leader = leader()) {
            leader.post(StoppedRun.REQUEST);
            long execution = leader.jdbc
                    .sql("select min(step_execution_id) from batch.batch_step_execution where step_name like '%:p%'")
                    .query(Long.class)
                    .single();
            String before = "select concat_ws(' ', p.*) from run_partition p order by partition";
            List<String> position = leader.rows(before);
            assertThat(leader.bean(PartitionWork.class)
                            .perform(
                                    new PartitionWork.Request(
                                            1,
                                            0,
                                            new Term(1, CurrencyLayer.ACCOUNTING, 0),
                                            new StepExecutionRequest("settlePartition", execution),
                                            null),
                                    "late",
                                    new StopRequest()))
                    .isEqualTo(PartitionWork.End.STALE);
            assertThat(leader.rows(before)).isEqualTo(position);
            assertThat(leader.rows("select worker from partition_worker where worker = 'late'"))
                    .isEmpty();
        }
    }

    @Test
    void a_worker_of_another_version_is_refused() throws Exception {
        try (PostingContext leader = leader();
                PostingContext other = leader.another(named("other"))) {
            leader.holdingTheLock("C", "J", session -> {
                session.spreadOver("0.1+11223344");
                Worker worker = other.bean(Worker.class);
                assertThatThrownBy(() -> worker.workUntilTheEnd(null))
                        .isInstanceOfSatisfying(Refused.class, refused -> {
                            assertThat(refused.first().code()).isEqualTo(FaultCode.OTHER_VERSION);
                            assertThat(refused.first().message())
                                    .startsWith(
                                            "run (new) is at work by version \"0.1+11223344\" of the program, and worker \"other\" is of version \"");
                            assertThat(refused.first().remedy())
                                    .isEqualTo("start workers of the version that the run was started with");
                        });
            });
        }
    }

    @Test
    void who_leads_a_run_takes_no_notice_of_a_run_of_another_version() throws Exception {
        try (PostingContext leader = leader();
                Connection other = TestDatabase.dataSource(leader.url).getConnection();
                Statement lock = other.createStatement()) {
            lock.execute(
                    "insert into run_lock (company_id, currency_layer, term, queue) values (1, 'REPORTING', 1, '0.1+11223344')");
            lock.execute("select pg_advisory_lock(1346587727, 3)");
            slowly(leader.jdbc);
            assertThat(leader.post(StoppedRun.REQUEST)).containsExactly(new RunResult.Posted(1, false, 0));
            hasPostedTheSameAsOneProcess(leader);
        }
    }

    @Test
    void rows_of_spring_batch_have_other_ids_in_each_database_of_a_process() {
        try (PostingContext third = new PostingContext("period-close.database=3").withSmallCompany()) {
            third.post(StoppedRun.REQUEST);
            assertThat(third.rows("""
                            select distinct id >> 40 from (
                                select step_execution_id as id from batch.batch_step_execution
                                union all select job_execution_id from batch.batch_job_execution
                                union all select job_instance_id from batch.batch_job_instance) ids
                            """)).containsExactly("3");
        }
    }

    @Test
    void a_worker_without_work_ends_when_it_is_told_so_and_signs_off() {
        try (PostingContext leader = leader()) {
            try (PostingContext idle = leader.another(named("idle"))) {
                idle.bean(Worker.class).workUntilTheEnd(Duration.ofMillis(1));
                assertThat(leader.rows("select worker from worker")).containsExactly("idle");
            }
            assertThat(leader.rows("select worker from worker")).isEmpty();
        }
    }
}
