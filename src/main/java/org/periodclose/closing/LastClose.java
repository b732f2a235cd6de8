package org.periodclose.closing;

import java.time.LocalDate;
import org.periodclose.run.Books;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The last active close of some books before a day: what it carried over is all that the next calculation needs to know of what is older.
 *
 * @param run its number; 0: there is none
 * @param date up to which it closed; before all days if there is none
 */
record LastClose(long run, LocalDate date) {
    private static final LastClose NONE = new LastClose(0, LocalDate.MIN);

    static LastClose before(LocalDate day, Books books, JdbcClient jdbc) {
        return jdbc.sql("""
                        select id as run, posting_date as date
                          from active_run
                         where company_id = :company and currency_layer = :layer and type = 'CLOSE' and posting_date < :day
                         order by posting_date desc
                         limit 1
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("day", day)
                .query(LastClose.class)
                .optional()
                .orElse(NONE);
    }

    boolean isThere() {
        return run > 0;
    }
}
