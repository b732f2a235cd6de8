package org.periodclose.inquiry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The runs that decide what costs are now.
 *
 * @param lastClose the last close in force; null, as its day: there is none
 * @param lastRun the latest day of a close or recalculation in force; null: there is none
 */
record CostRuns(
        Books books,
        @Nullable Long lastClose,
        @Nullable LocalDate closedOn,
        @Nullable LocalDate lastRun) {
    private static final String RUNS = """
            select (array_agg(id order by posting_date desc, id desc) filter (where type = 'CLOSE'))[1] as last_close,
                   max(posting_date) filter (where type = 'CLOSE') as closed_on,
                   max(posting_date) as last_run
              from active_run
             where company_id = :company and currency_layer = :layer and type in ('CLOSE', 'RECALCULATION')
            """;

    static CostRuns of(JdbcClient jdbc, Books books) {
        return jdbc.sql(RUNS)
                .param("company", books.id())
                .param("layer", books.layer().name())
                .query((row, number) -> new CostRuns(
                        books,
                        row.getObject("last_close", Long.class),
                        row.getObject("closed_on", LocalDate.class),
                        row.getObject("last_run", LocalDate.class)))
                .single();
    }
}
