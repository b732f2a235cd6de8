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
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of posting_run, as the job needs them. */
final class RunRecords {
    private final JdbcClient jdbc;

    RunRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The run that does, or has done, a task. */
    Optional<Run> of(Task task) {
        return jdbc.sql("""
                        select id from posting_run
                         where journal_id = :journal and cancels_run_id is not distinct from :cancels and status in ('RUNNING', 'POSTED')
                        """)
                .param("journal", task.journal().id())
                .param("cancels", task.cancels())
                .query(Long.class)
                .optional()
                .map(this::byNumber);
    }

    /** The runs of a company that unfinished cancellations take back, the first that was begun first. */
    List<Long> halfCancelled(String company) {
        return jdbc.sql("""
                        select r.cancels_run_id
                          from posting_run r
                          join company c on c.id = r.company_id
                         where c.company = :company and r.status = 'RUNNING' and r.cancels_run_id is not null
                         order by r.id
                        """).param("company", company).query(Long.class).list();
    }

    /** A run and all that stand in its way, in theirs, and so on, in the order of their posting. */
    List<Run> toCancel(long run) {
        return all(jdbc.sql("select run_id from runs_to_cancel(:run)")
                .param("run", run)
                .query(Long.class)
                .list());
    }

    Run byNumber(long run) {
        return find(run).orElseThrow();
    }

    Optional<Run> find(long run) {
        return all(List.of(run)).stream().findFirst();
    }

    /** In the order of their posting; those that are unfinished last. */
    List<Run> all(List<Long> runs) {
        return runs.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select r.*, c.company, j.journal, v.voucher,
                               (select x.id from posting_run x where x.cancels_run_id = r.id and x.status = 'POSTED') as cancelled_by, m.hash as manifest
                          from posting_run r
                          join company c on c.id = r.company_id
                          join adjustment_journal j on j.id = r.journal_id
                          left join voucher v on v.run_id = r.id
                          left join manifest m on m.run_id = r.id
                         where r.id in (:runs)
                         order by r.ended_at nulls last, r.id
                        """).param("runs", runs).query(RunRecords::run).list();
    }

    /**
     * Ends a run: what it settled stays as evidence and counts for nothing, the journal that it was to post is OPEN again.
     *
     * @param abandonedBy null: a law has failed it
     */
    void fail(RunSession session, long run, String failure, @Nullable String abandonedBy) {
        JdbcClient own = session.transactions().jdbc();
        own.sql("""
                        update posting_run
                           set status = 'FAILED', ended_at = clock_timestamp(), failure = :failure, abandoned_by = :abandonedBy
                         where id = :run and status = 'RUNNING'
                        """)
                .param("run", run)
                .param("failure", failure)
                .param("abandonedBy", abandonedBy)
                .update();
        own.sql(
                        "update adjustment_journal set status = 'OPEN' where id = (select journal_id from posting_run where id = :run and status = 'FAILED' and cancels_run_id is null)")
                .param("run", run)
                .update();
    }

    boolean wasAbandoned(long run) {
        return jdbc.sql("select abandoned_by is not null from posting_run where id = :run")
                .param("run", run)
                .query(Boolean.class)
                .single();
    }

    /** What the run has been told, to go on with. */
    RunArguments argumentsOf(long run) {
        return jdbc.sql("""
                        select posting_date, specification, update_ledger, storno, note, expected_checksum as expect, skip_invalid
                          from posting_run
                         where id = :run
                        """).param("run", run).query(RunArguments.class).single();
    }

    /** Another process has the lock of the journal's company and layer. */
    Refused atWork(JournalHead journal) {
        return new Refused(new Fault(
                FaultCode.RUN_AT_WORK,
                atWork(journal.companyId(), journal.layer())
                        .or(() -> holderOf(journal))
                        .orElse("another process was at work on company " + Text.quoted(journal.company()) + ", "
                                + journal.layer() + " layer, and has just ended"),
                "wait until it has ended, then run the same command again",
                journal.journal(),
                null));
    }

    /** On which run the holder of the lock of a company and layer works, in words: its number, journal, by whom, since when, how far. */
    Optional<String> atWork(int company, CurrencyLayer layer) {
        return jdbc.sql("""
                        select format('run %s of journal %s%s is at work: started %s UTC by %s, %s of %s lines done',
                                      r.id, quoted(j.journal), ', which cancels run ' || r.cancels_run_id || ',', to_char(r.started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), quoted(r.started_by),
                                      (select sum(p.lines_done) from run_partition p where p.run_id = r.id), r.planned)
                          from run_lock l
                          join posting_run r on r.id = l.run_id
                          join adjustment_journal j on j.id = r.journal_id
                         where l.company_id = :company and l.currency_layer = :layer and r.status = 'RUNNING'
                        """)
                .param("company", company)
                .param("layer", layer.name())
                .query(String.class)
                .optional();
    }

    /** Who holds the lock of a journal's company and layer but has no run yet, in words; since when and from where only who may see that is told. */
    Optional<String> holderOf(JournalHead journal) {
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
                .param("company", journal.company())
                .param("layer", journal.layer().name())
                .param("space", RunLock.SPACE)
                .param("key", RunLock.key(journal))
                .query(String.class)
                .optional();
    }

    /** Another start goes on with it. */
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

    private static Run run(ResultSet row, int number) throws SQLException {
        String currency = row.getString("currency");
        BigDecimal settled = row.getBigDecimal("settled_amount");
        OffsetDateTime started = row.getObject("started_at", OffsetDateTime.class);
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Run(
                row.getLong("id"),
                RunType.valueOf(row.getString("type")),
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
                row.getString("manifest"));
    }
}
