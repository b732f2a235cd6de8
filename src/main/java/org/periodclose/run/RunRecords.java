package org.periodclose.run;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.ledger.Valued;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of posting_run, as the engine and the kinds of run need them. */
public final class RunRecords {
    private final JdbcClient jdbc;

    public RunRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Run byNumber(long run) {
        return find(run).orElseThrow();
    }

    /**
     * The run of a number.
     *
     * @throws Refused if there is no such run
     */
    public Run get(long run) {
        return find(run)
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_RUN,
                        "there is no run " + run,
                        "look up its number with `period-close runs`"));
    }

    public Optional<Run> find(long run) {
        return all(List.of(run)).stream().findFirst();
    }

    /** In the order of their posting; those that are unfinished last. */
    public List<Run> all(List<Long> runs) {
        return runs.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select r.*, c.company, j.journal, v.voucher,
                               (select x.id from posting_run x where x.cancels_run_id = r.id and x.status = 'POSTED') as cancelled_by, m.hash as manifest,
                               cancelled_recalculations(r) as cancelled_recalculations
                          from posting_run r
                          join company c on c.id = r.company_id
                          left join adjustment_journal j on j.id = r.journal_id
                          left join voucher v on v.run_id = r.id
                          left join manifest m on m.run_id = r.id
                         where r.id in (:runs)
                         order by r.ended_at nulls last, r.id
                        """)
                        .param("runs", runs)
                        .query((row, number) -> run(row))
                        .list();
    }

    /** The command that continues an unfinished run, with what names the run. */
    public String command(long run) {
        return jdbc.sql("select coalesce(command_of(:run), 'the same command')")
                .param("run", run)
                .query(String.class)
                .single();
    }

    /** What can be done about an unfinished run. */
    public String remedy(long run) {
        return "finish it with " + command(run) + ", or end it with abandon --run " + run;
    }

    /** A run in words: its number and what it is about. */
    public static String words(Run run) {
        return "run " + run.run()
                + (run.valued() == null ? "" : ", " + run.type().words() + " of " + run.postingDate() + ",")
                + (run.journal() == null ? "" : " of journal " + Text.quoted(run.journal()))
                + (run.cancels() == null ? "" : ", which cancels run " + run.cancels() + ",");
    }

    /**
     * Ends the run of a session: what it settled stays as evidence and counts for nothing.
     *
     * @param abandonedBy null: a law has failed it
     */
    void fail(RunSession session, String failure, @Nullable String abandonedBy) {
        JdbcClient own = session.transactions().jdbc();
        int failed = own.sql("""
                        update posting_run
                           set status = 'FAILED', ended_at = clock_timestamp(), failure = :failure, abandoned_by = :abandonedBy
                         where id = :run and status = 'RUNNING'
                        """)
                .param("run", session.run())
                .param("failure", failure)
                .param("abandonedBy", abandonedBy)
                .update();
        if (failed == 1) {
            session.work().failed(own);
        }
    }

    boolean wasAbandoned(long run) {
        return jdbc.sql("select abandoned_by is not null from posting_run where id = :run")
                .param("run", run)
                .query(Boolean.class)
                .single();
    }

    /** The arguments of an unfinished run. */
    RunArguments argumentsOf(long run) {
        return jdbc.sql("""
                        select posting_date, specification, update_ledger, storno, note, expected_checksum as expect, skip_invalid
                          from posting_run
                         where id = :run
                        """).param("run", run).query(RunArguments.class).single();
    }

    /** Another process has the lock of the company and layer. */
    Refused atWork(Work work) {
        Books books = work.books();
        return new Refused(new Fault(
                FaultCode.RUN_AT_WORK,
                atWork(books)
                        .or(() -> holderOf(books))
                        .orElse("another process was at work on company " + Text.quoted(books.company()) + ", "
                                + books.layer() + " layer, and has just ended"),
                "wait until it has ended, then run the same command again",
                work.subject().journal(),
                null));
    }

    /** On which run the holder of the lock of a company and layer works, in words: its number, journal, by whom, since when, how far. */
    private Optional<String> atWork(Books books) {
        return jdbc.sql("""
                        select format('run %s%s%s is at work: started %s UTC by %s, %s of %s lines done',
                                      r.id, ' of journal ' || quoted(j.journal), ', which cancels run ' || r.cancels_run_id || ',',
                                      to_char(r.started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), quoted(r.started_by),
                                      to_char((select sum(p.lines_done) from run_partition p where p.run_id = r.id), 'FM999,999,999,999,990'),
                                      to_char(r.planned, 'FM999,999,999,999,990'))
                          from run_lock l
                          join posting_run r on r.id = l.run_id
                          left join adjustment_journal j on j.id = r.journal_id
                         where l.company_id = :company and l.currency_layer = :layer and r.status = 'RUNNING'
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .query(String.class)
                .optional();
    }

    /** Who holds the lock of a company and layer but has no run yet, in words; since when and from where is reported only to users who may see it. */
    private Optional<String> holderOf(Books books) {
        return jdbc.sql("""
                        select format('a command is at work on company %s, %s layer, and still checks its journal: ', quoted(:company), :layer::text)
                               || case when a.backend_start is null
                                       then format('server process %s of user %s', a.pid, quoted(a.usename))
                                       else format('connected %s UTC by %s from %s',
                                                   to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), quoted(a.usename),
                                                   coalesce(host(a.client_addr), 'this machine'))
                                  end
                          from pg_locks l
                          join pg_stat_activity a on a.pid = l.pid and a.datid = l.database
                         where l.locktype = 'advisory' and l.classid = :space and l.objid = :key and l.granted
                           and a.datname = current_database()
                        """)
                .param("company", books.company())
                .param("layer", books.layer().name())
                .param("space", RunLock.SPACE)
                .param("key", RunLock.key(books))
                .query(String.class)
                .optional();
    }

    /** Another start continues it. */
    void goesOn(RunSession session, long run) {
        JdbcClient own = session.transactions().jdbc();
        own.sql("update posting_run set interruptions = interruptions + 1 where id = :run and status = 'RUNNING'")
                .param("run", run)
                .update();
        own.sql(
                        "update run_partition set resumed_at = clock_timestamp(), lines_at_resume = lines_done where run_id = :run")
                .param("run", run)
                .update();
    }

    /** The lines that it settles in all, without those that it leaves out. */
    long planned(long run) {
        return jdbc.sql("select planned from posting_run where id = :run")
                .param("run", run)
                .query(Long.class)
                .single();
    }

    long linesDone(long run) {
        return jdbc.sql("select coalesce(sum(lines_done), 0) from run_partition where run_id = :run")
                .param("run", run)
                .query(Long.class)
                .single();
    }

    /** A run from the columns of {@code posting_run} and the names that belong to it. */
    public static Run run(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        BigDecimal settled = row.getBigDecimal("settled_amount");
        OffsetDateTime started = row.getObject("started_at", OffsetDateTime.class);
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        RunType type = RunType.valueOf(row.getString("type"));
        return new Run(
                row.getLong("id"),
                type,
                RunStatus.valueOf(row.getString("status")),
                row.getString("company"),
                row.getString("journal"),
                row.getString("voucher"),
                row.getObject("posting_date", LocalDate.class),
                CurrencyLayer.valueOf(row.getString("currency_layer")),
                currency,
                Specification.valueOf(row.getString("specification")),
                row.getBoolean("update_ledger"),
                row.getBoolean("storno"),
                row.getString("note"),
                row.getLong("settlements"),
                Money.of(currency, settled == null ? BigDecimal.ZERO : settled),
                row.getInt("lines"),
                row.getInt("exceptions"),
                row.getString("started_by"),
                started.toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("checksum"),
                row.getObject("cancels_run_id", Long.class),
                row.getObject("cancelled_by", Long.class),
                row.getString("manifest"),
                type.matchesIssues() || type.isByPrice() ? valued(type, currency, row) : null);
    }

    private static Valued valued(RunType type, String currency, ResultSet row) throws SQLException {
        return new Valued(
                type == RunType.CLOSE ? row.getObject("posting_date", LocalDate.class) : null,
                row.getLong("matches"),
                row.getLong("unsettled"),
                row.getLong("circles"),
                Money.of(currency, row.getBigDecimal("carried")),
                Money.of(currency, row.getBigDecimal("written_off")),
                List.of((Long[]) row.getArray("cancelled_recalculations").getArray()));
    }
}
