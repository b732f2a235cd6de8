package org.periodclose.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Unsettled;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Valued;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.desk.PostReport;
import org.periodclose.desk.PostReport.Entry;
import org.periodclose.run.Subject;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** What posting or cancelling has done, or would do, with each journal. */
public final class PostingViews {
    /** A signal came before there was any result. */
    public static final Fault STOPPED =
            Fault.of(FaultCode.STOPPED, "stopped by a signal", "run the same command again to continue");

    private static final Said NO_OPEN_JOURNAL = Said.of("Nothing to post: there is no OPEN journal.");

    private PostingViews() {}

    /** The recalculations from a day on. */
    public static View<?> cancelled(PostReport report) {
        return report.entries().isEmpty()
                ? View.of(
                                fields(report),
                                report,
                                page -> page.note(
                                        Said.of("Nothing to cancel: there is no recalculation from that day on.")))
                        .has(RunViews.RUN, report.runs()::forEach)
                : posted(report);
    }

    public static View<?> posted(PostReport report) {
        View<?> view = records(report, View.of(fields(report), report, page -> show(report, page)));
        return view.says(messages(report));
    }

    // JSON

    private static Fields<PostReport> fields(PostReport report) {
        Fields<PostReport> fields = new Fields<>();
        if (isOnePlan(report)) {
            fields = fields.with(EffectViews.PLANNED, plans -> plans.planned().get(0));
        } else {
            fields = fields.json("runs", PostingViews::parts);
        }
        if (!report.unseen().isEmpty()) {
            fields = fields.json("postedUnseen", PostReport::unseen);
        }
        if (report.stopped().isPresent()) {
            fields = fields.json(
                    "stopped", stopped -> stopped(report.stopped().get().subject()));
        }
        List<Fault> faults = !report.faults().isEmpty() || !report.isStopped() ? report.faults() : List.of(STOPPED);
        return faults.isEmpty() ? fields : fields.with(FaultViews.ERROR, posted -> faults);
    }

    private static boolean isOnePlan(PostReport report) {
        return report.dryRun()
                && report.entries().size() == 1
                && report.planned().size() == 1;
    }

    private static List<Fields.Part<?>> parts(PostReport report) {
        List<Fields.Part<?>> parts = new ArrayList<>();
        report.runs().forEach(run -> parts.add(new Fields.Part<>(RunViews.RUN, run)));
        report.planned().forEach(plan -> parts.add(new Fields.Part<>(EffectViews.PLANNED, plan)));
        return parts;
    }

    // CSV

    private record PlannedLine(Run run, VoucherLine line) {}

    private static final Fields<PlannedLine> PLANNED_LINE = new Fields<PlannedLine>()
            .with(RunViews.RUN.only("company", "journal"), PlannedLine::run)
            .with(VoucherViews.LINE, PlannedLine::line);

    private static <T> View<T> records(PostReport report, View<T> view) {
        if (!report.dryRun()) {
            return report.runs().isEmpty()
                            && !(report.faults().isEmpty() && report.unseen().isEmpty())
                    ? view.hasNoRecords()
                    : view.has(RunViews.records(report.runs()), report.runs()::forEach);
        }
        if (report.planned().isEmpty()) {
            return view.hasNoRecords();
        }
        List<PlannedLine> lines = report.planned().stream()
                .map(plan -> plan.document().voucher())
                .flatMap(voucher -> voucher.lines().stream().map(line -> new PlannedLine(voucher.run(), line)))
                .toList();
        return isOnePlan(report)
                ? view.has(VoucherViews.LINE, reader -> lines.forEach(line -> reader.accept(line.line())))
                        .hasAmongOthers(PLANNED_LINE, lines::forEach)
                : view.has(PLANNED_LINE, lines::forEach);
    }

    // For people

    private static void show(PostReport report, Page page) {
        if (report.dryRun()) {
            plans(report, page);
        } else if (!page.quiet() && report.entries().isEmpty()) {
            page.note(NO_OPEN_JOURNAL);
        } else if (!page.quiet() && report.notPosted().size() < report.entries().size()) {
            summary(report, page);
        }
    }

    private static void plans(PostReport report, Page page) {
        if (report.entries().isEmpty()) {
            page.note(NO_OPEN_JOURNAL);
        }
        for (Entry entry : report.entries()) {
            if (entry instanceof Entry.Planned planned) {
                EffectViews.show(planned, page);
            } else if (entry instanceof Entry.Posted posted) {
                Run run = posted.run();
                page.note(Said.joined(
                        run.journal() == null
                                ? Said.of("This is posted already")
                                : Said.of("Journal {0} is posted already", Text.quoted(run.journal())),
                        Said.of(": run {0}, ", Cell.number(run.run())),
                        run.voucher() == null
                                ? Said.of("no voucher")
                                : Said.of("voucher {0}", Text.quoted(run.voucher()))));
            } else if (entry instanceof Entry.Empty empty) {
                Subject subject = empty.subject();
                page.note(
                        subject.task() == null
                                ? Said.of(
                                        "Journal {0} has no lines: there is nothing to do.", Text.quoted(name(subject)))
                                : Said.of(
                                        "Nothing takes part in {0}: there is nothing to do.",
                                        Said.english(subject.task())));
            }
        }
    }

    /** A line of the summary; without a run nothing is known but the result. */
    private record Line(
            String company,
            @Nullable String journal,
            Said result,
            @Nullable Long number,
            @Nullable Run run) {
        static Line of(Entry entry) {
            if (entry instanceof Entry.Posted posted) {
                Run run = posted.run();
                Said result = posted.before()
                        ? Said.joined(before(run), RunViews.cancellation(run))
                        : PostingViews.result(run);
                return new Line(run.company(), run.journal(), result, run.run(), run);
            } else if (entry instanceof Entry.PostedUnseen unseen) {
                Said result = unseen.before()
                        ? Said.of("was posted before, details unknown")
                        : Said.of("posted, details unknown");
                return new Line("", "", result, unseen.run(), null);
            } else if (entry instanceof Entry.Empty empty) {
                return of(
                        empty.subject(),
                        empty.subject().task() == null
                                ? Said.of("no lines: nothing to do")
                                : Said.of("nothing takes part: nothing to do"));
            } else if (entry instanceof Entry.Stopped stopped) {
                return of(stopped.subject(), Said.of("stopped at a checkpoint"));
            } else if (entry instanceof Entry.NotPosted refused) {
                return of(refused.subject(), Said.of("not posted"));
            }
            throw new IllegalStateException("a plan is not posted");
        }

        private static Line of(Subject subject, Said result) {
            return new Line(subject.company(), name(subject), result, null, null);
        }
    }

    private static final Fields<Line> LINE = new Fields<Line>()
            .text("company", "Company", Line::company)
            .text("journal", "Journal", Line::journal)
            .text("result", "Result", Line::result)
            .figure("run", "Run", line -> Cell.number(line.number()))
            .with(
                    RunViews.RUN
                            .only("voucher", "lines", "settlements", "settledAmount", "currency")
                            .otherwise("voucher", "none"),
                    Line::run);

    private static void summary(PostReport report, Page page) {
        List<Row> rows = report.entries().stream()
                .map(entry -> LINE.row(entry instanceof Entry.NotPosted ? Style.STORNO : Style.PLAIN, Line.of(entry)))
                .toList();
        page.table(Table.of(LINE.columns(), rows));
        report.entries().stream()
                .filter(Entry.Posted.class::isInstance)
                .map(Entry.Posted.class::cast)
                .forEach(posted -> {
                    valued(posted, page);
                    leftOut(posted.leftOut(), page);
                });
        report.runs().stream()
                .filter(run -> run.voucher() != null)
                .reduce((earlier, later) -> later)
                .ifPresent(run ->
                        page.blank().next(Said.of("See it: period-close voucher --run {0}", Cell.number(run.run()))));
        report.runs().stream()
                .filter(run -> run.exceptions() > 0)
                .findFirst()
                .ifPresent(run -> page.next(
                        Said.of("What was left out: period-close exceptions --run {0}", Cell.number(run.run()))));
    }

    private static Said before(Run run) {
        return run.valued() == null || run.valued().closedOn() == null
                ? Said.of("was posted before")
                : Said.of("was closed before up to {0}", run.valued().closedOn());
    }

    /** What a recalculation or a close found. */
    private static void valued(Entry.Posted posted, Page page) {
        Valued found = posted.run().valued();
        if (found == null || !posted.run().type().matchesIssues()) {
            return;
        }
        page.blank()
                .fact("Matches", Said.data(found.matches()))
                .fact("Carried", found.carried().isZero() ? null : Said.data(found.carried()))
                .fact("Written off or taken back", found.writtenOff().isZero() ? null : Said.data(found.writtenOff()))
                .fact("Circles", found.circles() == 0 ? null : Said.data(found.circles()))
                .fact(
                        "Unsettled",
                        found.unsettled() == 0 ? Said.of("none") : unsettled(found.unsettled(), posted.reasons()));
        if (found.unsettled() > 0 && found.closedOn() != null && !page.draws()) {
            page.fact(
                    "", Said.data("period-close unsettled --run " + posted.run().run()));
        }
    }

    /** What a revaluation had nothing to value of. */
    private static void leftOut(long objects, Page page) {
        if (objects > 0) {
            page.blank()
                    .fact(
                            "Left out",
                            Said.of(
                                    objects == 1 ? "{0} cost object without stock" : "{0} cost objects without stock",
                                    objects));
        }
    }

    private static Said unsettled(long issues, Map<Unsettled, Long> reasons) {
        List<Said> why = new TreeMap<>(reasons)
                .entrySet().stream()
                        .map(reason -> Said.joined(reason.getKey(), " ", reason.getValue()))
                        .toList();
        return Said.joined(
                Said.of(issues == 1 ? "{0} issue" : "{0} issues", issues),
                why.isEmpty() ? "" : ": ",
                Said.list(why, ", "));
    }

    private static Said result(Run run) {
        if (run.cancels() != null) {
            return Said.of("cancels run {0}", Cell.number(run.cancels()));
        }
        if (run.type().isByPrice()) {
            return run.type() == RunType.REVALUATION
                    ? Said.of("revalued on {0}", run.postingDate())
                    : Said.of("converted to standard cost on {0}", run.postingDate());
        }
        if (run.valued() != null) {
            return run.valued().closedOn() == null
                    ? Said.of("recalculated up to {0}", run.postingDate())
                    : Said.of("closed up to {0}", run.valued().closedOn());
        }
        return run.exceptions() == 0
                ? Said.of("posted")
                : Said.of(
                        run.exceptions() == 1 ? "posted without {0} line" : "posted without {0} lines",
                        run.exceptions());
    }

    private static List<String> messages(PostReport report) {
        List<String> messages = new ArrayList<>();
        report.unseen()
                .forEach(run -> messages.add("Run " + run
                        + " is posted, but its details cannot be read now: look at it later with `period-close runs`"));
        report.stopped()
                .ifPresent(stopped -> messages.add(subject(stopped.subject())
                        + " stopped at a checkpoint: run the same command again to continue"));
        for (Entry.NotPosted entry : report.notPosted()) {
            int faults = entry.faults().size();
            messages.add(subject(entry.subject())
                    + (entry.subject().cancels() == null ? " was not posted" : " was not done")
                    + (faults == 1 ? ":" : ": " + Amounts.grouped(faults) + " faults"));
            messages.addAll(FaultViews.lines(entry.faults(), "  "));
        }
        return messages;
    }

    private static String name(Subject subject) {
        return Objects.requireNonNullElse(subject.journal(), "");
    }

    private static String stopped(Subject subject) {
        return subject.task() == null ? name(subject) : subject.task();
    }

    private static String subject(Subject subject) {
        return (subject.cancels() != null
                        ? "The cancellation of run " + subject.cancels()
                        : subject.task() != null ? capital(subject.task()) : "Journal " + Text.quoted(name(subject)))
                + " of company " + Text.quoted(subject.company());
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
