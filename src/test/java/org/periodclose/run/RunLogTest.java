package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.LogField;
import org.periodclose.desk.Posting;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class RunLogTest {
    private final Logger log = (Logger) LoggerFactory.getLogger("org.periodclose");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    /** After the context has started: its start sets the log up anew. */
    private void listen() {
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void every_thread_that_works_for_a_run_knows_which_run_step_and_partition() {
        ConcurrentLinkedQueue<Map<String, String>> seen = new ConcurrentLinkedQueue<>();
        try (PostingContext context =
                new PostingContext("period-close.chunk-size=1", "period-close.threads=2").withSmallCompany()) {
            context.bean(Posting.class)
                    .post(PostingContext.request("C", "J"), new StopRequest(), (journal, done, all) -> {
                        if (done > 0) {
                            seen.add(Objects.requireNonNull(MDC.getCopyOfContextMap()));
                        }
                    });
        }
        assertThat(seen)
                .hasSizeGreaterThan(2)
                .allSatisfy(fields -> assertThat(fields)
                        .containsEntry(LogField.RUN.key(), "1")
                        .containsEntry(LogField.COMPANY.key(), "C")
                        .containsEntry(LogField.JOURNAL.key(), "J")
                        .containsEntry(LogField.STEP.key(), "settle")
                        .containsKey(LogField.PARTITION.key()));
        assertThat(seen.stream().map(fields -> fields.get(LogField.PARTITION.key())))
                .as("more than one partition")
                .contains("0", "1");
        assertThat(MDC.getCopyOfContextMap()).as("nothing is left behind").isNullOrEmpty();
    }

    @Test
    void a_run_is_told_from_its_start_to_its_end_by_codes() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            listen();
            context.post(PostingContext.request("C", "J"));
        }
        assertThat(codes()).containsExactly("RUN_STARTED", "RUN_POSTED");
        assertThat(lines.list)
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry(LogField.RUN.key(), "1")
                        .containsEntry(LogField.JOURNAL.key(), "J"));
    }

    @Test
    void a_trouble_and_a_failure_tell_the_step_and_the_partition_that_they_came_from() {
        try (PostingContext context = new PostingContext(
                        "period-close.retries=1", "period-close.backoff=1ms", "period-close.threads=1")
                .withSmallCompany()) {
            context.jdbc
                    .sql(
                            "create function fail() returns trigger language plpgsql as $$ begin"
                                    + " raise 'trouble' using errcode = '40001'; end $$;"
                                    + " create trigger fail after insert on settlement_sum for each statement execute function fail()")
                    .update();
            listen();
            context.post(PostingContext.request("C", "J"));
        }
        assertThat(codes()).containsExactly("RUN_STARTED", "RUN_RETRIED", "RUN_CONTINUED", "RUN_FAILED");
        for (int line : new int[] {1, 3}) {
            assertThat(lines.list.get(line).getMDCPropertyMap())
                    .containsEntry(LogField.STEP.key(), "settle")
                    .containsEntry(LogField.PARTITION.key(), "0");
        }
        assertThat(lines.list.get(2).getMDCPropertyMap())
                .as("the next try is at no step yet")
                .doesNotContainKeys(LogField.STEP.key(), LogField.PARTITION.key());
        assertThat(lines.list)
                .extracting(line -> line.getMDCPropertyMap().get(LogField.TRACE))
                .as("one trace")
                .containsOnly(lines.list.get(0).getMDCPropertyMap().get(LogField.TRACE))
                .doesNotContainNull();
    }

    @Test
    void a_refusal_is_told_once_with_its_first_fault() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.jdbc.sql("update fiscal_period set status = 'CLOSED'").update();
            listen();
            context.post(PostingContext.request("C", "J"));
        }
        assertThat(codes()).containsExactly("RUN_REFUSED");
        assertThat(lines.list.get(0).getFormattedMessage()).isEqualTo("not posted: PERIOD_NOT_OPEN, faults: 1");
    }

    private List<String> codes() {
        return lines.list.stream()
                .flatMap(line -> line.getKeyValuePairs().stream())
                .filter(pair -> pair.key.equals(EventCode.FIELD))
                .map(pair -> String.valueOf(pair.value))
                .toList();
    }
}
