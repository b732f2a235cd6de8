package org.periodclose.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.Run;
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
        /** It is posted; {@code before}: by an earlier command. */
        record Posted(Run run, boolean before) implements Entry {}

        /** It is posted, but the database is unreachable, so only its number is known. */
        record PostedUnseen(long run, boolean before) implements Entry {}

        record Planned(Document document, Effect effect, List<Fault> leftOut) implements Entry {
            public Planned {
                leftOut = List.copyOf(leftOut);
            }
        }

        record Empty(String company, String journal) implements Entry {}

        /** At a checkpoint, as asked; {@code cancels}: the run that was being cancelled. */
        record Stopped(
                String company, String journal, @Nullable Long cancels) implements Entry {}

        record NotPosted(
                String company, String journal, @Nullable Long cancels, List<Fault> faults) implements Entry {
            public NotPosted {
                faults = List.copyOf(faults);
            }

            public NotPosted(String company, String journal, List<Fault> faults) {
                this(company, journal, null, faults);
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
            return new Entry.Empty(empty.subject().company(), journal(empty.subject()));
        }
        if (result instanceof RunResult.Stopped stopped) {
            Subject subject = stopped.subject();
            return new Entry.Stopped(subject.company(), journal(subject), subject.cancels());
        }
        RunResult.NotPosted refused = (RunResult.NotPosted) result;
        Subject subject = refused.subject();
        return new Entry.NotPosted(subject.company(), journal(subject), subject.cancels(), refused.faults());
    }

    private static String journal(Subject subject) {
        return Objects.requireNonNullElse(subject.journal(), "");
    }

    private static Entry posted(RunResult.Posted posted, Inquiry inquiry) {
        try {
            return new Entry.Posted(inquiry.run(posted.run()).run(), posted.before());
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
