package org.periodclose.posting;

import java.util.List;
import java.util.stream.Stream;
import org.periodclose.inventory.Direction;
import org.periodclose.inventory.OriginalPosting;
import org.periodclose.ledger.Specification;
import org.periodclose.money.Money;
import org.periodclose.settlement.Adjustment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the lines of a frozen journal in (item, transaction) order; what it looks at never changes during a run. */
final class JournalLines {
    private final JdbcClient jdbc;

    JournalLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The partitions of a run, where they stand now. */
    List<PartitionPlan> partitions(long run) {
        return jdbc.sql("""
                        select r.id, r.journal_id, j.journal, r.currency, r.specification, r.storno,
                               p.partition, p.done_item_id, p.done_transaction, p.last_item_id, p.last_transaction, p.lines, p.lines_done
                          from run_partition p
                          join posting_run r on r.id = p.run_id
                          join adjustment_journal j on j.id = r.journal_id
                         where p.run_id = :run
                         order by p.partition
                        """)
                .param("run", run)
                .query((row, number) -> new PartitionPlan(
                        new RunFacts(
                                row.getLong("id"),
                                row.getLong("journal_id"),
                                row.getString("journal"),
                                row.getString("currency"),
                                Specification.valueOf(row.getString("specification")),
                                row.getBoolean("storno")),
                        row.getInt("partition"),
                        row.getInt("done_item_id"),
                        row.getLong("done_transaction"),
                        row.getInt("last_item_id"),
                        row.getLong("last_transaction"),
                        row.getLong("lines"),
                        row.getLong("lines_done")))
                .list();
    }

    /** One partition of a run, where it stands now. */
    PartitionPlan partition(long run, int partition) {
        return partitions(run).get(partition);
    }

    /**
     * The lines of a partition from where it stands to its end: one query, which PostgreSQL can answer by reading its tables once instead of
     * looking up line by line. Must be read and closed inside one transaction of the connection.
     */
    Stream<Line> from(PartitionPlan partition, int fetchSize) {
        String currency = partition.run().currency();
        return jdbc
                .sql("""
                        select a.item_id, a.inventory_transaction_id, a.amount, t.transaction_id, t.kind, i.item_group_id,
                               coalesce(own.id, i.inventory_account_id) as inventory_account_id,
                               coalesce(a.offset_account_id, rc.offset_account_id,
                                        case when a.amount > 0 then i.profit_account_id else i.loss_account_id end) as offset_account_id
                          from adjustment a
                          join run_item i on i.run_id = :run and i.item_id = a.item_id
                          join inventory_transaction t on t.id = a.inventory_transaction_id
                          left join main_account own on own.company_id = t.company_id and own.main_account = t.inventory_account
                          left join run_charges_code rc on rc.run_id = :run and rc.charges_code_id = a.charges_code_id
                         where a.journal_id = :journal
                           and (a.item_id, a.inventory_transaction_id) > (:item, :transaction)
                           and (a.item_id, a.inventory_transaction_id) <= (:lastItem, :lastTransaction)
                           and not exists (select from posting_exception e
                                            where e.run_id = :run and e.inventory_transaction_id = a.inventory_transaction_id)
                         order by a.item_id, a.inventory_transaction_id
                        """)
                .param("run", partition.run().run())
                .param("journal", partition.run().journal())
                .param("item", partition.item())
                .param("transaction", partition.transaction())
                .param("lastItem", partition.lastItem())
                .param("lastTransaction", partition.lastTransaction())
                .withFetchSize(fetchSize)
                .query((row, number) -> new Line(
                        new Adjustment(row.getInt(1), row.getLong(2), Money.of(currency, row.getBigDecimal(3))),
                        new OriginalPosting(Direction.valueOf(row.getString(5)), row.getInt(7), row.getInt(8)),
                        row.getString(4),
                        row.getInt(6)))
                .stream();
    }
}
