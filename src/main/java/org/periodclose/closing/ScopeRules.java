package org.periodclose.closing;

import java.util.ArrayList;
import java.util.List;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.RunType;
import org.periodclose.run.Position;
import org.periodclose.run.RunArguments;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is wrong with the items and transactions that take part in a run, checked over all of them before the first is settled. Reads the table
 * {@code scope_summary}: the rows of the scope, summed by cost object and accounts.
 */
final class ScopeRules {
    static final String OFFSET_OR_ONE_ACCOUNT =
            "import the issues again with an offset_account for goods in transit, or with the same inventory_account";

    private static final String FLOWS_OF_SEVERAL_ACCOUNTS =
            """
            with leg as materialized (
                select t.cost_flow_id, t.kind, t.id, t.item_id, t.transaction_id, t.offset_account, coalesce(t.inventory_account, a.main_account) as inventory
                  from inventory_transaction t
                  left join run_item i on i.run_id = :run and i.item_id = t.item_id
                  left join main_account a on a.id = i.inventory_account_id
                 where t.company_id = :company and t.cost_flow_id is not null <left in t>
            )
            select f.cost_flow as flow, x.transaction_id, n.item_number, x.inventory
              from (select cost_flow_id, min(transaction_id) as transaction_id,
                           (array_agg(item_id order by transaction_id))[1] as item_id,
                           string_agg(distinct quoted(inventory), ', ' order by quoted(inventory)) as inventory
                      from leg where kind = 'ISSUE'
                     group by cost_flow_id
                    having count(distinct inventory) > 1) x
              join cost_flow f on f.id = x.cost_flow_id
              join item n on n.id = x.item_id
             where exists (select from leg r where r.cost_flow_id = x.cost_flow_id and r.kind = 'RECEIPT')
               and not exists (select from leg i
                                where i.cost_flow_id = x.cost_flow_id and i.kind = 'ISSUE' and i.offset_account is not null
                                  and i.offset_account not in (select r.inventory from leg r
                                                                where r.cost_flow_id = x.cost_flow_id and r.kind = 'RECEIPT' and r.inventory is not null))
               and exists (select from leg l
                             join inventory_transaction t on t.id = l.id
                             join run_item i on i.run_id = :run and i.item_id = t.item_id and i.selected
                            where l.cost_flow_id = x.cost_flow_id
                              and (<new> or <physical> or exists (select from carry_over c where c.run_id = :lastRun and c.item_id = t.item_id and c.id = t.id)))
             order by f.cost_flow
             limit :limit
            """.replace("<new>", ScopeSql.IS_NEW).replace("<physical>", ScopeSql.IS_PHYSICAL.strip());

    private final Frozen frozen;
    private final ValuationRequest request;
    private final JdbcClient jdbc;

    ScopeRules(Frozen frozen, ValuationRequest request, JdbcClient jdbc) {
        this.frozen = frozen;
        this.request = request;
        this.jdbc = jdbc;
    }

    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        if (request.type() == RunType.CLOSE) {
            faults.addAll(changedModels());
            if (!request.accept().contains(FaultCode.NEGATIVE_STOCK.name())) {
                faults.addAll(negativeStock());
            }
        }
        faults.addAll(mismatchedMarkings());
        if (frozen.linked()) {
            faults.addAll(flowsOfSeveralAccounts());
        }
        if (isAnyRowWrong()) {
            faults.addAll(wrongRows());
        }
        return faults;
    }

    private List<Fault> negativeStock() {
        return jdbc.sql(NegativeStock.SQL)
                .query((row, number) -> new Fault(
                        FaultCode.NEGATIVE_STOCK,
                        "item " + Text.quoted(row.getString("item_number")) + row.getString("dimensions") + " has "
                                + row.getBigDecimal("quantity").toPlainString()
                                + " more in issues than in receipts on " + frozen.date()
                                + ", and its item model group allows no negative stock",
                        "post the missing receipts, or close with --accept NEGATIVE_STOCK, which leaves the issues unsettled",
                        null,
                        null,
                        row.getString("item_number"),
                        row.getBigDecimal("quantity")))
                .list();
    }

    /** Another model than at the last close; of an item that the ERP valued then, only if it was on hand. */
    private List<Fault> changedModels() {
        return jdbc.sql("""
                        select n.item_number, b.inventory_model as was, m.inventory_model as is, is_periodic(m.inventory_model) as periodic
                          from (select item_id, inventory_model from run_item where run_id = :last
                                union all
                                select item_id, null from run_item where run_id = :run and since < :lastDate) b
                          join item n on n.id = b.item_id
                          join item_model m on m.item_id = b.item_id and m.currency_layer = :layer
                         where b.inventory_model is distinct from m.inventory_model
                           and (is_periodic(m.inventory_model) and not :accepted
                                or not is_periodic(m.inventory_model)
                                   and exists (select from carry_over c where c.run_id = :last and c.item_id = b.item_id)
                                   and not exists (select from active_run r join run_item x on x.run_id = r.id and x.item_id = b.item_id
                                                    where r.type = 'STANDARD_COST_CONVERSION' and r.currency_layer = :layer))
                         order by n.item_number
                         limit :limit
                        """)
                .param("layer", frozen.books().layer().name())
                .param("run", frozen.run())
                .param("last", frozen.last().run())
                .param("lastDate", frozen.last().date())
                .param("accepted", request.accept().contains(FaultCode.MODEL_CHANGED.name()))
                .param("limit", RunArguments.REPORTED_FAULTS)
                .query((row, number) -> new Fault(
                        FaultCode.MODEL_CHANGED,
                        "item " + Text.quoted(row.getString("item_number"))
                                + (row.getString("was") == null
                                        ? " was valued by the ERP at the last close"
                                        : " was closed last by " + row.getString("was"))
                                + " and is " + row.getString("is") + " now",
                        row.getBoolean("periodic")
                                ? "restore its inventory model, or close with --accept MODEL_CHANGED"
                                : "restore its inventory model: what is open of it must be settled before the ERP values it, or converted to standard cost with convert",
                        null,
                        null,
                        row.getString("item_number"),
                        null))
                .list();
    }

    private List<Fault> mismatchedMarkings() {
        return jdbc.sql("""
                        select i.transaction_id as issue, r.transaction_id as receipt, n.item_number
                          from marking k
                          join run_item f on f.run_id = :run and f.item_id = k.item_id and f.selected
                          join item n on n.id = k.item_id
                          join inventory_transaction i on i.id = k.issue_id
                          join inventory_transaction r on r.id = k.receipt_id
                         where k.company_id = :company and i.cost_object_id <> r.cost_object_id
                         order by i.transaction_id, r.transaction_id
                         limit :limit
                        """)
                .param("run", frozen.run())
                .param("company", frozen.books().companyId())
                .param("limit", RunArguments.REPORTED_FAULTS)
                .query((row, number) -> new Fault(
                        FaultCode.MARKING_MISMATCH,
                        "issue " + Text.quoted(row.getString("issue")) + " of item "
                                + Text.quoted(row.getString("item_number")) + " is marked to receipt "
                                + Text.quoted(row.getString("receipt"))
                                + ", which differs in a dimension that is financially tracked",
                        "correct the marking in markings.csv, or take it out: a row with the issue alone",
                        null,
                        row.getString("issue"),
                        row.getString("item_number"),
                        null))
                .list();
    }

    /** Direct flows with something new or open, of which the issues do not share one inventory account. */
    private List<Fault> flowsOfSeveralAccounts() {
        return jdbc.sql(LinkedScope.of(FLOWS_OF_SEVERAL_ACCOUNTS, true))
                .param("run", frozen.run())
                .param("company", frozen.books().companyId())
                .param("date", frozen.date())
                .param("firstDate", frozen.firstDate())
                .param("lastRun", frozen.last().run())
                .param("limit", RunArguments.REPORTED_FAULTS)
                .query((row, number) -> new Fault(
                        FaultCode.FLOW_ACCOUNTS,
                        "the issues of flow " + Text.quoted(row.getString("flow"))
                                + " name no offset account and have different inventory accounts: "
                                + row.getString("inventory"),
                        OFFSET_OR_ONE_ACCOUNT,
                        null,
                        row.getString("transaction_id"),
                        row.getString("item_number"),
                        null))
                .list();
    }

    private boolean isAnyRowWrong() {
        return jdbc.sql(
                        "select exists (select from scope_summary s join run_item i on i.run_id = :run and i.item_id = s.item_id"
                                + " cross join lateral (" + WRONG + ") w where w.code is not null)")
                .param("run", frozen.run())
                .param("company", frozen.books().companyId())
                .query(Boolean.class)
                .single();
    }

    /** Why a row cannot be settled: its cost or its accounts. */
    private static final String WRONG = """
            select case when s.missing then 'COST_MISSING'
                        when not s.issue and s.link is null then null
                        when s.inventory_account is not null and own.id is null or s.offset_account is not null and other.id is null then 'UNKNOWN_ACCOUNT'
                        when coalesce(own.id, i.inventory_account_id) is null then 'NO_ACCOUNT'
                        when s.link is not null then null
                        when coalesce(other.id, i.issue_account_id) is null then 'NO_ACCOUNT'
                        when coalesce(own.id, i.inventory_account_id) = coalesce(other.id, i.issue_account_id) then 'SAME_ACCOUNT' end as code,
                   coalesce(own.id, i.inventory_account_id) as inventory,
                   case when s.inventory_account is not null and own.id is null then s.inventory_account else s.offset_account end as unknown
              from (values (1)) one (row)
              left join main_account own on own.company_id = :company and own.main_account = s.inventory_account
              left join main_account other on other.company_id = :company and other.main_account = s.offset_account
            """;

    private List<Fault> wrongRows() {
        return frozen.ask(
                        jdbc,
                        ScopeSql.ofRows(
                                "s.name, n.item_number, w.*",
                                "cross join lateral (select scope.*, scope.kind = 'ISSUE' as issue, scope.value is null as missing,"
                                        + " case when scope.flow is not null then 'FLOW' when scope.return_of is not null then 'RETURN' end as link) s"
                                        + " join run_item i on i.run_id = :run and i.item_id = s.item_id"
                                        + " join item n on n.id = s.item_id cross join lateral (" + WRONG
                                        + ") w where w.code is not null order by s.name limit "
                                        + RunArguments.REPORTED_FAULTS),
                        Position.BEGINNING,
                        Position.END)
                .query((row, number) -> wrong(
                        FaultCode.valueOf(row.getString("code")),
                        row.getString("name"),
                        row.getString("item_number"),
                        row.getString("unknown"),
                        row.getObject("inventory") == null))
                .list();
    }

    private Fault wrong(FaultCode code, String transaction, String item, String unknown, boolean noInventory) {
        String it = "transaction " + Text.quoted(transaction) + " of item " + Text.quoted(item);
        return switch (code) {
            case COST_MISSING ->
                new Fault(
                        code,
                        it + " has no cost in the " + frozen.books().layer() + " layer",
                        "import it again with its reporting_cost_amount",
                        null,
                        transaction,
                        item,
                        null);
            case UNKNOWN_ACCOUNT ->
                new Fault(
                        code,
                        it + " names account " + Text.quoted(unknown) + ", which company "
                                + Text.quoted(frozen.books().company()) + " does not have",
                        "add the account in main_accounts.csv",
                        null,
                        transaction,
                        item,
                        null);
            case NO_ACCOUNT ->
                new Fault(
                        code,
                        it + " has no " + (noInventory ? "inventory account" : "offset account"),
                        "give the item, its group or ALL an account of type " + (noInventory ? "INVENTORY" : "ISSUE")
                                + " in posting_profiles.csv",
                        null,
                        transaction,
                        item,
                        null);
            case SAME_ACCOUNT ->
                new Fault(
                        code,
                        it + " has the same account as inventory account and as offset account",
                        "correct the posting profiles INVENTORY and ISSUE in posting_profiles.csv, or the accounts of the transaction",
                        null,
                        transaction,
                        item,
                        null);
            default -> throw new IllegalStateException("no rule finds " + code);
        };
    }
}
