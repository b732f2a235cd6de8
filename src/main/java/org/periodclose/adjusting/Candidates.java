package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a selection finds for a journal, with its present values, in a temporary table until the transaction ends. */
abstract class Candidates {
    /** Further faults are not reported. */
    static final int REPORTED_FAULTS = 1_000;

    private final JdbcClient jdbc;

    Candidates(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /**
     * A selection in a company and a layer.
     *
     * @param byTransactions only those of {@link WantedTransactions}
     */
    record Wanted(CompanyBooks.Books company, CurrencyLayer layer, Selection selection, boolean byTransactions) {}

    /** The selection as a whole. */
    record Totals(long receipts, BigDecimal quantity, BigDecimal value) {}

    /** Whether they are layers that a close left open; otherwise transactions. */
    abstract boolean areOnHand();

    /** What one of them is called in messages. */
    String noun() {
        return areOnHand() ? "layer" : "transaction";
    }

    /** Puts what is selected into {@code selected_receipt}. */
    abstract void fill(Wanted wanted);

    /** @throws Refused if what is selected cannot be adjusted */
    abstract void check(Wanted wanted);

    /** How many the selection leaves out, by reason. */
    abstract Map<LeftOutReason, Long> reasons(Wanted wanted);

    /** Every transaction that is named and left out, by id in code-point order. */
    abstract List<LeftOut> leftOut(Wanted wanted);

    abstract Refused nothingSelected(Wanted wanted);

    /** @throws Refused with those whose inventory account is also the offset account of the journal */
    abstract void requireOtherAccounts(long journal);

    /** @throws Refused if the selection names an unknown item or item group, is empty, or has what cannot be adjusted */
    Totals select(Wanted wanted) {
        requireKnown(wanted.company().id(), wanted.selection());
        jdbc.sql("""
                        create temporary table selected_receipt (
                            item_id integer, id bigint, transaction_id text collate "C", quantity numeric, value numeric, cost_price numeric
                        ) on commit drop
                        """).update();
        fill(wanted);
        jdbc.sql("analyze selected_receipt").update();
        Totals totals = jdbc.sql("""
                        select count(*) as receipts, coalesce(sum(quantity), 0) as quantity, coalesce(sum(value), 0) as value from selected_receipt
                        """).query(Totals.class).single();
        if (totals.receipts() == 0) {
            throw nothingSelected(wanted);
        }
        check(wanted);
        return totals;
    }

    /** A query with the parameters of a selection. */
    JdbcClient.StatementSpec with(Wanted wanted, String sql) {
        Selection selection = wanted.selection();
        return jdbc.sql(sql)
                .param("company", wanted.company().id())
                .param("layer", wanted.layer().name())
                .param("items", array(selection.items()))
                .param("itemGroups", array(selection.itemGroups()))
                .param("sites", array(selection.sites()))
                .param("warehouses", array(selection.warehouses()))
                .param("batches", array(selection.batches()))
                .param("serials", array(selection.serials()))
                .param("from", selection.financialDateFrom())
                .param("to", selection.financialDateTo())
                .param("byTransactions", wanted.byTransactions())
                .param("excludeStorno", selection.excludeStorno())
                .param("settled", selection.settled());
    }

    /** Those of the selection that a journal has no line for. */
    List<LeftOut> unchanged(long journal) {
        return jdbc.sql("""
                        select s.transaction_id
                          from selected_receipt s
                         where not exists (select from adjustment a
                                            where a.journal_id = :journal and a.item_id = s.item_id and a.inventory_transaction_id = s.id)
                         order by s.transaction_id
                        """).param("journal", journal).query(String.class).stream()
                .map(id -> new LeftOut(id, LeftOutReason.VALUE_UNCHANGED))
                .toList();
    }

    /** @throws Refused with the items of the selection that have no cost price in the layer */
    void requireCostPrices(CurrencyLayer layer) {
        String column = layer == CurrencyLayer.ACCOUNTING ? "cost_price" : "reporting_cost_price";
        List<Fault> faults = jdbc.sql("""
                        select distinct i.item_number
                          from selected_receipt s
                          join item i on i.id = s.item_id
                         where s.cost_price is null
                         order by i.item_number
                         limit :limit
                        """).param("limit", REPORTED_FAULTS).query(String.class).stream()
                .map(item -> Fault.of(
                        FaultCode.NO_COST_PRICE,
                        "item " + Text.quoted(item) + " has no cost price in the " + layer + " layer",
                        "import its " + column + " in items.csv, or leave the item out of the selection"))
                .toList();
        Refused.ifAny(faults);
    }

    private void requireKnown(int company, Selection selection) {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(unknown(FaultCode.UNKNOWN_ITEM, "item", "--item", """
                select w from unnest(:names::text[]) w
                 where w not in (select item_number from item where company_id = :company)
                """, company, selection.items()));
        faults.addAll(unknown(
                FaultCode.UNKNOWN_ITEM_GROUP, "item group", "--item-group", """
                select w from unnest(:names::text[]) w
                 where w not in (select item_group from item_group where company_id = :company)
                """, company, selection.itemGroups()));
        Refused.ifAny(faults);
    }

    private List<Fault> unknown(
            FaultCode code, String noun, String option, String sql, int company, List<String> names) {
        return jdbc.sql(sql).param("names", array(names)).param("company", company).query(String.class).stream()
                .map(name -> Fault.of(
                        code,
                        "the company has no " + noun + " " + Text.quoted(name),
                        "correct " + option + ", or import the " + noun))
                .toList();
    }

    private static String @Nullable [] array(List<String> names) {
        return names.isEmpty() ? null : names.toArray(String[]::new);
    }
}
