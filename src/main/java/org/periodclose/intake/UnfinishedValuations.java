package org.periodclose.intake;

import java.util.Locale;
import org.periodclose.intake.ImportFile.Check;
import org.periodclose.intake.ImportFile.When;

/** While a recalculation or a close is unfinished, nothing changes that it was prepared with. */
final class UnfinishedValuations {
    private UnfinishedValuations() {}

    /** Each unfinished run with the {@code code}, the words for what it does and the {@code remedy}. */
    static final String RUNS = """
            (select r.company_id, r.posting_date,
                    case when w.at_work then 'RUN_AT_WORK' else 'UNFINISHED_RUN' end as code,
                    format('run %s, a %s up to %s, %s', r.id, replace(lower(r.type), '_', ' '), r.posting_date, case when w.at_work then 'is at work' else 'is not finished' end)
                    as run,
                    case when w.at_work then 'wait until it has ended, then import again'
                         else format('finish it with %s, or end it with abandon --run %s, then import again', command_of(r.id), r.id) end
                    as remedy
               from posting_run r
              cross join lateral (select is_at_work(r.company_id, r.currency_layer) as at_work) w
              where r.status = 'RUNNING'
                and r.type in ('CLOSE', 'RECALCULATION', 'REVALUATION', 'STANDARD_COST_CONVERSION'))""";

    /**
     * Refuses staged rows {@code s} of the company {@code c}.
     *
     * @param changes joins and condition of the rows that would change something
     * @param what SQL text for what cannot change
     */
    static Check of(ImportFile file, String column, String changes, String what) {
        return new Check(When.BEFORE, String.format(Locale.ROOT, """
                select s.line, '%s' as column, u.code, %s || ': ' || u.run as what, u.remedy
                  from %s u
                  join company c on c.id = u.company_id
                  join %s s on s.company = c.company and s.sound
                  %s
                 order by s.line, u.run""", column, what, RUNS, file.staged(), changes));
    }
}
