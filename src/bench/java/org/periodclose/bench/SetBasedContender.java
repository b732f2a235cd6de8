package org.periodclose.bench;

import java.util.List;
import org.periodclose.core.ledger.RunType;
import org.periodclose.database.Schema;
import org.periodclose.run.KeyRange;
import org.periodclose.run.Laws;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a good database administrator would write by hand: the same tables, constraints, checks and laws, all in one session and one
 * transaction. It cannot be continued after a failure and computes no checksum; both are in its favour.
 */
final class SetBasedContender implements Contender {
    private final SingleConnectionDataSource session;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<String> laws;

    SetBasedContender(Server server, String database) {
        session = new SingleConnectionDataSource(server.url(database) + "&currentSchema=" + Schema.NAME, true);
        jdbc = JdbcClient.create(session);
        transaction = new TransactionTemplate(new JdbcTransactionManager(session));
        laws = new Laws(jdbc)
                .of(RunType.TRANSACTION_ADJUSTMENT.name()).stream()
                        .map(Laws.Law::sql)
                        .toList();
        jdbc.sql("set work_mem = '128MB'").update();
    }

    @Override
    public void post() {
        for (long journal : jdbc.sql("select id from adjustment_journal where status = 'OPEN' order by id")
                .query(Long.class)
                .list()) {
            transaction.executeWithoutResult(status -> post(journal));
        }
    }

    private void post(long journal) {
        long run = insertRun(journal);
        update(
                "insert into run_item select :run, ji.* from posting_run r, journal_item(r.journal_id) ji where r.id = :run",
                run);
        jdbc.sql("analyze run_item").update();
        requireNothing("select code || ': ' || message from journal_fault(:run, :journal)", run, journal);
        settle(run, journal);
        jdbc.sql("analyze settlement").update();
        sum(run);
        for (String law : laws) {
            requireNothing(law, run, journal);
        }
        finish(run);
    }

    private long insertRun(long journal) {
        return jdbc.sql("""
                        insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date,
                               specification, update_ledger, storno, skip_invalid, planned, started_by, started_at)
                        select 'TRANSACTION_ADJUSTMENT', 'RUNNING', j.company_id, j.id, j.currency_layer, c.accounting_currency,
                               c.accounting_decimals, :date, 'ITEM_NUMBER', true, true, false,
                               (select count(*) from adjustment a where a.journal_id = j.id), 'dba', clock_timestamp()
                          from adjustment_journal j join company c on c.id = j.company_id
                         where j.id = :journal
                        returning id
                        """)
                .param("journal", journal)
                .param("date", PeriodCloseContender.POSTING_DATE)
                .query(Long.class)
                .single();
    }

    private void settle(long run, long journal) {
        jdbc.sql("""
                insert into settlement (item_id, inventory_transaction_id, run_id, amount, debit_account_id, credit_account_id, storno)
                select a.item_id, a.inventory_transaction_id, r.id, a.amount,
                       case when r.storno or a.amount > 0 then coalesce(own.id, i.inventory_account_id) else i.loss_account_id end,
                       case when a.amount > 0 then i.profit_account_id
                            when r.storno then i.loss_account_id
                            else coalesce(own.id, i.inventory_account_id) end,
                       r.storno and a.amount < 0
                  from posting_run r
                  join adjustment a on a.journal_id = :journal
                  join run_item i on i.run_id = r.id and i.item_id = a.item_id
                  join inventory_transaction t on t.id = a.inventory_transaction_id
                  left join main_account own on own.company_id = r.company_id and own.main_account = t.inventory_account
                 where r.id = :run
                 order by a.item_id, a.inventory_transaction_id
                """).param("run", run).param("journal", journal).update();
    }

    private void sum(long run) {
        update("""
                insert into voucher_line (run_id, line, debit_account_id, credit_account_id, amount, storno, item_group_id, item_id, settlements)
                select :run, row_number() over (order by g.item_group, i.item_number, d.main_account, c.main_account, s.storno),
                       s.debit_account_id, s.credit_account_id, s.amount, s.storno, i.item_group_id, s.item_id, s.settlements
                  from (select item_id, debit_account_id, credit_account_id, storno, count(*) as settlements,
                               sum(case when storno then -abs(amount) else abs(amount) end) as amount
                          from settlement
                         where run_id = :run
                         group by item_id, debit_account_id, credit_account_id, storno) s
                  join item i on i.id = s.item_id
                  join item_group g on g.id = i.item_group_id
                  join main_account d on d.id = s.debit_account_id
                  join main_account c on c.id = s.credit_account_id
                """, run);
    }

    private void finish(long run) {
        update("""
                update posting_run r
                   set status = 'POSTED', ended_at = clock_timestamp(), settlements = s.settlements, settled_amount = s.amount,
                       lines = (select count(*) from voucher_line where run_id = r.id), checksum = ''
                  from (select count(*) as settlements, sum(amount) as amount from settlement where run_id = :run) s
                 where r.id = :run
                """, run);
        update(
                "update adjustment_journal set status = 'POSTED' where id = (select journal_id from posting_run where id = :run)",
                run);
        update("""
                with taken as (
                    insert into voucher_number as n (company_id, last)
                    select company_id, 1 from posting_run where id = :run
                    on conflict (company_id, currency_layer) do update set last = n.last + 1
                    returning company_id, last
                )
                insert into voucher (run_id, company_id, number, voucher, posting_date)
                select r.id, t.company_id, t.last, 'BENCH-' || t.last, r.posting_date
                  from taken t join posting_run r on r.id = :run
                """, run);
    }

    private void update(String sql, long run) {
        jdbc.sql(sql).param("run", run).update();
    }

    private void requireNothing(String sql, long run, long journal) {
        List<String> found = jdbc.sql(sql)
                .param("run", run)
                .param("journal", journal)
                .param("afterItem", KeyRange.ALL.after().item())
                .param("afterTransaction", KeyRange.ALL.after().transaction())
                .param("lastItem", KeyRange.ALL.last().item())
                .param("lastTransaction", KeyRange.ALL.last().transaction())
                .query(String.class)
                .list();
        if (!found.isEmpty()) {
            throw new IllegalStateException(found.get(0));
        }
    }

    @Override
    public Outcome outcome() {
        return Outcome.in(Schema.NAME, jdbc);
    }

    @Override
    public void close() {
        session.close();
    }
}
