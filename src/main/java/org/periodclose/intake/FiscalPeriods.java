package org.periodclose.intake;

import java.util.List;

final class FiscalPeriods extends ImportFile {
    static final ImportFile FILE = new FiscalPeriods();

    private FiscalPeriods() {
        super(
                "fiscal_periods.csv",
                "fiscal period",
                Target.setUp("fiscal_period", "staged_fiscal_periods s join company c on c.company = s.company")
                        .key("company_id", "c.id")
                        .key("period", "s.period")
                        .values("start_date", "end_date", "status"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("period", Format.CODE),
                        Column.required("start_date", Format.DATE),
                        Column.required("end_date", Format.DATE),
                        Column.required("status", Format.oneOf("OPEN", "ON_HOLD", "CLOSED"))),
                Reference.to(Companies.FILE, "company"));
    }

    @Override
    void check(Row row) {
        String start = row.value("start_date");
        String end = row.value("end_date");
        if (start != null && end != null && start.compareTo(end) > 0) {
            row.refuse("end_date", end + " is before the start date " + start, "correct one of the two dates");
        }
    }

    /** Periods that lose days. */
    @Override
    List<String> beforeUpdate() {
        return List.of("""
               create temporary table shortened_fiscal_periods on commit drop as
               select s.line, s.company, c.id as company_id, p.period, p.start_date, p.end_date, s.start_date as new_start_date
                 from staged_fiscal_periods s
                 join company c on c.company = s.company
                 join fiscal_period p on p.company_id = c.id and p.period = s.period
                where s.sound
                  and (s.start_date > p.start_date or s.end_date < p.end_date)""");
    }

    @Override
    List<Check> checks() {
        return List.of(new Check(When.LEFT_OUT, """
                        select m.line,
                               case when u.posting_date < m.new_start_date then 'start_date' else 'end_date' end as column,
                               'PERIOD_IN_USE' as code,
                               format('period "%s" of company "%s" would lose %s, the posting date of %s%s',
                                      m.period, m.company, u.posting_date, u.subject,
                                      case u.found when 1 then '' else format(', and the dates of %s more', u.found - 1) end) as what,
                               'keep the day in the period, or give it to another period of the file' as remedy
                          from shortened_fiscal_periods m
                          join lateral (
                               select r.posting_date, count(*) over () as found,
                                      case when v.voucher is not null then 'voucher "' || v.voucher || '"'
                                           when r.status = 'RUNNING' then format('unfinished run %s of journal "%s"', r.id, j.journal)
                                           else format('run %s of journal "%s"', r.id, j.journal) end as subject
                                 from posting_run r
                                 join adjustment_journal j on j.id = r.journal_id
                                 left join voucher v on v.run_id = r.id
                                where r.company_id = m.company_id
                                  and r.status in ('POSTED', 'RUNNING')
                                  and r.posting_date between m.start_date and m.end_date
                                  and not exists (select from fiscal_period p
                                                   where p.company_id = r.company_id and r.posting_date between p.start_date and p.end_date)
                                order by r.posting_date, r.id
                                limit 1
                               ) u on true
                         order by m.line"""), new Check(When.AFTER, """
                        select s.line,
                               'start_date' as column,
                               'BAD_VALUE' as code,
                               format('period "%s" (%s to %s) overlaps period "%s" (%s to %s) of company "%s"',
                                      p.period, p.start_date, p.end_date, o.period, o.start_date, o.end_date, s.company) as what,
                               'correct the dates, or import the other period with its new dates as well' as remedy
                          from staged_fiscal_periods s
                          join company c on c.company = s.company
                          join fiscal_period p on p.company_id = c.id and p.period = s.period
                                              and p.start_date = s.start_date and p.end_date = s.end_date
                          join fiscal_period o on o.company_id = c.id and o.period <> p.period
                                              and o.start_date <= p.end_date and p.start_date <= o.end_date
                         where s.sound
                           and not exists (select from staged_fiscal_periods later
                                            where later.company = s.company and later.period = o.period
                                              and (later.line > s.line or later.sound is distinct from true))
                         order by s.line, o.start_date"""));
    }
}
