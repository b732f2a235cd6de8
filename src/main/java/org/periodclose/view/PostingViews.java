package org.periodclose.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** What posting or cancelling has done, or would do, with each journal. */
public final class PostingViews {
    /** A signal came before there was any result. */
    public static final Fault STOPPED =
            Fault.of(FaultCode.STOPPED, "stopped by a signal", "run the same command again to continue");

    private static final String NO_OPEN_JOURNAL = "Nothing to post: there is no OPEN journal.";

    private PostingViews() {}

    /** The recalculations from a day on. */
    public static View<?> cancelled(PostReport report) {
        return report.entries().isEmpty()
                ? View.of(
                                fields(report),
                                report,
                                page -> page.note("Nothing to cancel: there is no recalculation from that day on."))
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
                page.note((run.journal() == null ? "This" : "Journal " + Text.quoted(run.journal()))
                        + " is posted already: run " + run.run() + ", "
                        + (run.voucher() == null ? "no voucher" : "voucher " + Text.quoted(run.voucher())));
            } else if (entry instanceof Entry.Empty empty) {
                Subject subject = empty.subject();
                page.note(
                        subject.task() == null
                                ? "Journal " + Text.quoted(name(subject)) + " has no lines: there is nothing to do."
                                : "Nothing takes part in " + subject.task() + ": there is nothing to do.");
            }
        }
    }

    /** A line of the summary; without a run nothing is known but the result. */
    private record Line(
            String company,
            @Nullable String journal,
            String result,
            @Nullable Long number,
            @Nullable Run run) {
        static Line of(Entry entry) {
            if (entry instanceof Entry.Posted posted) {
                Run run = posted.run();
                String result = posted.before() ? before(run) + RunViews.cancellation(run) : PostingViews.result(run);
                return new Line(run.company(), run.journal(), result, run.run(), run);
            } else if (entry instanceof Entry.PostedUnseen unseen) {
                String word = unseen.before() ? "was posted before" : "posted";
                return new Line("", "", word + ", details unknown", unseen.run(), null);
            } else if (entry instanceof Entry.Empty empty) {
                return of(
                        empty.subject(),
                        empty.subject().task() == null
                                ? "no lines: nothing to do"
                                : "nothing takes part: nothing to do");
            } else if (entry instanceof Entry.Stopped stopped) {
                return of(stopped.subject(), "stopped at a checkpoint");
            } else if (entry instanceof Entry.NotPosted refused) {
                return of(refused.subject(), "not posted");
            }
            throw new IllegalStateException("a plan is not posted");
        }

        private static Line of(Subject subject, String result) {
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
                .ifPresent(run -> page.blank().line("See it: period-close voucher --run " + run.run()));
        report.runs().stream()
                .filter(run -> run.exceptions() > 0)
                .findFirst()
                .ifPresent(run -> page.line("What was left out: period-close exceptions --run " + run.run()));
    }

    private static String before(Run run) {
        return run.valued() == null || run.valued().closedOn() == null
                ? "was posted before"
                : "was closed before up to " + run.valued().closedOn();
    }

    /** What a recalculation or a close found. */
    private static void valued(Entry.Posted posted, Page page) {
        Valued found = posted.run().valued();
        if (found == null || !posted.run().type().matchesIssues()) {
            return;
        }
        page.blank()
                .fact("Matches", Amounts.grouped(found.matches()))
                .fact("Carried", found.carried().isZero() ? null : Amounts.grouped(found.carried()))
                .fact(
                        "Written off or taken back",
                        found.writtenOff().isZero() ? null : Amounts.grouped(found.writtenOff()))
                .fact("Circles", found.circles() == 0 ? null : Amounts.grouped(found.circles()))
                .fact("Unsettled", found.unsettled() == 0 ? "none" : unsettled(found.unsettled(), posted.reasons()));
        if (found.unsettled() > 0 && found.closedOn() != null) {
            page.fact("", "period-close unsettled --run " + posted.run().run());
        }
    }

    /** What a revaluation had nothing to value of. */
    private static void leftOut(long objects, Page page) {
        if (objects > 0) {
            page.blank()
                    .fact(
                            "Left out",
                            Amounts.grouped(objects) + (objects == 1 ? " cost object" : " cost objects")
                                    + " without stock");
        }
    }

    private static String unsettled(long issues, Map<Unsettled, Long> reasons) {
        String why = new TreeMap<>(reasons)
                .entrySet().stream()
                        .map(reason -> reason.getKey() + " " + Amounts.grouped(reason.getValue()))
                        .collect(Collectors.joining(", "));
        return Amounts.grouped(issues) + (issues == 1 ? " issue" : " issues") + (why.isEmpty() ? "" : ": " + why);
    }

    private static String result(Run run) {
        if (run.cancels() != null) {
            return "cancels run " + run.cancels();
        }
        if (run.type().isByPrice()) {
            return run.type() == RunType.REVALUATION
                    ? "revalued on " + run.postingDate()
                    : "converted to standard cost on " + run.postingDate();
        }
        if (run.valued() != null) {
            return run.valued().closedOn() == null
                    ? "recalculated up to " + run.postingDate()
                    : "closed up to " + run.valued().closedOn();
        }
        return run.exceptions() == 0
                ? "posted"
                : "posted without " + Amounts.grouped(run.exceptions()) + (run.exceptions() == 1 ? " line" : " lines");
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
