package org.periodclose.adjusting;

import java.time.LocalDate;
import java.util.Optional;
import org.periodclose.core.money.CurrencyLayer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A close whose open layers are revalued.
 *
 * @param run its number
 * @param day up to which it closed, and as of which its layers are revalued
 */
record Close(long run, LocalDate day) {
    /** The last one that is active; empty: this program has closed nothing. */
    static Optional<Close> last(int company, CurrencyLayer layer, JdbcClient jdbc) {
        return jdbc.sql("""
                        select id as run, posting_date as day
                          from active_run
                         where company_id = :company and currency_layer = :layer and type = 'CLOSE'
                         order by posting_date desc
                         limit 1
                        """)
                .param("company", company)
                .param("layer", layer.name())
                .query(Close.class)
                .optional();
    }

    @Override
    public String toString() {
        return "the close of " + day + " (run " + run + ")";
    }
}
