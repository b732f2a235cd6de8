package org.periodclose.closing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.periodclose.run.Books;
import org.periodclose.run.Position;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a run was begun with; it stays so until the run has ended.
 *
 * @param date up to which everything counts
 * @param decimals of its currency
 * @param minimumThroughput smaller changes of a recalculation are not posted
 * @param maxIterations sweeps over a circle that is too large to be solved exactly
 * @param firstCostLayer the first of the ids that its made layers get
 * @param firstDate the day after which the first row is read as new; that of the last close, unless an item has changed to a periodic model since
 * @param linked whether the company has flows or returns
 * @param everyLink whether all links are worked out anew, because a run before this one decided by other rules
 * @param keeps whether it keeps matches and what is open: a close
 */
record Frozen(
        long run,
        LocalDate date,
        int decimals,
        BigDecimal minimumThroughput,
        int maxIterations,
        long firstCostLayer,
        LocalDate firstDate,
        boolean keeps,
        boolean linked,
        boolean everyLink,
        Books books,
        LastClose last) {
    private record Row(
            LocalDate date,
            int decimals,
            BigDecimal minimumThroughput,
            int maxIterations,
            long firstCostLayer,
            LocalDate firstDate,
            boolean keeps,
            boolean linked,
            boolean everyLink) {}

    static Frozen of(long run, Books books, JdbcClient jdbc) {
        Row row = jdbc.sql("""
                        select posting_date as date, decimals, coalesce(minimum_throughput, 0) as minimum_throughput, coalesce(max_iterations, 0) as max_iterations,
                               coalesce(first_cost_layer, 0) as first_cost_layer, type = 'CLOSE' as keeps, linked,
                               (select coalesce(min(i.since), '-infinity') from run_item i where i.run_id = :run) as first_date,
                               linked and exists (
                                   select from active_run a
                                     join posting_run p on p.id = a.id
                                    where a.company_id = r.company_id and a.currency_layer = r.currency_layer and a.posting_date <= r.posting_date
                                      and (p.minimum_throughput <> r.minimum_throughput
                                           or exists (select from run_item now
                                                        join run_item o on o.item_id = now.item_id and o.run_id = a.id
                                                                       and o.fixed_receipt_price <> now.fixed_receipt_price
                                                       where now.run_id = r.id))) as every_link
                          from posting_run r
                         where id = :run
                        """).param("run", run).query(Row.class).single();
        return new Frozen(
                run,
                row.date(),
                row.decimals(),
                row.minimumThroughput(),
                row.maxIterations(),
                row.firstCostLayer(),
                row.firstDate(),
                row.keeps(),
                row.linked(),
                row.everyLink(),
                books,
                LastClose.before(row.date(), books, jdbc));
    }

    /** Whether its rows are there when all is settled: of a close that is no dry run. */
    boolean isRead() {
        return keeps && run > 0;
    }

    /** A query of {@link ScopeSql} for the cost objects after one position up to another. */
    JdbcClient.StatementSpec ask(JdbcClient jdbc, String sql, Position after, Position last) {
        return jdbc.sql(LinkedScope.of(sql, linked))
                .param("run", run)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("date", date)
                .param("lastRun", this.last.run())
                .param("lastDate", this.last.date())
                .param("firstDate", firstDate)
                .param("everyLink", everyLink)
                .param("item", after.item())
                .param("object", after.transaction())
                .param("lastItem", last.item())
                .param("lastObject", last.transaction());
    }
}
