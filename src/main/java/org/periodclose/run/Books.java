package org.periodclose.run;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The books that a run changes: those of one company in one currency layer. One run at a time changes them.
 *
 * @param companyId id of the company
 * @param currency null: the company keeps no such books
 * @param companyStorno the company's switch "Storno for inventory adjustments"
 */
public record Books(
        int companyId,
        String company,
        CurrencyLayer layer,
        @Nullable String currency,
        boolean companyStorno) {
    /** The books of a company that exists. */
    public static Books of(String company, CurrencyLayer layer, JdbcClient jdbc) {
        return jdbc.sql("""
                        select id as company_id, company, :layer as layer,
                               case :layer when 'ACCOUNTING' then accounting_currency else reporting_currency end as currency,
                               storno_for_inventory_adjustments as company_storno
                          from company where company = :company
                        """)
                .param("company", company)
                .param("layer", layer.name())
                .query(Books.class)
                .single();
    }

    /** Nobody changes the company until the transaction ends. */
    public void hold(JdbcClient jdbc) {
        jdbc.sql("select id from company where id = :company for no key update")
                .param("company", companyId)
                .query(Long.class)
                .single();
    }

    /** The same in the currency that they had when something was posted. */
    public Books in(String then) {
        return new Books(companyId, company, layer, then, companyStorno);
    }
}
