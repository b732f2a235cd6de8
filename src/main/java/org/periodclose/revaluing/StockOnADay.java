package org.periodclose.revaluing;

import java.time.LocalDate;
import org.periodclose.core.money.Money;
import org.periodclose.run.Books;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the queries of a run ask about.
 *
 * @param day up to which the stock is looked at
 * @param close the close of that day which the stock is read from; 0: none, it is read from all transactions
 */
record StockOnADay(long run, Books books, LocalDate day, long close) {
    /** The parameters run, company, layer, day, close and decimals are given. */
    JdbcClient.StatementSpec ask(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql)
                .param("run", run)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("day", day)
                .param("close", close)
                .param("decimals", Money.decimalsOf(String.valueOf(books.currency())));
    }
}
