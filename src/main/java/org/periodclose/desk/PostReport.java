package org.periodclose.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.periodclose.core.costing.Unsettled;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunType;
import org.periodclose.effect.Effect;
import org.periodclose.inquiry.Inquiry;
import org.periodclose.run.Plan;
import org.periodclose.run.RunResult;
import org.periodclose.run.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What a posting did, or would do, with each journal.
 *
 * @param dryRun nothing was posted
 * @param entries one for each journal, in order
 * @param outcome the gravest
 */
public record PostReport(boolean dryRun, List<Entry> entries, Outcome outcome) {
    private static final Logger LOG = LoggerFactory.getLogger(PostReport.class);

    public PostReport {
        entries = List.copyOf(entries);
    }

    /** What became of one journal. */
    public sealed interface Entry {
        /**
         * It is posted.
         *
         * @param before by an earlier command
         * @param reasons how many issues a close left unsettled, by reason
         * @param leftOut how many cost objects without stock a revaluation left out
         */
        record Posted(Run run, boolean before, Map<Unsettled, Long> reasons, long leftOut) implements Entry {
            public Posted {
                reasons = Map.copyOf(reasons);
            }

            public Posted(Run run, boolean before) {
                this(run, before, Map.of(), 0);
            }
        }

        /** It is posted, but the database is unreachable, so only its number is known. */
        record PostedUnseen(long run, boolean before) implements Entry {}

        record Planned(Document document, Effect effect, List<Fault> leftOut) implements Entry {
            public Planned {
                leftOut = List.copyOf(leftOut);
            }
        }

        /** There is nothing to do. */
        record Empty(Subject subject) implements Entry {}

        /** At a checkpoint, as asked. */
        record Stopped(Subject subject) implements Entry {}

        record NotPosted(Subject subject, List<Fault> faults) implements Entry {
            public NotPosted {
                faults = List.copyOf(faults);
            }
        }
    }

    static PostReport of(boolean dryRun, List<RunResult> results, Inquiry inquiry) {
        Outcome outcome = results.stream().map(RunResult::outcome).reduce(Outcome.DONE, Outcome::and);
        List<Entry> entries = new ArrayList<>();
        boolean away = false;
        for (RunResult result : results) {
            Entry entry = entry(result, inquiry, away);
            // Who is not there once is not asked again: each time would cost the patience of a connection.
            away |= entry instanceof Entry.PostedUnseen;
            entries.add(entry);
        }
        return new PostReport(dryRun, entries, outcome);
    }

    private static Entry entry(RunResult result, Inquiry inquiry, boolean away) {
        if (result instanceof RunResult.Posted posted) {
            return away ? new Entry.PostedUnseen(posted.run(), posted.before()) : posted(posted, inquiry);
        }
        if (result instanceof RunResult.Planned planned) {
            Plan plan = planned.plan();
            return new Entry.Planned(Document.of(plan.voucher(), inquiry), plan.effect(), plan.leftOut());
        }
        if (result instanceof RunResult.Empty empty) {
            return new Entry.Empty(empty.subject());
        }
        if (result instanceof RunResult.Stopped stopped) {
            return new Entry.Stopped(stopped.subject());
        }
        RunResult.NotPosted refused = (RunResult.NotPosted) result;
        return new Entry.NotPosted(refused.subject(), refused.faults());
    }

    private static Entry posted(RunResult.Posted posted, Inquiry inquiry) {
        try {
            Run run = inquiry.run(posted.run()).run();
            return new Entry.Posted(
                    run,
                    posted.before(),
                    run.type() == RunType.CLOSE ? inquiry.reasons(posted.run()) : Map.of(),
                    inquiry.leftOut(posted.run()));
        } catch (DataAccessException databaseAway) {
            LOG.atDebug()
                    .addKeyValue(EventCode.FIELD, EventCode.FAILURE_DETAIL)
                    .setCause(databaseAway)
                    .log("the run cannot be read");
            return new Entry.PostedUnseen(posted.run(), posted.before());
        }
    }

    private <E extends Entry> Stream<E> entries(Class<E> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast);
    }

    public List<Run> runs() {
        return entries(Entry.Posted.class).map(Entry.Posted::run).toList();
    }

    /** Numbers of posted runs that cannot be read because the database is unreachable. */
    public List<Long> unseen() {
        return entries(Entry.PostedUnseen.class).map(Entry.PostedUnseen::run).toList();
    }

    public List<Entry.Planned> planned() {
        return entries(Entry.Planned.class).toList();
    }

    public List<Entry.NotPosted> notPosted() {
        return entries(Entry.NotPosted.class).toList();
    }

    public Optional<Entry.Stopped> stopped() {
        return entries(Entry.Stopped.class).findFirst();
    }

    /** A signal ended the work. */
    public boolean isStopped() {
        return outcome == Outcome.INTERRUPTED || outcome == Outcome.TERMINATED;
    }

    public List<Fault> faults() {
        return notPosted().stream().flatMap(entry -> entry.faults().stream()).toList();
    }
}
