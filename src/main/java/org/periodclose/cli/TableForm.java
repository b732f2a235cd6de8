package org.periodclose.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.JournalCard;
import org.periodclose.adjusting.JournalLine;
import org.periodclose.adjusting.Proposal;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.evidence.Audit;
import org.periodclose.inquiry.Estimate;
import org.periodclose.inquiry.JournalSummary;
import org.periodclose.inquiry.LineCard;
import org.periodclose.inquiry.RunProgress;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;
import org.periodclose.intake.ImportReport;
import org.periodclose.run.Purge;

/** Tables for people. */
final class TableForm implements Form {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_DESCRIPTION = 50;
    private static final int SHORT_HASH = 12;

    private final Console console;
    private final Paint paint;
    private final boolean quiet;

    /** With {@code quiet}, what went well is not told: a voucher, a list is data, "posted" is not. */
    TableForm(Console console, Paint paint, boolean quiet) {
        this.console = console;
        this.paint = paint;
        this.quiet = quiet;
    }

    @Override
    public void journals(List<JournalSummary> journals) {
        if (journals.isEmpty()) {
            console.err()
                    .println("There are no adjustment journals: import some with `period-close import DIRECTORY`.");
            return;
        }
        TextTable table = new TextTable()
                .left("Company")
                .left("Journal")
                .left("Description")
                .left("Status")
                .left("Layer")
                .right("Lines")
                .right("Sum")
                .left("");
        for (JournalSummary journal : journals) {
            table.row(
                    journal.company(),
                    journal.journal(),
                    Amounts.cut(journal.description(), LONGEST_DESCRIPTION),
                    journal.status(),
                    journal.currencyLayer().name(),
                    Amounts.grouped(journal.lines()),
                    Amounts.grouped(journal.sum()),
                    text(journal.currency()));
        }
        console.out().print(table.text(paint));
    }

    @Override
    public void runs(List<RunProgress> runs) {
        if (runs.isEmpty()) {
            console.err().println("There are no runs yet: post a journal with `period-close post`.");
            return;
        }
        TextTable table = new TextTable()
                .right("Run")
                .left("Status")
                .left("Company")
                .left("Journal")
                .left("Voucher")
                .left("Posting date")
                .right("Lines done")
                .right("Settled")
                .left("")
                .left("Started (UTC)")
                .left("Took")
                .left("By");
        for (RunProgress progress : runs) {
            Run run = progress.run();
            table.row(
                    run.status() == RunStatus.FAILED ? paint::red : UnaryOperator.identity(),
                    text(run.run()),
                    status(progress),
                    run.company(),
                    text(run.journal()),
                    text(run.voucher()),
                    run.postingDate().toString(),
                    done(progress),
                    run.status() == RunStatus.POSTED ? Amounts.grouped(run.settledAmount()) : "",
                    run.status() == RunStatus.POSTED ? run.currency() : "",
                    run.startedAt() == null ? "" : TIME.format(run.startedAt()),
                    took(progress),
                    text(run.startedBy()));
        }
        console.out().print(table.text(paint));
        runs.stream().filter(run -> run.failure() != null).forEach(run -> console.out()
                .println("Run " + run.run().run() + ": " + run.failure()));
    }

    private static String status(RunProgress progress) {
        RunStatus status = progress.run().status();
        String word = status == RunStatus.RUNNING && !progress.atWork() ? "INTERRUPTED" : status.name();
        return word + cancellation(progress.run());
    }

    private static String cancellation(Run run) {
        if (run.cancels() != null) {
            return ", cancels " + run.cancels();
        }
        return run.cancelledBy() == null ? "" : ", cancelled by " + run.cancelledBy();
    }

    private static String done(RunProgress progress) {
        String all = Amounts.grouped(progress.linesPlanned());
        return progress.linesDone() == progress.linesPlanned()
                ? all
                : Amounts.grouped(progress.linesDone()) + " of " + all;
    }

    private String took(RunProgress progress) {
        Instant started = progress.run().startedAt();
        if (started == null) {
            return "";
        }
        Instant ended = progress.run().endedAt();
        if (ended != null) {
            return Durations.text(Duration.between(started, ended)) + expected(progress);
        }
        if (!progress.atWork()) {
            return progress.run().cancels() == null ? "run post again to continue" : "run cancel again to continue";
        }
        Instant now = console.clock().instant();
        return Durations.text(Duration.between(started, now)) + " so far"
                + Pace.of(progress, now).map(Pace::text).orElse("");
    }

    private static String expected(RunProgress progress) {
        return progress.estimatedSeconds() == null || progress.interruptions() > 0
                ? ""
                : " (expected " + duration(progress.estimatedSeconds()) + ")";
    }

    private static String duration(BigDecimal seconds) {
        return Durations.text(Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }

    @Override
    public void estimated(Estimate estimate) {
        if (estimate.journals().isEmpty()) {
            console.err().println("Nothing is open: there is nothing to post.");
            return;
        }
        TextTable table = new TextTable()
                .left("Company")
                .left("Journal")
                .right("Lines left")
                .right("Expected");
        for (Estimate.Journal journal : estimate.journals()) {
            table.row(
                    journal.company(),
                    journal.journal(),
                    Amounts.grouped(journal.lines()),
                    journal.seconds() == null ? "unknown" : duration(journal.seconds()));
        }
        console.out().print(table.text(paint));
        console.out().println();
        BigDecimal all = estimate.seconds();
        if (all == null) {
            console.out().println("No run was finished on this database yet, so there is nothing to expect it from.");
            return;
        }
        console.out()
                .println("In all " + duration(all) + ", by the last " + Amounts.grouped(estimate.basedOn())
                        + " runs on this database that nobody interrupted.");
        console.out()
                .println(
                        estimate.judged() == 0
                                ? "None of them had an estimate, so nobody knows how good this one is."
                                : "The last " + estimate.judged() + " estimates were off by "
                                        + estimate.medianErrorPercent() + " % (median), by "
                                        + estimate.largestErrorPercent() + " % at most.");
    }

    @Override
    public void voucher(PostReport.Document document) {
        console.out().print(new VoucherPage(document, paint, console.width()).text());
    }

    @Override
    public void exceptions(long run, List<Fault> faults) {
        if (faults.isEmpty()) {
            console.err().println("Run " + run + " left no line out.");
            return;
        }
        TextTable table =
                new TextTable().left("Journal").left("Transaction").left("Code").left("What is wrong, and what to do");
        for (Fault fault : faults) {
            table.row(
                    text(fault.journal()),
                    text(fault.transactionId()),
                    fault.code().name(),
                    fault.message() + ": " + fault.remedy());
        }
        console.out().print(table.text(paint));
    }

    @Override
    public void posted(PostReport report) {
        if (report.dryRun()) {
            planned(report);
        } else if (!quiet && report.entries().isEmpty()) {
            console.err().println("Nothing to post: there is no OPEN journal.");
        } else if (!quiet && report.notPosted().size() < report.entries().size()) {
            summary(report);
        }
        Messages.notPosted(console, report);
    }

    private void planned(PostReport report) {
        if (report.entries().isEmpty()) {
            console.err().println("Nothing to post: there is no OPEN journal.");
        }
        for (PostReport.Entry entry : report.entries()) {
            if (entry instanceof PostReport.Entry.Planned planned) {
                voucher(planned.document());
                console.out().print(new EffectPage(planned, paint, console.width()).text());
                console.out().println();
            } else if (entry instanceof PostReport.Entry.Posted posted) {
                console.err()
                        .println((posted.run().journal() == null
                                        ? "This"
                                        : "Journal " + Text.quoted(posted.run().journal()))
                                + " is posted already: run "
                                + posted.run().run() + ", "
                                + Messages.voucher(posted.run().voucher()));
            } else if (entry instanceof PostReport.Entry.Empty empty) {
                console.err().println(Messages.noLines(empty.journal()));
            }
        }
    }

    private void summary(PostReport report) {
        TextTable table = new TextTable()
                .left("Company")
                .left("Journal")
                .left("Result")
                .right("Run")
                .left("Voucher")
                .right("Lines")
                .right("Settlements")
                .right("Sum")
                .left("");
        for (PostReport.Entry entry : report.entries()) {
            if (entry instanceof PostReport.Entry.Posted posted) {
                Run run = posted.run();
                table.row(
                        run.company(),
                        text(run.journal()),
                        posted.before() ? "was posted before" + cancellation(run) : result(run),
                        text(run.run()),
                        run.voucher() == null ? "none" : run.voucher(),
                        Amounts.grouped(run.lines()),
                        Amounts.grouped(run.settlements()),
                        Amounts.grouped(run.settledAmount()),
                        run.currency());
            } else if (entry instanceof PostReport.Entry.PostedUnseen unseen) {
                String word = unseen.before() ? "was posted before" : "posted";
                table.row("", "", word + ", details unknown", text(unseen.run()), "", "", "", "", "");
            } else if (entry instanceof PostReport.Entry.Empty empty) {
                table.row(empty.company(), empty.journal(), "no lines: nothing to do", "", "", "", "", "", "");
            } else if (entry instanceof PostReport.Entry.Stopped stopped) {
                table.row(stopped.company(), stopped.journal(), "stopped at a checkpoint", "", "", "", "", "", "");
            } else if (entry instanceof PostReport.Entry.NotPosted refused) {
                table.row(paint::red, refused.company(), refused.journal(), "not posted", "", "", "", "", "", "");
            }
        }
        console.out().print(table.text(paint));
        next(report);
    }

    private static String result(Run run) {
        if (run.cancels() != null) {
            return "cancels run " + run.cancels();
        }
        return run.exceptions() == 0
                ? "posted"
                : "posted without " + Amounts.grouped(run.exceptions()) + (run.exceptions() == 1 ? " line" : " lines");
    }

    private void next(PostReport report) {
        List<Run> runs = report.runs();
        runs.stream().filter(run -> run.voucher() != null).findFirst().ifPresent(run -> console.out()
                .println("\nSee it: period-close voucher --run " + run.run()));
        runs.stream().filter(run -> run.exceptions() > 0).findFirst().ifPresent(run -> console.out()
                .println("What was left out: period-close exceptions --run " + run.run()));
    }

    @Override
    public void chain(long run, List<Run> runs) {
        TextTable table = new TextTable()
                .right("Run")
                .left("Journal")
                .left("Voucher")
                .left("Posting date")
                .right("Settlements")
                .right("Sum")
                .left("");
        for (Run each : runs) {
            table.row(
                    text(each.run()),
                    text(each.journal()),
                    each.voucher() == null ? "none" : each.voucher(),
                    each.postingDate().toString(),
                    Amounts.grouped(each.settlements()),
                    Amounts.grouped(each.settledAmount()),
                    each.currency());
        }
        console.out().print(table.text(paint));
        console.err()
                .println("Nothing is cancelled yet: give --chain --confirm " + run
                        + " to cancel these runs, in this order.");
    }

    @Override
    public void explained(LineCard card, Consumer<Consumer<SettlementReason>> settlements) {
        console.out().print(new ExplanationPage(paint).line(card, settlements));
    }

    @Override
    public void story(TransactionStory story) {
        console.out().print(new ExplanationPage(paint).story(story));
    }

    @Override
    public void verified(Audit.Report report) {
        TextTable table = new TextTable()
                .right("Run")
                .left("Journal")
                .left("Voucher")
                .left("Posting date")
                .right("Settlements")
                .right("Settled")
                .left("")
                .left("Manifest");
        for (Run run : report.runs()) {
            String manifest = run.manifest();
            table.row(
                    text(run.run()),
                    text(run.journal()),
                    text(run.voucher()),
                    run.postingDate().toString(),
                    Amounts.grouped(run.settlements()),
                    Amounts.grouped(run.settledAmount()),
                    run.currency(),
                    manifest == null ? "none: older than the chain" : manifest.substring(0, SHORT_HASH));
        }
        console.out().print(table.text(paint));
        console.out()
                .println(Amounts.grouped(report.runs().size())
                        + (report.runs().size() == 1 ? " run is" : " runs are")
                        + " what was posted, and all laws hold.");
        if (report.head() != null) {
            console.out().println("The chain ends with " + report.head());
        }
    }

    @Override
    public void imported(ImportReport report) {
        if (quiet) {
            return;
        }
        TextTable table = new TextTable()
                .left("File")
                .right("Rows")
                .right("New")
                .right("Changed")
                .right("As before")
                .right("Removed");
        for (ImportReport.FileReport file : report.files()) {
            table.row(
                    file.file(),
                    Amounts.grouped(file.rows()),
                    Amounts.grouped(file.inserted()),
                    Amounts.grouped(file.updated()),
                    Amounts.grouped(file.unchanged()),
                    Amounts.grouped(file.removed()));
        }
        console.out().print(table.text(paint));
        report.remarks().forEach(console.out()::println);
    }

    @Override
    public void proposed(Proposal proposal) {
        console.out().print(new JournalPage(paint).proposal(proposal));
    }

    @Override
    public void journal(JournalCard journal, Consumer<Consumer<JournalLine>> lines) {
        console.out().print(new JournalPage(paint).journal(journal, lines));
    }

    @Override
    public void done(JournalCard journal, Done what) {
        if (quiet) {
            return;
        }
        String lines = Amounts.grouped(journal.lines()) + (journal.lines() == 1 ? " line" : " lines") + " of "
                + Amounts.grouped(journal.sum());
        String by = what == Done.RELEASED ? " by " + Text.quoted(String.valueOf(journal.releasedBy())) : "";
        console.out()
                .println("Journal " + Text.quoted(journal.journal()) + " of company " + Text.quoted(journal.company())
                        + " with " + lines + " is " + what.name().toLowerCase(Locale.ROOT) + by + ".");
    }

    @Override
    public void purged(Purge.Report report) {
        if (quiet) {
            return;
        }
        console.out()
                .println("Cleared " + Amounts.grouped(report.executions()) + " job executions, "
                        + Amounts.grouped(report.exceptions()) + " refused lines, "
                        + Amounts.grouped(report.partialSums()) + " partial sums of failed runs.");
    }

    @Override
    public void refused(List<Fault> faults) {
        Messages.refused(console, faults);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
