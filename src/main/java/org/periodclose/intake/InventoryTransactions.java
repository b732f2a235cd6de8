package org.periodclose.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

final class InventoryTransactions implements ImportFile {
    static final ImportFile FILE = new InventoryTransactions();

    private InventoryTransactions() {}

    @Override
    public String name() {
        return "inventory_transactions.csv";
    }

    @Override
    public String noun() {
        return "inventory transaction";
    }

    @Override
    public String table() {
        return "inventory_transaction";
    }

    @Override
    public String uniqueKey() {
        return "company_id, transaction_id";
    }

    @Override
    public boolean isSetUp() {
        return false;
    }

    @Override
    public List<String> key() {
        return List.of("company", "transaction_id");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required("transaction_id", Format.CODE),
                Column.required("item_number", Format.CODE),
                Column.required("kind", Format.oneOf("RECEIPT", "ISSUE")),
                Column.required("quantity", Format.decimals(10)),
                Column.optional("physical_date", Format.DATE),
                Column.optional("financial_date", Format.DATE),
                Column.required("cost_amount", Format.AMOUNT),
                Column.optional("reporting_cost_amount", Format.AMOUNT),
                Column.required("open", Format.BOOLEAN),
                Column.optional("site", Format.CODE),
                Column.optional("warehouse", Format.CODE),
                Column.optional("batch_number", Format.CODE),
                Column.optional("serial_number", Format.CODE),
                Column.optional("inventory_account", Format.CODE),
                Column.optional("offset_account", Format.CODE));
    }

    @Override
    public List<Reference> references() {
        return List.of(Reference.to(Companies.FILE, "company"), Reference.to(Items.FILE, "item_number"));
    }

    @Override
    public void check(Row row) {
        String kind = row.value("kind");
        if (kind == null) {
            return;
        }
        boolean receipt = kind.equals("RECEIPT");
        String quantity = row.value("quantity");
        if (quantity != null && Format.signum(quantity) != (receipt ? 1 : -1)) {
            row.refuse(
                    "quantity",
                    quantity + " is not " + (receipt ? "above zero in a RECEIPT" : "below zero in an ISSUE"),
                    "correct the sign or the kind");
        }
        refuseWrongSign(row, receipt, "cost_amount", row.value("cost_amount"));
        refuseWrongSign(row, receipt, "reporting_cost_amount", row.value("reporting_cost_amount"));
    }

    private static void refuseWrongSign(Row row, boolean receipt, String column, @Nullable String amount) {
        if (amount != null && Format.signum(amount) == (receipt ? -1 : 1)) {
            row.refuse(
                    column,
                    amount + " is " + (receipt ? "below zero in a RECEIPT" : "above zero in an ISSUE"),
                    "correct the sign or the kind");
        }
    }

    @Override
    public String storedKeys() {
        return "select c.company, t.transaction_id from inventory_transaction t join company c on c.id = t.company_id";
    }

    @Override
    public String insert() {
        return """
               insert into inventory_transaction (
                      company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date,
                      cost_amount, reporting_cost_amount, open,
                      site, warehouse, batch_number, serial_number, inventory_account, offset_account)
               select c.id, s.transaction_id, i.id, s.kind, s.quantity, s.physical_date, s.financial_date,
                      round(s.cost_amount, c.accounting_decimals), round(s.reporting_cost_amount, c.reporting_decimals), s.open,
                      s.site, s.warehouse, s.batch_number, s.serial_number, s.inventory_account, s.offset_account
                 from staged_inventory_transactions s
                 join company c on c.company = s.company
                 join item i on i.company_id = c.id and i.item_number = s.item_number
                where s.sound
                  and scale(s.cost_amount) <= c.accounting_decimals
                  and (s.reporting_cost_amount is null or scale(s.reporting_cost_amount) <= c.reporting_decimals)""";
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check(When.LEFT_OUT, """
                        select s.line,
                               a.column,
                               'BAD_VALUE' as code,
                               format('%s has %s decimals, %s has %s', a.amount, scale(a.amount), a.currency, a.decimals) as what,
                               'round it as your books do' as remedy
                          from staged_inventory_transactions s
                          join company c on c.company = s.company
                         cross join lateral (
                               values ('cost_amount', s.cost_amount, c.accounting_currency, c.accounting_decimals),
                                      ('reporting_cost_amount', s.reporting_cost_amount, c.reporting_currency, c.reporting_decimals)
                               ) a ("column", amount, currency, decimals)
                         where scale(a.amount) > a.decimals
                         order by s.line, a.column"""), new Check(When.LEFT_OUT, """
                        select s.line,
                               'reporting_cost_amount' as column,
                               'BAD_VALUE' as code,
                               format('company "%s" has no reporting currency', s.company) as what,
                               'leave it empty, or give the company a reporting_currency in companies.csv' as remedy
                          from staged_inventory_transactions s
                          join company c on c.company = s.company
                         where s.reporting_cost_amount is not null
                           and c.reporting_currency is null
                           and not exists (select from staged_companies n
                                            where n.company = s.company and n.sound is distinct from true)
                         order by s.line"""), new Check(When.LEFT_OUT, """
                        select s.line,
                               d.columns as column,
                               'TRANSACTION_CHANGED' as code,
                               format('transaction "%s" of company "%s" is in the books already with %s',
                                      s.transaction_id, s.company, d.stored) as what,
                               'restore the values, or import the difference as another transaction' as remedy
                          from staged_inventory_transactions s
                          join company c on c.company = s.company
                          join inventory_transaction t on t.company_id = c.id and t.transaction_id = s.transaction_id
                          join item i on i.id = t.item_id
                         cross join lateral (
                               select string_agg(f.name, ', ' order by f.position) as columns,
                                      string_agg(f.name || ' ' || coalesce(f.stored, 'empty'), ', ' order by f.position) as stored
                                 from (values
                                      (1, 'item_number', i.item_number::text, i.item_number is distinct from s.item_number),
                                      (2, 'kind', t.kind, t.kind is distinct from s.kind),
                                      (3, 'quantity', t.quantity::text, t.quantity is distinct from s.quantity),
                                      (4, 'physical_date', t.physical_date::text, t.physical_date is distinct from s.physical_date),
                                      (5, 'financial_date', t.financial_date::text, t.financial_date is distinct from s.financial_date),
                                      (6, 'cost_amount', t.cost_amount::text, t.cost_amount is distinct from s.cost_amount),
                                      (7, 'reporting_cost_amount', t.reporting_cost_amount::text,
                                          t.reporting_cost_amount is distinct from s.reporting_cost_amount),
                                      (8, 'open', t.open::text, t.open is distinct from s.open),
                                      (9, 'site', t.site, t.site is distinct from s.site),
                                      (10, 'warehouse', t.warehouse, t.warehouse is distinct from s.warehouse),
                                      (11, 'batch_number', t.batch_number, t.batch_number is distinct from s.batch_number),
                                      (12, 'serial_number', t.serial_number, t.serial_number is distinct from s.serial_number),
                                      (13, 'inventory_account', t.inventory_account,
                                           t.inventory_account is distinct from s.inventory_account),
                                      (14, 'offset_account', t.offset_account, t.offset_account is distinct from s.offset_account)
                                      ) f (position, name, stored, differs)
                                where f.differs
                               ) d
                         where s.sound
                           and (i.item_number, t.kind, t.quantity, t.physical_date, t.financial_date,
                                t.cost_amount, t.reporting_cost_amount, t.open, t.site, t.warehouse,
                                t.batch_number, t.serial_number, t.inventory_account, t.offset_account)
                               is distinct from
                               (s.item_number, s.kind, s.quantity, s.physical_date, s.financial_date,
                                s.cost_amount, s.reporting_cost_amount, s.open, s.site, s.warehouse,
                                s.batch_number, s.serial_number, s.inventory_account, s.offset_account)
                           and not exists (select from staged_inventory_transactions e
                                            where e.company = s.company
                                              and e.transaction_id = s.transaction_id
                                              and e.line < s.line)
                         order by s.line"""));
    }
}
