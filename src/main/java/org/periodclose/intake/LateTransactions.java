package org.periodclose.intake;

import org.periodclose.intake.ImportFile.Check;
import org.periodclose.intake.ImportFile.When;

/**
 * Inventory transactions whose financial date lies on or before the last active inventory close of a currency layer. Only the closes count
 * that are there before the import.
 */
final class LateTransactions {
    private LateTransactions() {}

    static final String LAST_CLOSE = """
            create temporary table last_close on commit drop as
            select distinct on (company_id) company_id, currency_layer, closed_on, run_id
              from inventory_close
             where active
             order by company_id, closed_on desc, currency_layer""";

    /** Of a staged row {@code s} with the last close {@code z} of its company. */
    static final String TAKES_PART_ON = "case when s.financial_date <= z.closed_on then z.closed_on + 1 end";

    static final String FIND_NEW = """
            create temporary table late_transactions on commit drop as
            select s.line, s.company, s.transaction_id, s.financial_date, z.currency_layer, z.closed_on, z.run_id, 'has' as gets
              from last_close z
              join company c on c.id = z.company_id
              join staged_inventory_transactions s on s.company = c.company and s.sound and s.financial_date <= z.closed_on
             where not exists (select from inventory_transaction t where t.company_id = c.id and t.transaction_id = s.transaction_id)""";

    /** The rows that were stored without a financial date. */
    static final String FIND_CHANGED = """
            insert into late_transactions
            select x.line, x.company, x.transaction_id, x.new_financial_date, z.currency_layer, z.closed_on, z.run_id, 'cannot get'
              from changed_inventory_transactions x
              join last_close z on z.company_id = x.company_id
             where x.code is null
               and x.new_financial_date <= z.closed_on""";

    static final Check CHECK = new Check(When.LATE, """
            select line,
                   'financial_date' as column,
                   'INVENTORY_CLOSED' as code,
                   format('transaction "%s" of company "%s" %s the financial date %s: inventory of layer %s is closed up to %s%s',
                          transaction_id, company, gets, financial_date, currency_layer, closed_on, ' by run ' || run_id) as what,
                   'give it a later financial date'
                   || case when conversion_on(run_id) is null then ', cancel ' || coalesce('--run ' || run_id, 'the inventory close') || ' first' else '' end
                   || ', or import with --late next-open-day' as remedy
              from late_transactions
             order by line""");

    static final String MOVED = """
            select format('inventory_transactions.csv:%s: financial_date: transaction "%s" of company "%s" of %s takes part as of %s: inventory of layer %s is closed up to %s',
                          line, transaction_id, company, financial_date, closed_on + 1, currency_layer, closed_on) as message,
                   count(*) over () as found
              from late_transactions
             order by line
             limit 1000""";

    /** New rows dated up to an unfinished run {@code u}; a later financial date counts as physical there. */
    static final String NEW_UP_TO_A_RUN = """
            left join lateral (select max(closed_on) as closed_on from inventory_close where company_id = c.id and active) z on true
             where least(s.physical_date, coalesce(""" + TAKES_PART_ON + """
            , s.financial_date)) <= u.posting_date
               and not exists (select from inventory_transaction t where t.company_id = c.id and t.transaction_id = s.transaction_id)""";
}
