package org.periodclose.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.JournalCard;
import org.periodclose.adjusting.JournalLine;
import org.periodclose.adjusting.Proposal;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.evidence.Audit;
import org.periodclose.inquiry.Estimate;
import org.periodclose.inquiry.JournalSummary;
import org.periodclose.inquiry.LineCard;
import org.periodclose.inquiry.RunProgress;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;
import org.periodclose.intake.ImportReport;
import org.periodclose.report.CsvFile;
import org.periodclose.run.Purge;

/** CSV for spreadsheets (RFC 4180, UTF-8): the fields of the JSON in snake case. */
final class CsvForm implements Form {
    private static final List<String> RUN = List.of(
            "run",
            "type",
            "status",
            "company",
            "journal",
            "voucher",
            "posting_date",
            "currency_layer",
            "currency",
            "specification",
            "update_ledger",
            "storno",
            "note",
            "settlements",
            "settled_amount",
            "lines",
            "exceptions",
            "started_by",
            "started_at",
            "ended_at",
            "checksum",
            "cancels",
            "cancelled_by",
            "manifest");
    private static final List<String> LINE = List.of(
            "line", "debit_account", "credit_account", "amount", "storno", "item_group", "item_number", "settlements");

    private final Console console;

    CsvForm(Console console) {
        this.console = console;
    }

    @Override
    public void journals(List<JournalSummary> journals) {
        print(
                List.of("company", "journal", "description", "status", "currency_layer", "currency", "lines", "sum"),
                journals.stream()
                        .map(journal -> List.of(
                                text(journal.company()),
                                text(journal.journal()),
                                text(journal.description()),
                                journal.status(),
                                journal.currencyLayer().name(),
                                plain(journal.currency()),
                                plain(journal.lines()),
                                journal.sum().toPlainString())));
    }

    @Override
    public void estimated(Estimate estimate) {
        print(
                List.of("company", "journal", "lines_left", "seconds"),
                estimate.journals().stream()
                        .map(journal -> List.of(
                                text(journal.company()),
                                text(journal.journal()),
                                plain(journal.lines()),
                                plain(journal.seconds()))));
    }

    @Override
    public void runs(List<RunProgress> runs) {
        Instant now = console.clock().instant();
        print(
                joined(
                        RUN,
                        List.of(
                                "lines_done",
                                "lines_planned",
                                "estimated_seconds",
                                "interruptions",
                                "at_work",
                                "lines_per_second",
                                "seconds_left",
                                "failure",
                                "abandoned_by")),
                runs.stream().map(run -> joined(cells(run.run()), cells(run, Pace.of(run, now)))));
    }

    private static List<String> cells(RunProgress run, Optional<Pace> pace) {
        return List.of(
                plain(run.linesDone()),
                plain(run.linesPlanned()),
                plain(run.estimatedSeconds()),
                plain(run.interruptions()),
                plain(run.atWork()),
                plain(pace.map(Pace::linesPerSecond).orElse(null)),
                plain(pace.map(at -> at.left().toSeconds()).orElse(null)),
                text(run.failure()),
                text(run.abandonedBy()));
    }

    @Override
    public void voucher(PostReport.Document document) {
        print(LINE, document.voucher().lines().stream().map(CsvForm::cells));
    }

    @Override
    public void exceptions(long run, List<Fault> faults) {
        print(
                List.of("journal", "transaction_id", "code", "message", "remedy"),
                faults.stream()
                        .map(fault -> List.of(
                                text(fault.journal()),
                                text(fault.transactionId()),
                                fault.code().name(),
                                text(fault.message()),
                                text(fault.remedy()))));
    }

    @Override
    public void posted(PostReport report) {
        List<PostReport.Document> planned = report.planned().stream()
                .map(PostReport.Entry.Planned::document)
                .toList();
        if (!report.dryRun()) {
            if (!report.runs().isEmpty()
                    || (report.faults().isEmpty() && report.unseen().isEmpty())) {
                print(RUN, report.runs().stream().map(CsvForm::cells));
            }
        } else if (report.entries().size() == 1 && planned.size() == 1) {
            voucher(planned.get(0));
        } else if (!planned.isEmpty()) {
            print(
                    joined(List.of("company", "journal"), LINE),
                    planned.stream().flatMap(document -> document.voucher().lines().stream()
                            .map(line -> joined(journal(document.voucher().run()), cells(line)))));
        }
        Messages.notPosted(console, report);
    }

    @Override
    public void chain(long run, List<Run> runs) {
        print(RUN, runs.stream().map(CsvForm::cells));
    }

    /** Written as it is read: a line may sum more than the memory holds. */
    @Override
    public void explained(LineCard card, Consumer<Consumer<SettlementReason>> settlements) {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(console.out());
        csv.writeRecord(ExplanationCells.LINE);
        settlements.accept(settlement -> csv.writeRecord(ExplanationCells.of(card, settlement)));
        flush(csv);
    }

    @Override
    public void story(TransactionStory story) {
        print(ExplanationCells.STORY, ExplanationCells.of(story));
    }

    @Override
    public void verified(Audit.Report report) {
        print(RUN, report.runs().stream().map(CsvForm::cells));
    }

    @Override
    public void imported(ImportReport report) {
        print(
                List.of(
                        "file",
                        "rows",
                        "inserted",
                        "updated",
                        "unchanged",
                        "trimmed",
                        "skipped",
                        "removed",
                        "warnings"),
                report.files().stream()
                        .map(file -> List.of(
                                file.file(),
                                plain(file.rows()),
                                plain(file.inserted()),
                                plain(file.updated()),
                                plain(file.unchanged()),
                                plain(file.trimmed()),
                                plain(file.skipped()),
                                plain(file.removed()),
                                plain(file.warnings()))));
    }

    @Override
    public void proposed(Proposal proposal) {
        print(
                List.of(
                        "company",
                        "journal",
                        "description",
                        "status",
                        "currency_layer",
                        "currency",
                        "offset_account",
                        "charges_code",
                        "receipts",
                        "left_out",
                        "lines",
                        "increase",
                        "decrease",
                        "sum",
                        "in_other_journals"),
                Stream.of(List.of(
                        text(proposal.company()),
                        text(proposal.journal()),
                        text(proposal.description()),
                        proposal.status(),
                        proposal.currencyLayer().name(),
                        proposal.currency(),
                        text(proposal.offsetAccount()),
                        text(proposal.chargesCode()),
                        plain(proposal.receipts()),
                        plain(proposal.leftOut()),
                        plain(proposal.lines()),
                        proposal.increase().toPlainString(),
                        proposal.decrease().toPlainString(),
                        proposal.sum().toPlainString(),
                        plain(proposal.others().receipts()))));
    }

    /** Written as it is read: a journal may be larger than the memory. */
    @Override
    public void journal(JournalCard journal, Consumer<Consumer<JournalLine>> lines) {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(console.out());
        csv.writeRecord(
                "company",
                "journal",
                "transaction_id",
                "item_number",
                "item_group",
                "quantity",
                "value",
                "amount",
                "offset_account",
                "charges_code",
                "computed_from");
        lines.accept(line -> csv.writeRecord(
                text(journal.company()),
                text(journal.journal()),
                text(line.transactionId()),
                text(line.itemNumber()),
                text(line.itemGroup()),
                line.quantity().toPlainString(),
                number(line.value()),
                line.amount().toPlainString(),
                text(line.offsetAccount()),
                text(line.chargesCode()),
                number(line.computedFrom())));
        flush(csv);
    }

    private static void flush(CsvWriter csv) {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void done(JournalCard journal, Done what) {
        print(
                List.of("company", "journal", "status", "lines", "sum", "released_by", "released_at"),
                Stream.of(List.of(
                        text(journal.company()),
                        text(journal.journal()),
                        what == Done.DELETED ? what.name() : journal.status(),
                        plain(journal.lines()),
                        journal.sum().toPlainString(),
                        text(journal.releasedBy()),
                        plain(journal.releasedAt()))));
    }

    @Override
    public void purged(Purge.Report report) {
        print(
                List.of("executions", "exceptions", "partial_sums"),
                Stream.of(
                        List.of(plain(report.executions()), plain(report.exceptions()), plain(report.partialSums()))));
    }

    @Override
    public void refused(List<Fault> faults) {
        Messages.refused(console, faults);
    }

    private static List<String> journal(Run run) {
        return List.of(text(run.company()), text(run.journal()));
    }

    private static List<String> cells(VoucherLine line) {
        return List.of(
                plain(line.line()),
                text(line.debitAccount()),
                text(line.creditAccount()),
                line.amount().toPlainString(),
                plain(line.storno()),
                text(line.itemGroup()),
                text(line.itemNumber()),
                plain(line.settlements()));
    }

    private static List<String> cells(Run run) {
        return List.of(
                plain(run.run()),
                run.type().name(),
                run.status().name(),
                text(run.company()),
                text(run.journal()),
                text(run.voucher()),
                plain(run.postingDate()),
                run.currencyLayer().name(),
                run.currency(),
                run.specification().name(),
                plain(run.updateLedger()),
                plain(run.storno()),
                text(run.note()),
                plain(run.settlements()),
                run.settledAmount().toPlainString(),
                plain(run.lines()),
                plain(run.exceptions()),
                text(run.startedBy()),
                plain(run.startedAt()),
                plain(run.endedAt()),
                text(run.checksum()),
                plain(run.cancels()),
                plain(run.cancelledBy()),
                text(run.manifest()));
    }

    static String text(@Nullable String value) {
        return value == null ? "" : CsvFile.safe(value);
    }

    private static String number(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    static String plain(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private void print(List<String> header, Stream<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(header);
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.out().print(text);
    }
}
