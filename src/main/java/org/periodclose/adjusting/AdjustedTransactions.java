package org.periodclose.adjusting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Adjustment;
import org.periodclose.run.Books;
import org.periodclose.run.OpenDates;
import org.periodclose.run.Partition;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The receipts that a journal adjusts.
 *
 * @param journal id
 */
record AdjustedTransactions(long journal, Books books) implements Adjusted {
    @Override
    public RunType type() {
        return RunType.TRANSACTION_ADJUSTMENT;
    }

    @Override
    public LocalDate postingDate(LocalDate today) {
        return today;
    }

    @Override
    public List<Fault> dateFaults(Work posting, JdbcClient jdbc, LocalDate date) {
        return new OpenDates(jdbc)
                        .closed(books, date)
                        .map(closed -> new Fault(
                                FaultCode.INVENTORY_CLOSED,
                                closed.words() + ", the posting date is " + date,
                                closed.remedy("post with a later --posting-date"),
                                posting.subject().journal(),
                                null))
                        .stream()
                        .toList();
    }

    @Override
    public String faults() {
        return "journal_fault";
    }

    @Override
    public void begin(JdbcClient jdbc, long run) {}

    @Override
    public Stream<AdjustmentLine> lines(JdbcClient jdbc, Partition from, int size) {
        String currency = from.currency();
        return jdbc
                .sql("""
                        select a.item_id, a.inventory_transaction_id, a.amount, t.kind, t.transaction_id, i.item_group_id,
                               coalesce(own.id, i.inventory_account_id),
                               offset_account(a.offset_account_id, rc.offset_account_id, a.amount, i.profit_account_id, i.loss_account_id),
                               a.offset_account_id, a.charges_code_id
                          from adjustment a
                          join run_item i on i.run_id = :run and i.item_id = a.item_id
                          join inventory_transaction t on t.id = a.inventory_transaction_id
                          left join main_account own on own.company_id = :company and own.main_account = t.inventory_account
                          left join run_charges_code rc on rc.run_id = :run and rc.charges_code_id = a.charges_code_id
                         where a.journal_id = :journal
                           and (a.item_id, a.inventory_transaction_id) > (:item, :transaction)
                           and (a.item_id, a.inventory_transaction_id) <= (:lastItem, :lastTransaction)
                           and (not :leavesOut or not exists (select from posting_exception e
                                                               where e.run_id = :run and e.inventory_transaction_id = a.inventory_transaction_id))
                         order by a.item_id, a.inventory_transaction_id
                        """)
                .param("run", from.run())
                .param("journal", journal)
                .param("company", books.companyId())
                .param("item", from.item())
                .param("transaction", from.transaction())
                .param("lastItem", from.lastItem())
                .param("lastTransaction", from.lastTransaction())
                .param("leavesOut", from.leavesOut())
                .withFetchSize(size)
                .query((row, number) -> new AdjustmentLine(
                        new Adjustment(row.getInt(1), row.getLong(2), Money.of(currency, row.getBigDecimal(3))),
                        Direction.valueOf(row.getString(4)),
                        row.getString(5),
                        row.getInt(6),
                        number(row, 7),
                        number(row, 8),
                        number(row, 9),
                        number(row, 10)))
                .stream();
    }

    static @Nullable Integer number(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }
}
