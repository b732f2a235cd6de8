package org.periodclose.adjusting;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes journals whose amounts people type, and locks them while an amount is stored. */
final class LockedJournals {
    private static final String PREFIX = "TYPED-";
    /** Others may take a name at the same moment. */
    private static final int TRIES = 20;

    private final JdbcClient jdbc;

    LockedJournals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A journal whose lines may change, locked until the transaction ends: a run that is about to freeze it waits, and so does whoever types in
     * it at the same time.
     *
     * @param released it was released when it was locked
     */
    record Locked(long id, String journal, CurrencyLayer layer, String currency, boolean released) {}

    /** @throws Refused if there is no such journal, or its lines cannot change */
    Locked lock(String company, String journal) {
        record Row(
                long id,
                CurrencyLayer layer,
                @Nullable String currency,
                String status,
                boolean released,
                boolean onHand) {}
        Row row = jdbc.sql("""
                        select j.id, j.currency_layer as layer, j.status, j.released_by is not null as released, j.close_run_id is not null as on_hand,
                               case j.currency_layer when 'ACCOUNTING' then c.accounting_currency else c.reporting_currency end as currency
                          from adjustment_journal j
                          join company c on c.id = j.company_id
                         where c.company = :company and j.journal = :journal
                           for no key update of j
                        """)
                .param("company", company)
                .param("journal", journal)
                .query(Row.class)
                .optional()
                .orElseThrow(() -> Unknown.of(jdbc, company, journal));
        String named = "journal " + Text.quoted(journal) + " of company " + Text.quoted(company);
        if (!row.status().equals("OPEN")) {
            throw new Refused(
                    FaultCode.JOURNAL_FROZEN,
                    named + " is " + row.status() + ", its lines can no longer change",
                    "put the change into a new journal",
                    journal);
        }
        if (row.onHand()) {
            throw new Refused(
                    FaultCode.BAD_VALUE,
                    named + " is over the layers of a close, its amounts cannot be typed",
                    "compute it again with adjust --again",
                    journal);
        }
        String currency = row.currency();
        if (currency == null) {
            throw new Refused(
                    FaultCode.LAYER_NOT_SET_UP,
                    "company " + Text.quoted(company) + " has no reporting currency",
                    "give it a reporting_currency in companies.csv, or type an ACCOUNTING journal",
                    journal);
        }
        return new Locked(row.id(), journal, row.layer(), currency, row.released());
    }

    boolean isReleased(long journal) {
        return jdbc.sql("select released_by is not null from adjustment_journal where id = :journal")
                .param("journal", journal)
                .query(Boolean.class)
                .single();
    }

    /** @throws Refused JOURNAL_EXISTS */
    String insert(
            CompanyBooks.Books company,
            String journal,
            CurrencyLayer layer,
            String description,
            @Nullable Integer offsetAccount,
            @Nullable Integer chargesCode) {
        if (!isInserted(company.id(), journal, layer, description, offsetAccount, chargesCode)) {
            throw new Refused(
                    FaultCode.JOURNAL_EXISTS,
                    "company " + Text.quoted(company.company()) + " has an adjustment journal " + Text.quoted(journal)
                            + " already",
                    "give it another name; while no run has tried it, you can also run delete-journal "
                            + Shell.journal(company.company(), journal) + " first",
                    journal);
        }
        return journal;
    }

    /** The same with the next free name: TYPED-1, TYPED-2, and so on. */
    String insertNamed(
            int company,
            CurrencyLayer layer,
            String description,
            @Nullable Integer offsetAccount,
            @Nullable Integer chargesCode) {
        for (int i = 0; i < TRIES; i++) {
            String name = PREFIX
                    + jdbc.sql("""
                            select coalesce(max(substring(journal from '^TYPED-([0-9]{1,9})$')::bigint), 0) + 1
                              from adjustment_journal
                             where company_id = :company and journal like 'TYPED-%'
                            """).param("company", company).query(Long.class).single();
            if (isInserted(company, name, layer, description, offsetAccount, chargesCode)) {
                return name;
            }
        }
        throw new IllegalStateException("no free name after " + TRIES + " tries");
    }

    private boolean isInserted(
            int company,
            String journal,
            CurrencyLayer layer,
            String description,
            @Nullable Integer offsetAccount,
            @Nullable Integer chargesCode) {
        return jdbc.sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer, description, offset_account_id, charges_code_id)
                        values (:company, :journal, :layer, :description, :offsetAccount, :chargesCode)
                        on conflict (company_id, journal) do nothing
                        """)
                        .param("company", company)
                        .param("journal", journal)
                        .param("layer", layer.name())
                        .param("description", description)
                        .param("offsetAccount", offsetAccount)
                        .param("chargesCode", chargesCode)
                        .update()
                > 0;
    }
}
