package org.periodclose.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what a request means: the journals to post, the run to take back. */
final class Tasks {
    private static final String HEAD = """
            select j.id, j.company_id, c.company, j.journal, j.currency_layer, j.status, c.storno_for_inventory_adjustments,
                   case j.currency_layer when 'ACCOUNTING' then c.accounting_currency else c.reporting_currency end as currency,
                   (select count(*) from adjustment a where a.journal_id = j.id) as lines
              from adjustment_journal j
              join company c on c.id = j.company_id
             where c.company = :company and j.journal = :journal
            """;

    private final JdbcClient jdbc;
    private final RunRecords runs;

    Tasks(JdbcClient jdbc, RunRecords runs) {
        this.jdbc = jdbc;
        this.runs = runs;
    }

    /** The companies of a request, in order of their names. */
    List<String> companies(@Nullable String company) {
        List<String> known = jdbc.sql("select company from company order by company")
                .query(String.class)
                .list();
        if (company == null) {
            return known;
        }
        if (!known.contains(company)) {
            throw new Refused(
                    FaultCode.UNKNOWN_COMPANY,
                    "there is no company " + Text.quoted(company),
                    known.isEmpty()
                            ? "import one first"
                            : "known are "
                                    + known.stream().limit(10).map(Text::quoted).collect(Collectors.joining(", ")));
        }
        return List.of(company);
    }

    /** The journals to post: what was interrupted, then what is OPEN in order of import. */
    List<String> journalsToPost(String company) {
        return jdbc.sql("""
                        select j.journal
                          from adjustment_journal j
                          join company c on c.id = j.company_id
                         where c.company = :company and j.status in ('OPEN', 'POSTING')
                         order by j.status = 'POSTING' desc, j.id
                        """).param("company", company).query(String.class).list();
    }

    /** @throws Refused if there is no such journal, no such run, or it cannot be taken back */
    Task of(Piece piece) {
        return piece.cancels() == null ? toPost(piece.company(), piece.journal()) : toCancel(piece.cancels());
    }

    /** @throws Refused if there is no such journal */
    Task toPost(String company, String journal) {
        return jdbc.sql(HEAD)
                .param("company", company)
                .param("journal", journal)
                .query(Tasks::head)
                .optional()
                .map(head -> new Task(head, null))
                .orElseThrow(() -> new Refused(new Fault(
                        FaultCode.UNKNOWN_JOURNAL,
                        "company " + Text.quoted(company) + " has no adjustment journal " + Text.quoted(journal),
                        "look at `journals " + Shell.company(company) + "`, or import the journal first",
                        journal,
                        null)));
    }

    /** @throws Refused if there is no such run, or it is none that can be taken back, now or ever */
    Task toCancel(long number) {
        Run run = runs.find(number).orElseThrow(() -> unknown(number));
        if (run.type() == RunType.CANCELLATION) {
            throw refused(
                    run,
                    FaultCode.IS_A_CANCELLATION,
                    "run " + number + " is itself the cancellation of run " + run.cancels(),
                    switch (run.status()) {
                        case POSTED -> "post the adjustments again in a new journal";
                        case FAILED -> "nothing is to be taken back: what it settled counts for nothing";
                        default ->
                            "finish it with cancel --run " + run.cancels() + ", or end it with abandon --run " + number;
                    });
        }
        requirePosted(run);
        return of(run.company(), run.journal(), run);
    }

    /** What a run does, or was to do. */
    Task of(Run run) {
        return of(run.company(), run.journal(), run.cancels() == null ? null : runs.byNumber(run.cancels()));
    }

    private Task of(String company, String journal, @Nullable Run cancelled) {
        return new Task(toPost(company, journal).journal(), cancelled);
    }

    static Refused unknown(long run) {
        return new Refused(
                FaultCode.UNKNOWN_RUN, "there is no run " + run, "look up its number with `period-close runs`");
    }

    /** @throws Refused if a run cannot be taken back, now or ever, because it is not posted */
    static void requirePosted(Run run) {
        if (run.status() != RunStatus.POSTED) {
            boolean unfinished = run.status() == RunStatus.RUNNING;
            throw refused(
                    run,
                    FaultCode.RUN_NOT_POSTED,
                    "run " + run.run() + " of journal " + Text.quoted(run.journal()) + " is not posted: it "
                            + (unfinished ? "is unfinished" : "has failed"),
                    unfinished
                            ? "finish it with post " + Shell.journal(run.company(), run.journal())
                                    + ", then cancel it, or end it with abandon --run " + run.run()
                            : "nothing is to be taken back: what it settled counts for nothing");
        }
    }

    private static Refused refused(Run run, FaultCode code, String message, String remedy) {
        return new Refused(new Fault(code, message, remedy, run.journal(), null));
    }

    private static JournalHead head(ResultSet row, int number) throws SQLException {
        return new JournalHead(
                row.getLong("id"),
                row.getInt("company_id"),
                row.getString("company"),
                row.getString("journal"),
                CurrencyLayer.valueOf(row.getString("currency_layer")),
                row.getString("currency"),
                row.getBoolean("storno_for_inventory_adjustments"),
                JournalHead.Status.valueOf(row.getString("status")),
                row.getLong("lines"));
    }
}
