package org.periodclose.cli;

import java.util.List;
import org.periodclose.fault.Fault;
import org.periodclose.inquiry.JournalSummary;
import org.periodclose.inquiry.RunProgress;
import org.periodclose.intake.ImportReport;
import org.periodclose.posting.Purge;

/** A form of output. Data goes to standard output; what is refused goes there only in a form for machines that has a place for it. */
interface Form {
    void journals(List<JournalSummary> journals);

    void runs(List<RunProgress> runs);

    void voucher(PostReport.Document document);

    void exceptions(long run, List<Fault> faults);

    void posted(PostReport report);

    void imported(ImportReport report);

    void purged(Purge.Report report);

    /** Never empty. */
    void refused(List<Fault> faults);
}
