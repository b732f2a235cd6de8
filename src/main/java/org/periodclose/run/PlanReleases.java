package org.periodclose.run;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Four eyes for runs without a journal: they post a plan that another database user has released, once. Which types of runs, and which release
 * a run may use, the database says.
 */
public final class PlanReleases {
    private final JdbcClient jdbc;

    PlanReleases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Releases a plan in the name of the database user; a release of this user that no run has used yet stays as it is.
     *
     * @param plan the checksum that its dry run printed; plans are not stored, so that it is one shows only when it is posted
     * @throws Refused if there is no such company, or this user is a user of the console and no approver
     */
    public PlanRelease release(String company, String plan) {
        Approver.require(jdbc);
        jdbc.sql("""
                        insert into plan_release (company_id, checksum, released_by, released_at)
                        select c.id, :plan, actor(), now()
                          from company c
                         where c.company = :company
                           and not exists (select from plan_release l
                                            where l.company_id = c.id and l.checksum = :plan and l.released_by = actor()
                                              and not exists (select from posting_run r where r.plan_release_id = l.id and r.status in ('RUNNING', 'POSTED')))
                        """).param("company", company).param("plan", plan).update();
        return jdbc.sql("""
                        select c.company, l.checksum, c.four_eyes, l.released_by, l.released_at
                          from plan_release l
                          join company c on c.id = l.company_id
                         where c.company = :company and l.checksum = :plan and l.released_by = actor()
                         order by l.id desc
                         limit 1
                        """)
                .param("company", company)
                .param("plan", plan)
                .query((row, number) -> new PlanRelease(
                        row.getString("company"),
                        row.getString("checksum"),
                        row.getBoolean("four_eyes"),
                        row.getString("released_by"),
                        row.getObject("released_at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_COMPANY,
                        "there is no company " + Text.quoted(company),
                        "import it, or correct --company"));
    }

    /**
     * Why a run needs a release that it does not have.
     *
     * @param plan the checksum that is expected; null: none
     * @param run that continues; 0: it is yet to begin
     */
    Optional<Fault> fault(Work work, @Nullable String plan, long run) {
        return jdbc.sql("""
                        select actor(),
                               (select max(r.id)
                                  from plan_release l
                                  join posting_run r on r.plan_release_id = l.id and r.status in ('RUNNING', 'POSTED') and r.id <> :run
                                 where l.company_id = c.id and l.checksum = :plan) as used_by
                          from company c
                         where c.id = :company and c.four_eyes and plan_needs_release(:type) and usable_release(c.id, :plan, :run) is null
                        """)
                .param("company", work.books().companyId())
                .param("type", work.type().name())
                .param("plan", plan)
                .param("run", run)
                .query((row, number) -> fault(work, plan, row.getString("actor"), row.getObject("used_by", Long.class)))
                .optional();
    }

    private static Fault fault(Work work, @Nullable String plan, String user, @Nullable Long usedBy) {
        String company = work.books().company();
        String notReleased = plan == null
                ? work.words() + " expects no plan"
                : "plan " + plan + " of " + work.words() + " is not released by another database user than "
                        + Text.quoted(user);
        return Fault.of(
                FaultCode.NOT_RELEASED,
                notReleased + (usedBy == null ? "" : " since run " + usedBy + " used its release") + ", and company "
                        + Text.quoted(company) + " posts only a plan that another database user has released",
                "look at the plan with " + work.command() + " --dry-run, let another database user run release "
                        + Shell.company(company) + " --plan with its checksum, then run " + work.command()
                        + " with --expect and that checksum");
    }
}
