package org.periodclose.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds settlements against voucher lines; one query for a run and for a company. */
final class Reconciliations {
    /** A row for each account, and one more for each run that differs on it. */
    private static final String RECONCILIATION = """
            with run as (
                select id, journal_id, posting_date, update_ledger, note
                  from posting_run
                 where company_id = :company and currency_layer = :layer and status = 'POSTED' and posting_date <= :date
                   and (:run::bigint is null or id = :run)
            ), correspondence as (
                select s.run_id, s.debit_account_id, s.credit_account_id,
                       sum(ledger_amount(s.amount, s.storno)) as settled, 0 as posted
                  from run r
                  join settlement s on s.run_id = r.id
                 group by s.run_id, s.debit_account_id, s.credit_account_id
                union all
                select l.run_id, l.debit_account_id, l.credit_account_id, 0, sum(l.amount)
                  from run r
                  join voucher_line l on l.run_id = r.id
                 group by l.run_id, l.debit_account_id, l.credit_account_id
            )
            select a.main_account, a.name, r.id as run, j.journal, r.posting_date, sum(e.settled) as settled, sum(e.posted) as posted,
                   case when not r.update_ledger then r.note end as reason
              from correspondence c
             cross join lateral (values (c.debit_account_id, c.settled, c.posted), (c.credit_account_id, -c.settled, -c.posted))
                        e (account_id, settled, posted)
              join run r on r.id = c.run_id
              join main_account a on a.id = e.account_id
              left join adjustment_journal j on j.id = r.journal_id
             group by grouping sets ((a.main_account, a.name),
                                     (a.main_account, a.name, r.id, j.journal, r.posting_date, r.update_ledger, r.note))
            having grouping(r.id) = 1 or sum(e.settled) <> sum(e.posted)
             order by a.main_account, r.id nulls first
            """;

    private final JdbcClient jdbc;

    Reconciliations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All posted runs of a company up to the end of a day. */
    Reconciliation asOf(Books books, LocalDate day) {
        return find(books, day, null);
    }

    /** One posted run. */
    Reconciliation ofRun(Books books, long run) {
        return find(books, LocalDate.of(9999, 12, 31), run);
    }

    private Reconciliation find(Books books, LocalDate day, @org.jspecify.annotations.Nullable Long run) {
        List<Reconciliation.OfAccount> accounts = new ArrayList<>();
        List<Reconciliation.Difference> differences = new ArrayList<>();
        jdbc.sql(RECONCILIATION)
                .param("company", books.id())
                .param("layer", books.layer().name())
                .param("date", day)
                .param("run", run)
                .query((ResultSet row) -> {
                    Money settled = Money.of(books.currency(), row.getBigDecimal("settled"));
                    Money posted = Money.of(books.currency(), row.getBigDecimal("posted"));
                    if (row.getObject("run") == null) {
                        accounts.add(new Reconciliation.OfAccount(
                                row.getString("main_account"), row.getString("name"), settled, posted));
                    } else {
                        differences.add(difference(row, settled.plus(posted.negated())));
                    }
                });
        return new Reconciliation(accounts, differences);
    }

    private static Reconciliation.Difference difference(ResultSet row, Money amount) throws SQLException {
        return new Reconciliation.Difference(
                row.getString("main_account"),
                row.getLong("run"),
                row.getString("journal"),
                row.getObject("posting_date", LocalDate.class),
                amount,
                row.getString("reason"));
    }
}
