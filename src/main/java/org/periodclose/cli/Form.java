package org.periodclose.cli;

import java.util.List;
import java.util.function.Consumer;
import org.periodclose.adjusting.JournalCard;
import org.periodclose.adjusting.JournalLine;
import org.periodclose.adjusting.Proposal;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.ledger.Run;
import org.periodclose.evidence.Audit;
import org.periodclose.inquiry.Estimate;
import org.periodclose.inquiry.JournalSummary;
import org.periodclose.inquiry.LineCard;
import org.periodclose.inquiry.RunProgress;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;
import org.periodclose.intake.ImportReport;
import org.periodclose.run.Purge;

/** A form of output. Data goes to standard output; what is refused goes there only in a form for machines that has a place for it. */
interface Form {
    void journals(List<JournalSummary> journals);

    void runs(List<RunProgress> runs);

    void voucher(PostReport.Document document);

    void exceptions(long run, List<Fault> faults);

    /**
     * A voucher line with the settlements that it sums.
     *
     * @param settlements tells them, as many as are wanted, to whom it is given
     */
    void explained(LineCard card, Consumer<Consumer<SettlementReason>> settlements);

    void story(TransactionStory story);

    void posted(PostReport report);

    void estimated(Estimate estimate);

    /**
     * What would have to be taken back to take back a run; nothing is.
     *
     * @param runs in the order of the work, the run itself last
     */
    void chain(long run, List<Run> runs);

    void verified(Audit.Report report);

    void imported(ImportReport report);

    void proposed(Proposal proposal);

    /**
     * A journal with its lines.
     *
     * @param lines tells every line of the journal to whom it is given
     */
    void journal(JournalCard journal, Consumer<Consumer<JournalLine>> lines);

    /** What was done to a journal as a whole. */
    enum Done {
        RELEASED,
        DELETED
    }

    void done(JournalCard journal, Done what);

    void purged(Purge.Report report);

    /** Never empty. */
    void refused(List<Fault> faults);
}
