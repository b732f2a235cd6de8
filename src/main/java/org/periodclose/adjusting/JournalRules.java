package org.periodclose.adjusting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.run.Books;
import org.periodclose.run.OpenDates;
import org.periodclose.run.RunArguments;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What forbids the posting of a journal as a whole; the rules of its lines are in {@code journal_fault}. */
final class JournalRules {
    private final Work posting;
    private final long id;
    private final Books books;
    private final String name;
    private final JdbcClient jdbc;

    /** @param id of the journal */
    JournalRules(Work posting, long id, JdbcClient jdbc) {
        this.posting = posting;
        this.id = id;
        this.books = posting.books();
        this.name = String.valueOf(posting.subject().journal());
        this.jdbc = jdbc;
    }

    /**
     * Every fault of the journal as a whole.
     *
     * @param ofTheDate those of the posting date, besides its period
     */
    List<Fault> faults(RunArguments arguments, boolean dryRun, List<Fault> ofTheDate) {
        List<Fault> faults = new ArrayList<>();
        OpenDates dates = new OpenDates(jdbc);
        LocalDate date = arguments.postingDate();
        dates.periodFault(posting, date).ifPresent(faults::add);
        faults.addAll(ofTheDate);
        if (books.currency() == null) {
            faults.add(fault(
                    FaultCode.LAYER_NOT_SET_UP,
                    posting.words() + " is in the REPORTING layer but company " + Text.quoted(books.company())
                            + " has no reporting currency",
                    "give the company a reporting_currency in companies.csv"));
        }
        if (arguments.storno() && !books.companyStorno()) {
            faults.add(fault(
                    FaultCode.STORNO_NOT_ALLOWED,
                    "company " + Text.quoted(books.company()) + " does not use storno for inventory adjustments",
                    "post without --storno, or switch storno_for_inventory_adjustments on in companies.csv"));
        }
        if (!arguments.updateLedger()
                && (arguments.note() == null || arguments.note().isBlank())) {
            faults.add(fault(
                    FaultCode.NOTE_REQUIRED,
                    posting.words() + " would be posted without updating the ledger and without a reason",
                    "add --note with the reason"));
        }
        faults.addAll(outdatedProposal());
        dates.unfinishedUpTo(date, posting).ifPresent(faults::add);
        if (!dryRun) {
            releaseFault().ifPresent(faults::add);
            unfinishedCancellation().ifPresent(faults::add);
        }
        return faults;
    }

    /** The balance that a proposed journal spreads has changed; what its lines were computed from is checked with the lines. */
    private List<Fault> outdatedProposal() {
        return jdbc.sql("select code, message, remedy from proposal_fault(:journal)")
                .param("journal", id)
                .query((row, number) -> fault(
                        FaultCode.valueOf(row.getString("code")), row.getString("message"), row.getString("remedy")))
                .list();
    }

    /** A dry run needs no release: its plan is what the second user reviews. */
    private Optional<Fault> releaseFault() {
        return jdbc.sql("""
                        select '"' || array_to_string(j.made_by, '", "') || '"'
                          from adjustment_journal j
                          join company c on c.id = j.company_id
                         where j.id = :journal and c.four_eyes and j.released_by is null
                        """)
                .param("journal", id)
                .query(String.class)
                .optional()
                .map(makers -> fault(
                        FaultCode.NOT_RELEASED,
                        posting.words() + " was made by " + makers + " and company "
                                + Text.quoted(books.company())
                                + " posts only what another database user has released",
                        "let another database user look at it and run release " + Shell.journal(books.company(), name)
                                + ", then run post again"));
    }

    /** An unfinished cancellation was checked on the assumption that no other run changes its transactions. */
    private Optional<Fault> unfinishedCancellation() {
        return jdbc.sql("""
                        with unfinished as materialized (
                            select id, cancels_run_id
                              from posting_run
                             where company_id = :company and currency_layer = :layer and status = 'RUNNING' and cancels_run_id is not null
                        )
                        select u.id, u.cancels_run_id
                          from unfinished u
                         where exists (select from adjustment a
                                         join settlement s on s.item_id = a.item_id and s.inventory_transaction_id = a.inventory_transaction_id
                                        where a.journal_id = :journal and s.run_id = u.cancels_run_id)
                            or exists (select from adjustment_journal j where j.id = :journal and j.close_run_id = u.cancels_run_id)
                         order by u.id
                         limit 1
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("journal", id)
                .query((row, number) -> fault(
                        FaultCode.UNFINISHED_CANCELLATION,
                        "the cancellation of run " + row.getLong(2)
                                + " is unfinished and touches transactions of journal "
                                + Text.quoted(name),
                        "finish it with cancel --run " + row.getLong(2)
                                + ", post without --journal (that begins with it), or end it with abandon --run "
                                + row.getLong(1)))
                .optional();
    }

    private Fault fault(FaultCode code, String message, String remedy) {
        return new Fault(code, message, remedy, name, null);
    }
}
