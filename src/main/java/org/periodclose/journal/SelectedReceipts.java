package org.periodclose.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.database.TableCopy;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
import org.periodclose.money.CurrencyLayer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the receipts of a selection and keeps them, with their values as of now, in a temporary table until the transaction ends. */
final class SelectedReceipts {
    /** More faults than anybody reads. */
    private static final int REPORTED_FAULTS = 1_000;

    private static final int ROWS_AT_ONCE = 10_000;
    private static final int LONGEST_ID = 100;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    SelectedReceipts(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * The selection as a whole.
     *
     * @param leftOut ids of the file that were not selected
     */
    record Totals(long receipts, BigDecimal quantity, BigDecimal value, long leftOut) {}

    /** @throws Refused if the selection names what does not exist, or selects nothing */
    Totals select(int company, CurrencyLayer layer, Selection selection) {
        requireKnown(company, selection);
        jdbc.sql("create temporary table wanted_transaction (transaction_id text collate \"C\") on commit drop")
                .update();
        jdbc.sql("""
                        create temporary table selected_receipt (
                            item_id integer, id bigint, transaction_id text collate "C", quantity numeric, value numeric, cost_price numeric
                        ) on commit drop
                        """).update();
        if (selection.transactions() != null) {
            readTransactions(selection.transactions());
            requireKnownTransactions(company, selection.transactions());
        }
        insert(company, layer, selection);
        Totals totals = totals();
        if (totals.receipts() == 0) {
            throw new Refused(
                    FaultCode.NOTHING_SELECTED,
                    "the selection has no open, financially updated receipt of an item that is adjusted this way",
                    "widen the selection: fewer options select more");
        }
        return totals;
    }

    private void insert(int company, CurrencyLayer layer, Selection selection) {
        jdbc.sql("""
                        insert into selected_receipt (item_id, id, transaction_id, quantity, value, cost_price)
                        select t.item_id, t.id, t.transaction_id, t.quantity,
                               case :layer when 'ACCOUNTING' then t.cost_amount else coalesce(t.reporting_cost_amount, 0) end
                                   + coalesce(sum(s.amount), 0),
                               case :layer when 'ACCOUNTING' then i.cost_price else i.reporting_cost_price end
                          from inventory_transaction t
                          join item i on i.id = t.item_id
                          join item_group g on g.id = i.item_group_id
                          left join (settlement s
                                     join (select id, cancels_run_id is null and id not in (
                                                          select cancels_run_id from posting_run
                                                           where status = 'POSTED' and cancels_run_id is not null) as active
                                             from posting_run
                                            where status = 'POSTED' and currency_layer = :layer) r on r.id = s.run_id)
                                 on s.item_id = t.item_id and s.inventory_transaction_id = t.id
                         where t.company_id = :company
                           and t.open
                           and t.financial_date is not null
                           and t.kind = 'RECEIPT'
                           and i.inventory_model not in ('MOVING_AVERAGE', 'STANDARD_COST')
                           and (:items::text[] is null or i.item_number = any (:items::text[]))
                           and (:itemGroups::text[] is null or g.item_group = any (:itemGroups::text[]))
                           and (:sites::text[] is null or t.site = any (:sites::text[]))
                           and (:warehouses::text[] is null or t.warehouse = any (:warehouses::text[]))
                           and (:batches::text[] is null or t.batch_number = any (:batches::text[]))
                           and (:serials::text[] is null or t.serial_number = any (:serials::text[]))
                           and (:from::date is null or t.financial_date >= :from::date)
                           and (:to::date is null or t.financial_date <= :to::date)
                           and (not :byTransactions or t.transaction_id in (select transaction_id from wanted_transaction))
                         group by t.id, i.id
                        having not (:excludeStorno and coalesce(bool_or(s.storno and r.active), false))
                        """)
                .param("company", company)
                .param("layer", layer.name())
                .param("items", array(selection.items()))
                .param("itemGroups", array(selection.itemGroups()))
                .param("sites", array(selection.sites()))
                .param("warehouses", array(selection.warehouses()))
                .param("batches", array(selection.batches()))
                .param("serials", array(selection.serials()))
                .param("from", selection.financialDateFrom())
                .param("to", selection.financialDateTo())
                .param("byTransactions", selection.transactions() != null)
                .param("excludeStorno", selection.excludeStorno())
                .update();
    }

    private Totals totals() {
        return jdbc.sql("""
                        select count(*) as receipts, coalesce(sum(quantity), 0) as quantity, coalesce(sum(value), 0) as value,
                               (select count(distinct w.transaction_id) from wanted_transaction w
                                 where w.transaction_id not in (select transaction_id from selected_receipt)) as left_out
                          from selected_receipt
                        """).query(Totals.class).single();
    }

    /** The items of the selection that have no cost price in the layer. */
    List<Fault> itemsWithoutCostPrice(CurrencyLayer layer) {
        String column = layer == CurrencyLayer.ACCOUNTING ? "cost_price" : "reporting_cost_price";
        return jdbc.sql("""
                        select distinct i.item_number
                          from selected_receipt s
                          join item i on i.id = s.item_id
                         where s.cost_price is null
                         order by i.item_number
                         limit :limit
                        """).param("limit", REPORTED_FAULTS).query(String.class).stream()
                .map(item -> Fault.of(
                        FaultCode.NO_COST_PRICE,
                        "item " + item + " has no cost price in the " + layer + " layer",
                        "import its " + column + " in items.csv, or leave the item out of the selection"))
                .toList();
    }

    private void requireKnown(int company, Selection selection) {
        List<Fault> faults = new ArrayList<>();
        for (String item : missing("""
                select w from unnest(:names::text[]) w
                 where w not in (select item_number from item where company_id = :company)
                """, company, selection.items())) {
            faults.add(Fault.of(
                    FaultCode.UNKNOWN_ITEM, "the company has no item " + item, "mend --item, or import the item"));
        }
        for (String group : missing("""
                select w from unnest(:names::text[]) w
                 where w not in (select item_group from item_group where company_id = :company)
                """, company, selection.itemGroups())) {
            faults.add(Fault.of(
                    FaultCode.UNKNOWN_ITEM_GROUP,
                    "the company has no item group " + group,
                    "mend --item-group, or import the item group"));
        }
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }

    private List<String> missing(String sql, int company, List<String> names) {
        return names.isEmpty()
                ? List.of()
                : jdbc.sql(sql)
                        .param("names", array(names))
                        .param("company", company)
                        .query(String.class)
                        .list();
    }

    private void requireKnownTransactions(int company, Path file) {
        List<Fault> faults =
                jdbc.sql("""
                        select w.transaction_id from wanted_transaction w
                         where not exists (select from inventory_transaction t
                                            where t.company_id = :company and t.transaction_id = w.transaction_id)
                         order by w.transaction_id
                         limit :limit
                        """).param("company", company).param("limit", REPORTED_FAULTS).query(String.class).stream()
                        .map(id -> new Fault(
                                FaultCode.UNKNOWN_TRANSACTION,
                                "the company has no inventory transaction " + id,
                                "mend the line of " + file + ", or import the transaction",
                                null,
                                id))
                        .toList();
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }

    private void readTransactions(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            StringBuilder rows = new StringBuilder();
            int waiting = 0;
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String id = (number == 1 ? line.replace("\uFEFF", "") : line).strip();
                if (id.isEmpty() || (number == 1 && id.equals("transaction_id"))) {
                    continue;
                }
                rows.append(requireId(id, file, number).replace("\\", "\\\\")).append('\n');
                if (++waiting == ROWS_AT_ONCE) {
                    copy(rows);
                    waiting = 0;
                }
            }
            copy(rows);
        } catch (MalformedInputException e) {
            throw new Refused(
                    FaultCode.BAD_FILE, file + " is not UTF-8", "save it as UTF-8, one transaction id a line");
        } catch (IOException e) {
            throw new Refused(
                    FaultCode.BAD_FILE,
                    file + " cannot be read: " + e.getMessage(),
                    "give a file with one transaction id a line");
        }
    }

    private static String requireId(String id, Path file, long line) {
        if (id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(
                    FaultCode.BAD_FILE,
                    file + ":" + line + ": this is no transaction id",
                    "write one transaction id a line and nothing else");
        }
        return id;
    }

    private void copy(StringBuilder rows) {
        TableCopy.rows(template, "copy wanted_transaction (transaction_id) from stdin", rows);
        rows.setLength(0);
    }

    private static String @Nullable [] array(List<String> names) {
        return names.isEmpty() ? null : names.toArray(String[]::new);
    }
}
