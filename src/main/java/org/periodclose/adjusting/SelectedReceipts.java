package org.periodclose.adjusting;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the receipts of a selection and stores them, with their present values, in a temporary table until the transaction ends. */
final class SelectedReceipts extends Candidates {
    private static final String LAST_CLOSE = """
            left join (select id, posting_date
                         from active_run
                        where company_id = :company and currency_layer = :layer and type = 'CLOSE'
                        order by posting_date desc
                        limit 1) z on true
            """;

    /** Takes part after the last close of this program, or was carried over by it with an open quantity. */
    private static final String OPEN_AFTER_CLOSE = """
            (:settled or z.id is null or takes_part(t) > z.posting_date
             or exists (select from carry_over c
                         where c.run_id = z.id and c.item_id = t.item_id and c.cost_object_id = t.cost_object_id and c.id = t.id
                           and c.quantity > c.matched))
            """;

    private static final String SELECT = """
            insert into selected_receipt (item_id, id, transaction_id, quantity, value, cost_price)
            select t.item_id, t.id, t.transaction_id, t.quantity,
                   cost_in(t, :layer) + coalesce(sum(s.amount), 0),
                   case :layer when 'ACCOUNTING' then i.cost_price else i.reporting_cost_price end
              from inventory_transaction t
              join item i on i.id = t.item_id
              join item_model m on m.item_id = i.id and m.currency_layer = :layer
              join item_group g on g.id = i.item_group_id
              left join (settlement s
                         join (select id, id in (select id from active_run) as active
                                 from posting_run
                                where status = 'POSTED' and currency_layer = :layer) r on r.id = s.run_id)
                     on s.item_id = t.item_id and s.inventory_transaction_id = t.id
            """ + LAST_CLOSE + """
             where t.company_id = :company
               and t.open
               and t.financial_date is not null
               and t.kind = 'RECEIPT'
               and is_periodic(m.inventory_model)
               and (:items::text[] is null or i.item_number = any (:items::text[]))
               and (:itemGroups::text[] is null or g.item_group = any (:itemGroups::text[]))
               and (:sites::text[] is null or t.site = any (:sites::text[]))
               and (:warehouses::text[] is null or t.warehouse = any (:warehouses::text[]))
               and (:batches::text[] is null or t.batch_number = any (:batches::text[]))
               and (:serials::text[] is null or t.serial_number = any (:serials::text[]))
               and (:from::date is null or t.financial_date >= :from::date)
               and (:to::date is null or t.financial_date <= :to::date)
               and (not :byTransactions or t.transaction_id in (select transaction_id from wanted_transaction))
               and
            """ + OPEN_AFTER_CLOSE + """
             group by t.id, i.id
            having not (:excludeStorno and coalesce(bool_or(s.storno and r.active), false))
            """;

    /** The transactions that the selection leaves out, each with the first condition that it does not meet. */
    private static final String LEFT_OUT = """
            with left_out as (
                select t.transaction_id,
                       case when (i.item_number = any (:items::text[])) is false then 'OTHER_ITEM'
                            when (g.item_group = any (:itemGroups::text[])) is false then 'OTHER_ITEM_GROUP'
                            when :sites::text[] is not null and (t.site = any (:sites::text[])) is not true then 'OTHER_SITE'
                            when :warehouses::text[] is not null and (t.warehouse = any (:warehouses::text[])) is not true then 'OTHER_WAREHOUSE'
                            when :batches::text[] is not null and (t.batch_number = any (:batches::text[])) is not true then 'OTHER_BATCH'
                            when :serials::text[] is not null and (t.serial_number = any (:serials::text[])) is not true then 'OTHER_SERIAL'
                            when t.kind <> 'RECEIPT' then 'NOT_A_RECEIPT'
                            when not t.open then 'NOT_OPEN'
                            when t.financial_date is null then 'NOT_FINANCIALLY_UPDATED'
                            when not is_periodic(m.inventory_model) then 'MODEL_NOT_ADJUSTABLE'
                            when t.financial_date < :from::date then 'BEFORE_FINANCIAL_DATE_FROM'
                            when t.financial_date > :to::date then 'AFTER_FINANCIAL_DATE_TO'
                            when not
            """ + OPEN_AFTER_CLOSE + """
                            then 'SETTLED'
                            else 'STORNO_EXCLUDED' end as reason
                  from inventory_transaction t
                  join item i on i.id = t.item_id
                  join item_model m on m.item_id = i.id and m.currency_layer = :layer
                  join item_group g on g.id = i.item_group_id
            """ + LAST_CLOSE + """
                 where t.company_id = :company
                   and (not :byTransactions or t.transaction_id in (select transaction_id from wanted_transaction))
                   and not exists (select from selected_receipt s where s.id = t.id)
            )
            """;

    SelectedReceipts(JdbcTemplate template) {
        super(template);
    }

    @Override
    boolean areOnHand() {
        return false;
    }

    @Override
    void fill(Wanted wanted) {
        with(wanted, SELECT).update();
    }

    @Override
    void check(Wanted wanted) {
        requireCost(wanted.layer());
    }

    @Override
    Map<LeftOutReason, Long> reasons(Wanted wanted) {
        Map<LeftOutReason, Long> reasons = new EnumMap<>(LeftOutReason.class);
        with(wanted, LEFT_OUT + "select reason, count(*) as transactions from left_out group by reason")
                .query(row -> {
                    reasons.put(LeftOutReason.valueOf(row.getString("reason")), row.getLong("transactions"));
                });
        return reasons;
    }

    @Override
    List<LeftOut> leftOut(Wanted wanted) {
        return with(wanted, LEFT_OUT + "select transaction_id, reason from left_out order by transaction_id")
                .query((row, number) ->
                        new LeftOut(row.getString("transaction_id"), LeftOutReason.valueOf(row.getString("reason"))))
                .list();
    }

    @Override
    Refused nothingSelected(Wanted wanted) {
        Map<LeftOutReason, Long> reasons = reasons(wanted);
        long all = reasons.values().stream().mapToLong(Long::longValue).sum();
        String of = wanted.byTransactions()
                ? " named"
                : " of company " + Text.quoted(wanted.company().company());
        if (all == 0) {
            return new Refused(
                    FaultCode.NOTHING_SELECTED,
                    wanted.byTransactions()
                            ? "the file of --transactions names no transaction"
                            : "there are no inventory transactions" + of,
                    wanted.byTransactions()
                            ? "write one transaction id a line"
                            : "import them with inventory_transactions.csv");
        }
        String counts = reasons.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().words() + " (" + each.getKey() + ")")
                .collect(Collectors.joining(", "));
        List<Fault> faults = new ArrayList<>();
        faults.add(Fault.of(
                FaultCode.NOTHING_SELECTED,
                "the selection has no open, financially updated receipt of an item that can be adjusted; of " + all
                        + (all == 1 ? " transaction" : " transactions") + of + ": " + counts,
                reasons.keySet().stream().anyMatch(LeftOutReason::byOption)
                        ? "widen the selection: fewer options select more"
                        : "select other transactions: these cannot be adjusted"));
        if (wanted.byTransactions()) {
            leftOut(wanted).stream()
                    .limit(REPORTED_FAULTS)
                    .map(each -> new Fault(
                            FaultCode.NOTHING_SELECTED,
                            "transaction " + Text.quoted(each.transactionId()) + " is left out: "
                                    + each.reason().words() + " (" + each.reason() + ")",
                            "name another transaction, or leave the option out that excludes it",
                            null,
                            each.transactionId()))
                    .forEach(faults::add);
        }
        return new Refused(faults);
    }

    private void requireCost(CurrencyLayer layer) {
        record Row(String transactionId, long all) {}
        List<Row> rows =
                jdbc().sql("""
                        select transaction_id, count(*) over () as all
                          from selected_receipt
                         where value is null
                         order by transaction_id
                         limit :limit
                        """).param("limit", REPORTED_FAULTS).query(Row.class).list();
        if (rows.isEmpty()) {
            return;
        }
        String remedy = "import the transaction again with its reporting_cost_amount, or leave it out of the selection,"
                + " for example with --transactions";
        List<Fault> faults = new ArrayList<>();
        rows.forEach(row -> faults.add(new Fault(
                FaultCode.COST_MISSING,
                "transaction " + Text.quoted(row.transactionId()) + " has no cost in the " + layer
                        + " layer, so its value is not known",
                remedy,
                null,
                row.transactionId())));
        if (rows.get(0).all() > rows.size()) {
            faults.add(Fault.of(
                    FaultCode.COST_MISSING,
                    rows.get(0).all() - rows.size() + " more transactions have no cost in the " + layer + " layer",
                    "leave them out of the selection too"));
        }
        throw new Refused(faults);
    }

    @Override
    void requireOtherAccounts(long journal) {
        List<Fault> faults = jdbc().sql("""
                        select s.transaction_id, m.main_account
                          from adjustment_journal j
                          left join charges_code k on k.id = j.charges_code_id
                          join main_account m on m.id = coalesce(j.offset_account_id, k.offset_account_id)
                         cross join selected_receipt s
                          join inventory_transaction t on t.id = s.id
                          left join item_account p on t.inventory_account is null and p.item_id = s.item_id and p.account_type = 'INVENTORY'
                         where j.id = :journal
                           and (t.inventory_account = m.main_account or p.main_account_id = m.id)
                         order by s.transaction_id
                         limit :limit
                        """)
                .param("journal", journal)
                .param("limit", REPORTED_FAULTS)
                .query((row, number) -> new Fault(
                        FaultCode.SAME_ACCOUNT,
                        "account " + Text.quoted(row.getString("main_account"))
                                + " is the inventory account of transaction "
                                + Text.quoted(row.getString("transaction_id"))
                                + " and cannot also be its offset account",
                        "give another offset account, or leave the transaction out of the selection",
                        null,
                        row.getString("transaction_id")))
                .list();
        Refused.ifAny(faults);
    }
}
