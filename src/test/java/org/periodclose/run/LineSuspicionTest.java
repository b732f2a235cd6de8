package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line that is not suspected has no fault, whatever is the matter with it, its item, its accounts and earlier runs; few are suspected for nothing. */
class LineSuspicionTest {
    private static final int LINES = 4_000;

    private PostingContext context;

    /** Everything that the rules look at, by lot and independently, always the same lot; one line in three has nothing special. */
    @BeforeEach
    void begin() {
        context = new PostingContext().withSmallCompany();
        context.jdbc.sql("""
                        set session_replication_role = replica;
                        insert into company (company, name, accounting_currency, accounting_decimals, reporting_currency, reporting_decimals, storno_for_inventory_adjustments)
                        values ('D', 'Other', 'USD', 2, 'USD', 2, true);
                        insert into main_account (company_id, main_account, name, type) values (2, '60', 'Of another company', 'BALANCE_SHEET');
                        insert into main_account (company_id, main_account, name, type)
                        select 1, n::text, n::text, 'BALANCE_SHEET' from generate_series(101, 106) n;
                        insert into charges_code (company_id, charges_code, name, offset_account_id) values (1, 'K1', 'K1', 6), (1, 'K2', 'K2', 1);
                        insert into item (company_id, item_number, name, item_group_id, inventory_model, cost_price)
                        select 1, 'X' || n, 'X' || n, 1, case n % 20 when 0 then 'MOVING_AVERAGE' when 1 then 'STANDARD_COST' else 'FIFO' end,
                               case when n % 7 > 0 then 10 end
                          from generate_series(1, 100) n;
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'X', 'ACCOUNTING');
                        insert into posting_run (id, type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                               update_ledger, storno, skip_invalid, planned, started_by, started_at, ended_at, settlements, settled_amount, lines, checksum)
                        select id, 'TRANSACTION_ADJUSTMENT', status, 1, case id when 1 then 2 else 1000 + id end, layer, 'USD', 2, date, 'TOTAL', true, true, false, 1, 'me', now(),
                               case when status <> 'RUNNING' then now() end, 1, 1, 1, 'x'
                          from (values (1, 'RUNNING', 'ACCOUNTING', date '2025-06-30'), (2, 'POSTED', 'ACCOUNTING', date '2025-01-31'),
                                       (3, 'POSTED', 'ACCOUNTING', date '2025-06-30'), (4, 'POSTED', 'ACCOUNTING', date '2025-07-31'),
                                       (5, 'POSTED', 'ACCOUNTING', date '2025-08-31'), (6, 'FAILED', 'ACCOUNTING', date '2025-01-31'),
                                       (7, 'POSTED', 'REPORTING', date '2025-01-31')) r (id, status, layer, date);
                        do $$ begin perform setseed(0.42); end $$;
                        insert into run_item (run_id, item_id, item_group_id, inventory_account_id, profit_account_id, loss_account_id, profit_item_code)
                        select 1, id, 1, case when id % 13 > 0 then 1 + id % 5 / 4 * 5 end, case when id % 17 > 0 then 2 end,
                               case when id % 11 > 0 then case when id % 19 > 0 then 3 else 1 end end, 'ALL'
                          from item where company_id = 1;
                        insert into run_charges_code select 1, id, offset_account_id from charges_code;
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open, inventory_account)
                        select 1, 'X' || n, 4 + n % 100, case when rare < 0.03 then 'ISSUE' else 'RECEIPT' end, case when rare < 0.03 then -5 else 5 end,
                               case when rare between 0.03 and 0.06 then null when rare between 0.06 and 0.09 then date '2025-07-01' else date '2025-06-30' end,
                               case when rare < 0.03 then -50 else 50 end, rare not between 0.09 and 0.12,
                               case when rare between 0.12 and 0.15 then '60' when rare between 0.15 and 0.18 then '91.1' when rare > 0.8 then '10' || 1 + n % 6 end
                          from (select n, random() as rare from generate_series(1, 4000) n) x;
                        insert into adjustment (journal_id, item_id, inventory_transaction_id, amount, computed_from, offset_account_id, charges_code_id)
                        select 2, item_id, id, case when random() < 0.6 then -1 - floor(random() * 60) else 1 + floor(random() * 60) end,
                               case when rare < 0.2 then 50 when rare < 0.3 then 40 end,
                               case when rare between 0.5 and 0.6 then 1 + floor(random() * 11) end, case when rare between 0.58 and 0.7 then 1 + floor(random() * 3) end
                          from (select *, random() as rare from inventory_transaction where transaction_id like 'X%') t;
                        insert into settlement (item_id, inventory_transaction_id, run_id, amount, debit_account_id, credit_account_id, storno)
                        select item_id, id, r, case when random() < 0.5 then -1 - floor(random() * 30) else 1 + floor(random() * 30) end, 1, 2, false
                          from inventory_transaction, generate_series(2, 7) r
                         where transaction_id like 'X%' and random() < 0.15;
                        analyze;
                        set session_replication_role = origin
                        """).update();
    }

    @AfterEach
    void end() {
        context.close();
    }

    private Set<String> suspects() {
        return new TreeSet<>(context.rows("""
                select t.transaction_id
                  from adjustment a
                  join inventory_transaction t on t.id = a.inventory_transaction_id
                 cross join lateral line_suspicion(1, 2, a.item_id, a.inventory_transaction_id, a.amount, a.computed_from, a.offset_account_id,
                       a.charges_code_id, t.kind, t.open, t.financial_date, t.quantity, t.cost_amount, t.inventory_account) s
                 where a.journal_id = 2 and s.suspect
                """));
    }

    /** Every line is asked, as if each were suspected. */
    private Set<String> faulty() {
        String definition = context.jdbc
                .sql("select pg_get_functiondef('line_suspicion'::regproc)")
                .query(String.class)
                .single();
        String header = definition.substring(0, definition.indexOf("AS $function$"));
        context.jdbc.sql(header + "AS 'select true'").update();
        return new TreeSet<>(context.rows("select transaction_id from journal_fault(1, 2)"));
    }

    private void everyFaultIsSuspected(int faultsAtLeast, double forNothingAtMost) {
        Set<String> suspects = suspects();
        Set<String> faulty = faulty();
        assertThat(suspects).containsAll(faulty);
        assertThat(faulty).hasSizeBetween(faultsAtLeast, LINES - 500);
        assertThat(suspects.size() - faulty.size()).as("suspected for nothing").isLessThan((int)
                (LINES * forNothingAtMost));
    }

    @Test
    void every_line_with_a_fault_is_suspected() {
        everyFaultIsSuspected(1000, 0.1);
    }

    @ParameterizedTest
    @CsvSource({"ITEM_COST_PRICE,", "PERCENT, 5"})
    void the_same_of_a_proposal(String method, @Nullable String figure) {
        context.jdbc.sql("""
                        insert into proposal (journal_id, method, figure, from_value, items, item_groups, sites, warehouses, batches, serials, exclude_storno)
                        values (2, :method, :figure::numeric, true, '{}', '{}', '{}', '{}', '{}', '{}', false)
                        """).param("method", method).param("figure", figure).update();
        everyFaultIsSuspected(1500, 0.1);
    }

    @Test
    void the_same_before_anything_was_posted() {
        context.jdbc
                .sql(
                        "set session_replication_role = replica; delete from settlement; delete from posting_run where id > 1; set session_replication_role = origin")
                .update();
        everyFaultIsSuspected(800, 0.1);
    }
}
