package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Unsettled;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.effect.Effect;
import org.periodclose.effect.Effects;
import org.periodclose.run.RunRecords;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers questions about journals, runs and vouchers. Reads only. */
public final class Inquiry {
    private static final String JOURNALS = """
            select c.company, j.journal, j.description, j.currency_layer, j.status,
                   case j.currency_layer when 'ACCOUNTING' then c.accounting_currency else c.reporting_currency end as currency,
                   count(a.amount) as lines,
                   coalesce(sum(a.amount), 0) as sum
              from adjustment_journal j
              join company c on c.id = j.company_id
              left join adjustment a on a.journal_id = j.id
             where :company::text is null or c.company = :company
             group by j.id, c.id
             order by j.id
            """;

    private static final String RUNS = """
            select r.id, r.type, r.status, c.company, j.journal, v.voucher, r.posting_date, r.currency_layer, r.currency,
                   r.specification, r.update_ledger, r.storno, r.note, r.settlements, r.settled_amount, r.exceptions,
                   case r.status when 'POSTED' then r.lines end as lines, case r.status when 'POSTED' then r.checksum end as checksum,
                   r.started_by, r.started_at, r.ended_at, r.planned, r.estimated_seconds, r.interruptions, r.cancels_run_id, r.failure, r.abandoned_by,
                   (select max(p.resumed_at) from run_partition p where p.run_id = r.id) as resumed_at,
                   (select coalesce(sum(p.lines_at_resume), 0) from run_partition p where p.run_id = r.id) as lines_at_resume,
                   (select x.id from posting_run x where x.cancels_run_id = r.id and x.status = 'POSTED') as cancelled_by, m.hash as manifest,
                   r.matches, r.unsettled, r.circles, r.carried, r.written_off, cancelled_recalculations(r) as cancelled_recalculations,
                   coalesce(l.released_by, p.released_by) as released_by, coalesce(l.released_at, p.released_at) as released_at,
                   r.status = 'RUNNING' and run_is_at_work(r.id) as at_work,
                   coalesce(r.settlements, (select sum(p.lines_done) from run_partition p where p.run_id = r.id), 0) as lines_done
              from posting_run r
              join company c on c.id = r.company_id
              left join adjustment_journal j on j.id = r.journal_id
              left join voucher v on v.run_id = r.id
              left join manifest m on m.run_id = r.id
              left join plan_release l on l.id = r.plan_release_id
              left join adjustment_journal p on p.id = r.journal_id and r.cancels_run_id is null
             where (:company::text is null or c.company = :company)
               and (:type::text is null or r.type = :type)
               and (:run::bigint is null or r.id = :run)
             order by r.id
            """;

    private static final String VOUCHER_LINES = """
            select l.line, d.main_account as debit_account, k.main_account as credit_account, l.amount, l.storno,
                   g.item_group, i.item_number, l.settlements
              from voucher_line l
              join main_account d on d.id = l.debit_account_id
              join main_account k on k.id = l.credit_account_id
              left join item_group g on g.id = l.item_group_id
              left join item i on i.id = l.item_id
             where l.run_id = :run
             order by l.line
            """;

    private static final String NAMES = """
            select c.name as company, coalesce(j.description, '') as journal
              from company c
              left join adjustment_journal j on j.company_id = c.id and j.journal = :journal
             where c.company = :company
            """;

    private static final String ACCOUNT_NAMES = """
            select a.main_account, a.name
              from main_account a
              join company c on c.id = a.company_id
             where c.company = :company
            """;

    private final JdbcClient jdbc;
    private final Effects effects;

    public Inquiry(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.effects = new Effects(jdbc);
    }

    /** The companies, in code-point order. */
    public List<String> companies() {
        return jdbc.sql("select company from company order by company")
                .query(String.class)
                .list();
    }

    /**
     * The adjustment journals in order of import.
     *
     * @param company null: all
     * @throws Refused if there is no such company
     */
    public List<JournalSummary> journals(@Nullable String company) {
        requireCompany(company);
        return jdbc.sql(JOURNALS)
                .param("company", company)
                .query((row, number) -> journal(row))
                .list();
    }

    public List<RunProgress> runs(@Nullable String company) {
        return runs(company, null);
    }

    /**
     * The runs, the oldest first.
     *
     * @param company null: all
     * @param type null: all
     * @throws Refused if there is no such company
     */
    public List<RunProgress> runs(@Nullable String company, @Nullable RunType type) {
        requireCompany(company);
        return jdbc.sql(RUNS)
                .param("company", company)
                .param("type", type == null ? null : type.name())
                .param("run", null)
                .query((row, number) -> run(row))
                .list();
    }

    /**
     * One run.
     *
     * @throws Refused if there is no such run
     */
    public RunProgress run(long run) {
        return jdbc.sql(RUNS)
                .param("company", null)
                .param("type", null)
                .param("run", run)
                .query((row, number) -> run(row))
                .optional()
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_RUN,
                        "there is no run " + run,
                        "look up its number with `period-close runs`"));
    }

    /**
     * The voucher of a run; without lines if it was posted without ledger update.
     *
     * @throws Refused if there is no such run, or it is not posted
     */
    public Voucher voucher(long run) {
        Run found = requirePosted(run);
        return new Voucher(
                found,
                jdbc.sql(VOUCHER_LINES)
                        .param("run", run)
                        .query((row, number) -> line(row, found.currency()))
                        .list());
    }

    /**
     * The faults of the lines that a run left out.
     *
     * @throws Refused if there is no such run
     */
    public List<Fault> exceptions(long run) {
        run(run);
        return effects.leftOut(run, Integer.MAX_VALUE);
    }

    /** How many issues a close left unsettled, by reason. */
    public Map<Unsettled, Long> reasons(long run) {
        Map<Unsettled, Long> reasons = new EnumMap<>(Unsettled.class);
        jdbc.sql("select reason, count(*) from unsettled_issue where run_id = :run group by reason")
                .param("run", run)
                .query(row -> {
                    reasons.put(Unsettled.valueOf(row.getString(1)), row.getLong(2));
                });
        return reasons;
    }

    /** How many cost objects without stock a revaluation left out; zero of another run. */
    public long leftOut(long run) {
        return jdbc.sql("select left_out from posting_run where id = :run")
                .param("run", run)
                .query(Long.class)
                .single();
    }

    /**
     * The change of the value of inventory by a posted run.
     *
     * @throws Refused if there is no such run, or it is not posted
     */
    public Effect effect(long run) {
        requirePosted(run);
        return effects.of(run);
    }

    /** The names of the company, the journal and the accounts. */
    public Names names(String company, @Nullable String journal) {
        Map<String, String> accounts = new HashMap<>();
        jdbc.sql(ACCOUNT_NAMES).param("company", company).query((ResultSet row) -> {
            accounts.put(row.getString("main_account"), row.getString("name"));
        });
        return jdbc.sql(NAMES)
                .param("company", company)
                .param("journal", journal)
                .query((row, number) -> new Names(row.getString("company"), row.getString("journal"), accounts))
                .single();
    }

    private Run requirePosted(long run) {
        return requirePosted(run, FaultCode.NO_VOUCHER, "voucher");
    }

    /** @param what only a posted run has */
    Run requirePosted(long run, FaultCode code, String what) {
        Run found = run(run).run();
        if (found.status() != RunStatus.POSTED) {
            throw new Refused(
                    code,
                    "run " + run + " has no " + what + ": " + whyNot(found),
                    found.status() == RunStatus.RUNNING
                            ? "finish it with " + new RunRecords(jdbc).command(run)
                                    + ", then run the same command again"
                            : "look at `period-close runs` for the run that was posted instead");
        }
        return found;
    }

    /**
     * A company, if one is named, must exist.
     *
     * @param company null: none is named
     * @throws Refused if there is no such company
     */
    public void requireCompany(@Nullable String company) {
        if (company == null) {
            return;
        }
        List<String> known = companies();
        if (!known.contains(company)) {
            throw new Refused(
                    FaultCode.UNKNOWN_COMPANY,
                    "there is no company " + Text.quoted(company),
                    known.isEmpty()
                            ? "import it first"
                            : "import it, or give one of: "
                                    + known.stream().map(Text::quoted).collect(Collectors.joining(", ")));
        }
    }

    private static String whyNot(Run run) {
        return switch (run.status()) {
            case RUNNING -> "it is not finished";
            case FAILED -> "it failed";
            case POSTED, DRY_RUN -> throw new IllegalStateException("run " + run.run() + " has one");
        };
    }

    private static JournalSummary journal(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        BigDecimal sum = row.getBigDecimal("sum");
        return new JournalSummary(
                row.getString("company"),
                row.getString("journal"),
                row.getString("description"),
                CurrencyLayer.valueOf(row.getString("currency_layer")),
                currency,
                row.getString("status"),
                row.getLong("lines"),
                currency == null ? sum : Money.of(currency, sum).amount());
    }

    private static RunProgress run(ResultSet row) throws SQLException {
        return new RunProgress(
                RunRecords.run(row),
                row.getLong("lines_done"),
                row.getLong("planned"),
                row.getBigDecimal("estimated_seconds"),
                row.getInt("interruptions"),
                instant(row, "resumed_at"),
                row.getLong("lines_at_resume"),
                row.getBoolean("at_work"),
                row.getString("failure"),
                row.getString("abandoned_by"),
                row.getString("released_by"),
                instant(row, "released_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static VoucherLine line(ResultSet row, String currency) throws SQLException {
        return new VoucherLine(
                row.getInt("line"),
                row.getString("debit_account"),
                row.getString("credit_account"),
                Money.of(currency, row.getBigDecimal("amount")),
                row.getBoolean("storno"),
                row.getString("item_group"),
                row.getString("item_number"),
                row.getLong("settlements"));
    }
}
