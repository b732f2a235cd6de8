package org.periodclose.view;

import java.util.List;
import org.periodclose.intake.ImportReport;
import org.periodclose.run.Purge;
import org.periodclose.view.Cell.Said;

/** What was done to the books as a whole: files taken in, leftovers cleared. */
public final class BooksViews {
    private static final Fields<ImportReport.FileReport> FILE = new Fields<ImportReport.FileReport>()
            .text("file", "File", ImportReport.FileReport::file)
            .figure("rows", "Rows", ImportReport.FileReport::rows)
            .figure("inserted", "New", ImportReport.FileReport::inserted)
            .figure("updated", "Changed", ImportReport.FileReport::updated)
            .figure("unchanged", "As before", ImportReport.FileReport::unchanged)
            .data("trimmed", ImportReport.FileReport::trimmed)
            .data("skipped", ImportReport.FileReport::skipped)
            .figure("removed", "Removed", ImportReport.FileReport::removed)
            .data("warnings", ImportReport.FileReport::warnings)
            .data("late", ImportReport.FileReport::late);

    private static final Fields<Purge.Report> PURGED = new Fields<Purge.Report>()
            .data("executions", Purge.Report::executions)
            .data("exceptions", Purge.Report::exceptions)
            .data("partialSums", Purge.Report::partialSums);

    private BooksViews() {}

    public static View<?> imported(ImportReport report) {
        Fields<ImportReport> fields = new Fields<ImportReport>()
                .parts("files", FILE, found -> found.files()::forEach)
                .json("messages", ImportReport::messages);
        return View.of(fields, report, page -> {
                    if (!page.quiet()) {
                        page.table(FILE.table(report.files()));
                        report.remarks().forEach(remark -> page.line(Said.english(remark)));
                    }
                })
                .has(FILE, report.files()::forEach);
    }

    /** Messages that are no data, one a line. */
    public static List<String> news(ImportReport report) {
        return report.messages();
    }

    public static View<?> purged(Purge.Report report) {
        return View.of(PURGED, report, page -> {
            if (!page.quiet()) {
                page.line(Said.of(
                        "Cleared {0} job executions, {1} refused lines, {2} partial sums of failed runs.",
                        report.executions(), report.exceptions(), report.partialSums()));
            }
        });
    }
}
