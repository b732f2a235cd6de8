package org.periodclose.view;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Valued;
import org.periodclose.desk.Abandoned;
import org.periodclose.desk.VerifiedCompanies;
import org.periodclose.evidence.Audit;
import org.periodclose.inquiry.Estimate;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Style;

/** Runs: as they are, how far they are, how long they will take, and whether they are still what was posted. */
public final class RunViews {
    private static final Fields<Valued> FOUND = new Fields<Valued>()
            .data("closedOn", Valued::closedOn)
            .data("matches", Valued::matches)
            .data("unsettled", Valued::unsettled)
            .data("circles", Valued::circles)
            .data("carried", Valued::carried)
            .data("writtenOff", Valued::writtenOff);

    /** What recalculations, closes, revaluations and conversions have. */
    private static final Fields<Run> VALUED = new Fields<Run>()
            .with(FOUND, Run::valued)
            .json("cancelledRecalculations", run -> cancelled(run))
            .and(new Fields<Run>()
                    .data(
                            "cancelledRecalculations",
                            run -> cancelled(run).stream().map(String::valueOf).collect(Collectors.joining(" ")))
                    .inCsv());

    /** A run; the order is that of the contract. */
    static final Fields<Run> RUN = new Fields<Run>()
            .figure("run", "Run", run -> Cell.number(run.run()))
            .data("type", Run::type)
            .data("status", Run::status)
            .text("company", "Company", Run::company)
            .text("journal", "Journal", Run::journal)
            .code("voucher", "Voucher", Run::voucher)
            .code("postingDate", "Posting date", Run::postingDate)
            .data("currencyLayer", Run::currencyLayer)
            .text("currency", "", Run::currency)
            .data("specification", Run::specification)
            .data("updateLedger", Run::updateLedger)
            .data("storno", Run::storno)
            .data("note", Run::note)
            .figure("settlements", "Settlements", Run::settlements)
            .figure("settledAmount", "Sum", Run::settledAmount)
            .figure("lines", "Lines", Run::lines)
            .data("exceptions", Run::exceptions)
            .text("startedBy", "By", Run::startedBy)
            .data("startedAt", Run::startedAt)
            .data("endedAt", Run::endedAt)
            .data("checksum", Run::checksum)
            .data("cancels", run -> Cell.number(run.cancels()))
            .data("cancelledBy", run -> Cell.number(run.cancelledBy()))
            .data("manifest", Run::manifest)
            .and(VALUED.inJsonIf(run -> run.valued() != null));

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHORT_HASH = 12;

    private static final Fields<Estimate.Journal> ESTIMATE = new Fields<Estimate.Journal>()
            .text("company", "Company", Estimate.Journal::company)
            .text("journal", "Journal", Estimate.Journal::journal)
            .figure("linesLeft", "Lines left", Estimate.Journal::lines)
            .figure("seconds", "Expected", journal -> seconds(journal.seconds()))
            .otherwise("seconds", "unknown");

    private RunViews() {}

    /** The recalculations that were, or would be, cancelled for a close. */
    static List<Long> cancelled(Run run) {
        return run.valued() == null ? List.of() : run.valued().cancelledRecalculations();
    }

    /** The columns of CSV: a list with a recalculation or a close has more. */
    static Fields<Run> records(List<Run> runs) {
        return runs.stream().allMatch(run -> run.valued() == null) ? RUN : RUN.and(VALUED.inCsv());
    }

    /**
     * Runs and how far they are.
     *
     * @param now for the pace of those at work
     */
    public static View<?> runs(List<RunProgress> runs, Instant now) {
        return View.list("runs", data(runs, now), runs, page -> show(runs, now, page));
    }

    static Fields<RunProgress> data(List<RunProgress> runs, Instant now) {
        return new Fields<RunProgress>()
                .with(records(runs.stream().map(RunProgress::run).toList()), RunProgress::run)
                .data("linesDone", RunProgress::linesDone)
                .data("linesPlanned", RunProgress::linesPlanned)
                .data("estimatedSeconds", run -> seconds(run.estimatedSeconds()))
                .data("interruptions", RunProgress::interruptions)
                .data("atWork", RunProgress::atWork)
                .data(
                        "linesPerSecond",
                        run -> Pace.of(run, now).map(Pace::linesPerSecond).orElse(null))
                .data(
                        "secondsLeft",
                        run -> Pace.of(run, now)
                                .map(pace -> pace.left().toSeconds())
                                .orElse(null))
                .data("failure", RunProgress::failure)
                .data("abandonedBy", RunProgress::abandonedBy)
                .data("releasedBy", RunProgress::releasedBy)
                .data("releasedAt", RunProgress::releasedAt);
    }

    static void show(List<RunProgress> runs, Instant now, Page page) {
        if (runs.isEmpty()) {
            page.note(Said.of("There are no such runs. A journal is posted with `period-close post`."));
            return;
        }
        Fields<RunProgress> data = data(runs, now)
                .value(
                        "journal",
                        run -> run.run().journal() == null
                                ? kind(run.run())
                                : run.run().journal());
        Fields<RunProgress> shown = data.only("run")
                .shown("Status", Kind.TEXT, RunViews::status)
                .and(data.only("company", "journal", "voucher", "postingDate"))
                .shown("Lines done", Kind.FIGURE, RunViews::done)
                .shown("Settled", Kind.FIGURE, run -> isPosted(run) ? run.run().settledAmount() : null)
                .shown("", Kind.TEXT, run -> isPosted(run) ? run.run().currency() : null)
                .shown("Started (UTC)", Kind.CODE, run -> time(run.run().startedAt()))
                .shown("Took", Kind.TEXT, run -> took(run, now))
                .and(data.only("startedBy"));
        if (page.draws()) {
            shown = shown.shown("Note", Kind.TEXT, run -> run.run().note());
        }
        page.table(Table.of(
                shown.columns(),
                shown.rows(runs, run -> run.run().status() == RunStatus.FAILED ? Style.STORNO : Style.PLAIN)));
        runs.stream()
                .filter(run -> run.failure() != null)
                .forEach(run -> page.line(Said.of(
                        "Run {0}: {1}", Cell.number(run.run().run()), Said.english(String.valueOf(run.failure())))));
    }

    /** What stands in the place of a journal. */
    private static Cell kind(Run run) {
        return new Cell.Worded("", Said.word(run.type()));
    }

    private static boolean isPosted(RunProgress run) {
        return run.run().status() == RunStatus.POSTED;
    }

    private static Said status(RunProgress progress) {
        RunStatus status = progress.run().status();
        return Said.joined(
                status == RunStatus.RUNNING && !progress.atWork() ? Said.of("INTERRUPTED") : status,
                cancellation(progress.run()));
    }

    static Said cancellation(Run run) {
        if (run.cancels() != null) {
            return Said.of(", cancels {0}", Cell.number(run.cancels()));
        }
        return run.cancelledBy() == null ? Said.NOTHING : Said.of(", cancelled by {0}", Cell.number(run.cancelledBy()));
    }

    private static Object done(RunProgress progress) {
        if (isPosted(progress)) {
            return progress.run().settlements();
        }
        return progress.linesDone() == progress.linesPlanned()
                ? progress.linesPlanned()
                : Said.of("{0} of {1}", progress.linesDone(), progress.linesPlanned());
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : TIME.format(time);
    }

    private static Said took(RunProgress progress, Instant now) {
        Instant started = progress.run().startedAt();
        if (started == null) {
            return Said.NOTHING;
        }
        Instant ended = progress.run().endedAt();
        if (ended != null) {
            return Said.joined(Durations.said(Duration.between(started, ended)), expected(progress));
        }
        if (!progress.atWork()) {
            return again(progress.run());
        }
        return Said.joined(
                Said.of("{0} so far", Durations.said(Duration.between(started, now))),
                Pace.of(progress, now).map(Pace::said).orElse(Said.NOTHING));
    }

    private static Said again(Run run) {
        if (run.cancels() != null) {
            return Said.of("run cancel again to continue");
        }
        return switch (run.journal() != null ? RunType.TRANSACTION_ADJUSTMENT : run.type()) {
            case TRANSACTION_ADJUSTMENT -> Said.of("run post again to continue");
            case CLOSE -> Said.of("run close again to continue");
            case RECALCULATION -> Said.of("run recalculate again to continue");
            default -> Said.of("run the same command again to continue");
        };
    }

    private static Said expected(RunProgress progress) {
        return progress.estimatedSeconds() == null || progress.interruptions() > 0
                ? Said.NOTHING
                : Said.of(" (expected {0})", duration(progress.estimatedSeconds()));
    }

    static Said duration(BigDecimal seconds) {
        return Durations.said(Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }

    static @Nullable Cell seconds(@Nullable BigDecimal seconds) {
        return seconds == null
                ? null
                : new Cell.Measure(seconds, duration(seconds).toString());
    }

    private static @Nullable Cell percent(@Nullable BigDecimal percent) {
        return percent == null ? null : new Cell.Measure(percent, percent.toPlainString());
    }

    /** What was done, in words. */
    public static String ended(Abandoned ended) {
        Run run = ended.run().run();
        if (!ended.now()) {
            return "Run " + run.run() + " was ended before; nothing was changed.";
        }
        return "Run " + run.run() + " is ended; "
                + (run.cancels() != null
                        ? "run " + run.cancels() + " stays posted."
                        : run.journal() == null
                                ? (run.type() == RunType.CLOSE
                                                ? "inventory is not closed up to " + run.postingDate()
                                                : run.type().words() + " of " + run.postingDate() + " is given up")
                                        + ": what it settled does not count."
                                : "journal " + Text.quoted(run.journal()) + " is OPEN again.");
    }

    public static View<?> estimated(Estimate estimate) {
        Fields<Estimate> fields = new Fields<Estimate>()
                .parts("estimates", ESTIMATE, found -> found.journals()::forEach)
                .json("seconds", found -> seconds(found.seconds()))
                .json("basedOnRuns", Estimate::basedOn)
                .json("judgedEstimates", Estimate::judged)
                .json("medianErrorPercent", found -> percent(found.medianErrorPercent()))
                .json("largestErrorPercent", found -> percent(found.largestErrorPercent()));
        return View.of(fields, estimate, page -> estimated(estimate, page)).has(ESTIMATE, estimate.journals()::forEach);
    }

    private static void estimated(Estimate estimate, Page page) {
        if (estimate.journals().isEmpty()) {
            page.note(Said.of("Nothing is open: there is nothing to post."));
            return;
        }
        page.table(ESTIMATE.table(estimate.journals())).blank();
        BigDecimal all = estimate.seconds();
        if (all == null) {
            page.line(Said.of("No run was finished on this database yet, so there is nothing to expect it from."));
            return;
        }
        page.line(Said.of(
                "In all {0}, by the last {1} runs on this database that were not interrupted.",
                duration(all), estimate.basedOn()));
        page.line(
                estimate.judged() == 0
                        ? Said.of("None of them had an estimate, so the accuracy of this one is not known.")
                        : Said.of(
                                "The last {0} estimates were off by {1} % (median), by {2} % at most.",
                                Cell.number(estimate.judged()),
                                percent(estimate.medianErrorPercent()),
                                percent(estimate.largestErrorPercent())));
    }

    /**
     * What would have to be cancelled to cancel a run; nothing is cancelled.
     *
     * @param runs in the order of the work, the run itself last
     */
    public static View<?> chain(long run, List<Run> runs) {
        Fields<List<Run>> fields = new Fields<List<Run>>()
                .json("cancel", chain -> Cell.number(run))
                .parts("chain", RUN, chain -> chain::forEach);
        return toCancel(
                fields,
                runs,
                Said.of(
                        "Nothing is cancelled yet: give --chain --confirm {0} to cancel these runs, in this order.",
                        Cell.number(run)));
    }

    /** The runs that would be cancelled together, in the order of the work. */
    public static View<?> toCancel(List<Run> runs) {
        return toCancel(
                new Fields<List<Run>>().parts("runs", RUN, all -> all::forEach),
                runs,
                Said.of("Nothing is cancelled yet. These runs would be cancelled, in this order."));
    }

    private static View<?> toCancel(Fields<List<Run>> fields, List<Run> runs, Said note) {
        return View.of(fields, runs, page -> {
                    page.table(RUN.only(
                                    "run",
                                    "journal",
                                    "voucher",
                                    "postingDate",
                                    "settlements",
                                    "settledAmount",
                                    "currency")
                            .otherwise("voucher", "none")
                            .table(runs));
                    page.note(note);
                })
                .has(RUN, runs::forEach);
    }

    private static final Fields<Audit.Report> VERIFIED = new Fields<Audit.Report>()
            .json("company", Audit.Report::company)
            .parts("runs", RUN, found -> found.runs()::forEach)
            .json("manifests", Audit.Report::length)
            .json("head", Audit.Report::head);

    public static View<?> verified(Audit.Report report) {
        return View.of(VERIFIED, report, page -> show(report, page)).has(RUN, report.runs()::forEach);
    }

    /** Several companies: those that are what was posted, and what is wrong with the others. */
    public static View<?> verified(VerifiedCompanies companies) {
        Fields<VerifiedCompanies> fields =
                new Fields<VerifiedCompanies>().parts("companies", VERIFIED, found -> found.reports()::forEach);
        if (!companies.faults().isEmpty()) {
            fields = fields.with(FaultViews.ERROR, VerifiedCompanies::faults);
        }
        return View.of(
                        fields,
                        companies,
                        page -> companies.reports().forEach(report -> {
                            page.head(Said.of("Company {0}", Text.shown(report.company())), Said.NOTHING);
                            show(report, page);
                        }))
                .has(
                        RUN,
                        reader -> companies
                                .reports()
                                .forEach(report -> report.runs().forEach(reader)))
                .says(FaultViews.lines(companies.faults(), ""));
    }

    private static void show(Audit.Report report, Page page) {
        Fields<Run> shown = RUN.titled("settledAmount", "Settled")
                .only("run", "journal", "voucher", "postingDate", "settlements", "settledAmount", "currency")
                .shown(
                        "Manifest",
                        Kind.TEXT,
                        run -> run.manifest() == null
                                ? Said.of("none: older than the chain")
                                : run.manifest().substring(0, SHORT_HASH));
        page.table(shown.table(report.runs()));
        page.line(Said.of(
                report.runs().size() == 1
                        ? "{0} run is what was posted, and all laws hold."
                        : "{0} runs are what was posted, and all laws hold.",
                report.runs().size()));
        if (report.head() != null) {
            page.line(Said.of("The chain ends with {0}", report.head()));
        }
    }
}
