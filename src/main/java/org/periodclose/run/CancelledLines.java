package org.periodclose.run;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Correspondence;
import org.periodclose.core.settlement.Settlement;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The settlements of the run that a cancellation takes back, and every rule of taking them back. */
final class CancelledLines implements LineSource {
    /** So many runs in the way are named, those that followed first. */
    private static final int NEAREST = 10;

    private final JdbcClient jdbc;

    CancelledLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What stands in the way: active runs that touched the same transactions later, or still do (domain rule 13.15). */
    @Override
    public List<Fault> faultsOfTheRun(Task task, RunArguments arguments, boolean dryRun) {
        List<Fault> faults = new ArrayList<>();
        jdbc.sql("""
                        select r.id, r.status, j.journal, v.voucher, w.transactions, count(*) over () as all
                          from run_in_the_way(:cancelled) w
                          join posting_run r on r.id = w.run_id
                          join adjustment_journal j on j.id = r.journal_id
                          left join voucher v on v.run_id = r.id
                         order by r.status = 'RUNNING' desc, r.ended_at, r.id
                         limit :nearest
                        """)
                .param("cancelled", task.cancels())
                .param("nearest", NEAREST)
                .query((ResultSet row) -> {
                    faults.add(inTheWay(
                            task,
                            row.getLong("id"),
                            row.getString("status").equals("RUNNING"),
                            row.getString("journal"),
                            row.getString("voucher") == null
                                    ? "no voucher"
                                    : "voucher " + Text.quoted(row.getString("voucher")),
                            row.getLong("transactions")));
                    if (faults.size() == NEAREST && row.getLong("all") > NEAREST) {
                        faults.add(moreInTheWay(task, row.getLong("all") - NEAREST));
                    }
                });
        return faults;
    }

    private static Fault moreInTheWay(Task task, long runs) {
        return new Fault(
                FaultCode.RUN_IN_THE_WAY,
                runs + (runs == 1 ? " more run stands" : " more runs stand") + " in the way of cancelling run "
                        + task.cancels(),
                "see the whole plan with cancel --run " + task.cancels() + " --chain",
                task.journal().journal(),
                null);
    }

    private static Fault inTheWay(
            Task task, long run, boolean unfinished, String journal, String voucher, long transactions) {
        String touches =
                transactions + (transactions == 1 ? " transaction" : " transactions") + " of run " + task.cancels();
        return new Fault(
                FaultCode.RUN_IN_THE_WAY,
                unfinished
                        ? "run " + run + " of journal " + Text.quoted(journal) + " is unfinished and touches " + touches
                        : "run " + run + " of journal " + Text.quoted(journal) + " (" + voucher
                                + ") was posted later and touches " + touches,
                unfinished
                        ? "finish it with post " + Shell.journal(task.journal().company(), journal)
                                + ", or end it with abandon --run " + run + ", then cancel the newest run first"
                        : "cancel run " + run + " first, or see the whole plan with cancel --run " + task.cancels()
                                + " --chain",
                task.journal().journal(),
                null);
    }

    @Override
    public List<Fault> freeze(long run, Task task, RunArguments arguments) {
        jdbc.sql("""
                        insert into run_item (run_id, item_id, item_group_id, inventory_account_id, inventory_item_code,
                               profit_account_id, profit_item_code, loss_account_id, loss_item_code)
                        select :run, item_id, item_group_id, inventory_account_id, inventory_item_code,
                               profit_account_id, profit_item_code, loss_account_id, loss_item_code
                          from run_item where run_id = :cancelled
                        """).param("run", run).param("cancelled", task.cancels()).update();
        QueryPlans.refreshStatistics(jdbc, "run_item", task.lines());
        return jdbc.sql("""
                        select transaction_id, code, message, remedy
                          from cancellation_fault(:run, :cancelled)
                         order by transaction_id, ordinal
                         limit :limit
                        """)
                .param("run", run)
                .param("cancelled", task.cancels())
                .param("limit", REPORTED_FAULTS)
                .query((row, number) -> new Fault(
                        FaultCode.valueOf(row.getString("code")),
                        row.getString("message"),
                        row.getString("remedy"),
                        task.journal().journal(),
                        row.getString("transaction_id")))
                .list();
    }

    @Override
    public Key last(long run, Task task, Key after, long lines) {
        return jdbc.sql("""
                        select s.item_id, s.inventory_transaction_id
                          from settlement s
                         where s.run_id = :cancelled and (s.item_id, s.inventory_transaction_id) > (:afterItem, :afterTransaction)
                         order by s.item_id, s.inventory_transaction_id
                        offset :lines - 1 limit 1
                        """)
                .param("cancelled", task.cancels())
                .param("afterItem", after.item())
                .param("afterTransaction", after.transaction())
                .param("lines", lines)
                .query((row, number) -> new Key(row.getInt(1), row.getLong(2)))
                .single();
    }

    @Override
    public Stream<Line> lines(Partition partition, int fetchSize) {
        String currency = partition.currency();
        return jdbc
                .sql("""
                        select s.item_id, s.inventory_transaction_id, s.amount, s.debit_account_id, s.credit_account_id, s.storno,
                               t.transaction_id, i.item_group_id
                          from settlement s
                          join run_item i on i.run_id = :run and i.item_id = s.item_id
                          join inventory_transaction t on t.id = s.inventory_transaction_id
                         where s.run_id = :cancelled
                           and (s.item_id, s.inventory_transaction_id) > (:item, :transaction)
                           and (s.item_id, s.inventory_transaction_id) <= (:lastItem, :lastTransaction)
                         order by s.item_id, s.inventory_transaction_id
                        """)
                .param("run", partition.run())
                .param("cancelled", partition.cancels())
                .param("item", partition.item())
                .param("transaction", partition.transaction())
                .param("lastItem", partition.lastItem())
                .param("lastTransaction", partition.lastTransaction())
                .withFetchSize(fetchSize)
                .query((row, number) -> (Line) new Line.TakenBack(
                        settlement(
                                row.getInt(1),
                                row.getLong(2),
                                Money.of(currency, row.getBigDecimal(3)),
                                row.getInt(4),
                                row.getInt(5),
                                row.getBoolean(6)),
                        row.getString(7),
                        row.getInt(8)))
                .stream();
    }

    private static Settlement settlement(
            int item, long transaction, Money amount, int debit, int credit, boolean storno) {
        boolean keepSign = amount.isNegative() == storno;
        return new Settlement(
                item, transaction, amount, new Correspondence(debit, credit, keepSign ? amount : amount.negated()));
    }
}
