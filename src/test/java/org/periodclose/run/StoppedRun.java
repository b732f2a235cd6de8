package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Posting;

/** The small company with its journal J settled half way: a run that stopped at a checkpoint, and a new process that goes on with it. */
final class StoppedRun implements AutoCloseable {
    private static final String[] LINE_BY_LINE = {"period-close.chunk-size=1", "period-close.threads=1"};
    static final PostRequest REQUEST = PostingContext.request("C", "J");

    /** The new process. */
    final PostingContext context;

    /** @param settled lines that are settled, of five */
    StoppedRun(int settled) {
        try (PostingContext stopped = new PostingContext(LINE_BY_LINE).withSmallCompany()) {
            Posting posting = stopped.bean(Posting.class);
            StopRequest stop = new StopRequest();
            assertThat(posting.post(REQUEST, stop, (journal, done, lines) -> {
                        if (done == settled) {
                            stop.request(Outcome.TERMINATED);
                        }
                    }))
                    .containsExactly(new RunResult.Stopped(new Subject("C", "J", null), Outcome.TERMINATED));
            context = stopped.another(LINE_BY_LINE);
        }
        assertThat(context.jdbc
                        .sql("select sum(lines_done) from run_partition")
                        .query(Integer.class)
                        .single())
                .isEqualTo(settled);
    }

    void change(String sql) {
        context.jdbc.sql(sql).update();
    }

    List<RunResult> goOn() {
        return context.post(REQUEST);
    }

    List<String> rows(String sql) {
        return context.jdbc.sql(sql).query(String.class).list();
    }

    void goesOnToItsEnd() {
        assertThat(goOn()).containsExactly(new RunResult.Posted(1, false, 0));
        assertThat(rows("select concat_ws(' ', line, amount, storno, settlements) from voucher_line order by line"))
                .containsExactly("1 100.00 f 1", "2 -50.00 t 2", "3 50.00 f 1", "4 -50.00 t 1");
        assertThat(rows("select checksum from posting_run")).containsExactly(undisturbed());
        assertThat(rows("select interruptions from posting_run")).containsExactly("1");
    }

    private static String undisturbed() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.post(REQUEST);
            return context.jdbc
                    .sql("select checksum from posting_run")
                    .query(String.class)
                    .single();
        }
    }

    /** Exit code 4; nothing is posted, and the run is interrupted as before. */
    void isRefused(String told) {
        assertThat(goOn()).singleElement().isInstanceOfSatisfying(RunResult.NotPosted.class, refused -> {
            assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(refused.faults().get(0).toString()).startsWith(told);
        });
        assertThat(rows("select status from posting_run where id = 1")).containsExactly("RUNNING");
        assertThat(rows("select status from adjustment_journal where id = 1")).containsExactly("POSTING");
        assertThat(rows("select voucher from voucher where run_id = 1")).isEmpty();
    }

    /** Exit code 6, the row named, the run failed, what it settled kept; nothing posted. */
    void failsInVerify(String message) {
        List<RunResult> results = goOn();
        assertThat(results).singleElement().isInstanceOfSatisfying(RunResult.NotPosted.class, refused -> {
            assertThat(refused.outcome()).isEqualTo(Outcome.LAW_BROKEN);
            assertThat(refused.faults())
                    .extracting(Fault::message)
                    .anySatisfy(fault -> assertThat(fault).contains(message));
        });
        assertThat(rows("select concat_ws(' ', id, status, (select count(*) from settlement)) from posting_run"))
                .containsExactly("1 FAILED 5");
        assertThat(rows("select failure from posting_run"))
                .singleElement()
                .asString()
                .isNotBlank();
        assertThat(rows("select status from adjustment_journal")).containsExactly("OPEN");
        assertThat(rows("select voucher from voucher")).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
