package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Estimates how long a posting will take. Reads only. */
public final class Estimates {
    private static final String JOURNALS = """
            select o.company, o.journal, o.lines, estimated_seconds(o.lines::bigint, o.type) as seconds
              from (select c.company, j.journal, j.id, j.status, k.type,
                           coalesce((select sum(p.lines - p.lines_done) from run_partition p where p.run_id = r.id),
                                    (select count(*) from adjustment a where a.journal_id = j.id)) as lines
                      from adjustment_journal j
                     cross join lateral (select case when j.close_run_id is null then 'TRANSACTION_ADJUSTMENT' else 'ON_HAND_ADJUSTMENT' end as type) k
                      join company c on c.id = j.company_id
                      left join posting_run r on r.journal_id = j.id and r.status = 'RUNNING' and r.type = k.type
                     where j.status in ('OPEN', 'POSTING')
                       and (:company::text is null or c.company = :company)
                       and (cardinality(:journals::text[]) = 0 or j.journal = any (:journals::text[]))) o
             where o.lines > 0
             order by o.company, o.status = 'POSTING' desc, o.id
            """;

    private static final String HISTORY = """
            with past as (
                select id, type, estimated_seconds, extract(epoch from ended_at - started_at) as seconds
                  from posting_run
                 where status = 'POSTED' and type in ('TRANSACTION_ADJUSTMENT', 'ON_HAND_ADJUSTMENT') and interruptions = 0
            ), judged as (
                select abs(estimated_seconds - seconds) / seconds * 100 as off
                  from (select * from past where estimated_seconds is not null order by id desc limit 20) r
                 where seconds > 0
            )
            select (select coalesce(sum(runs), 0) from (select least(count(*), 50) as runs from past group by type) p) as based_on,
                   count(*) as judged,
                   round((percentile_cont(0.5) within group (order by off))::numeric) as median,
                   round(max(off)) as largest
              from judged
            """;

    private record History(
            long basedOn,
            long judged,
            @Nullable BigDecimal median,
            @Nullable BigDecimal largest) {}

    private final JdbcClient jdbc;
    private final Inquiry inquiry;

    Estimates(JdbcClient jdbc, Inquiry inquiry) {
        this.jdbc = jdbc;
        this.inquiry = inquiry;
    }

    /**
     * The open journals and their estimated time.
     *
     * @param company null: all
     * @param journals empty: all
     * @throws Refused if there is no such company or journal
     */
    public Estimate of(@Nullable String company, List<String> journals) {
        inquiry.requireCompany(company);
        journals.forEach(journal -> requireJournal(company, journal));
        List<Estimate.Journal> open = jdbc.sql(JOURNALS)
                .param("company", company)
                .param("journals", journals.toArray(String[]::new))
                .query(Estimate.Journal.class)
                .list();
        History history = jdbc.sql(HISTORY).query(History.class).single();
        return new Estimate(open, history.basedOn(), history.judged(), history.median(), history.largest());
    }

    private void requireJournal(@Nullable String company, String journal) {
        boolean known = jdbc.sql("""
                        select exists (select from adjustment_journal j join company c on c.id = j.company_id
                                        where j.journal = :journal and (:company::text is null or c.company = :company))
                        """)
                .param("journal", journal)
                .param("company", company)
                .query(Boolean.class)
                .single();
        if (!known) {
            throw new Refused(
                    FaultCode.UNKNOWN_JOURNAL,
                    (company == null ? "no company has an" : "company " + Text.quoted(company) + " has no")
                            + " adjustment journal " + Text.quoted(journal),
                    "look at `journals`, or import the journal first");
        }
    }
}
