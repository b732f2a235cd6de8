package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.AllocationPrinciple;
import org.periodclose.core.settlement.MethodName;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the method and the selection of each proposed journal, so that it can be computed again. */
final class StoredProposals {
    private final JdbcClient jdbc;

    StoredProposals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The method and the selection of a journal.
     *
     * @param selection without its file, whose ids are in the database
     * @param byTransactions whether there was such a file
     */
    record Stored(AdjustmentMethod method, Selection selection, boolean byTransactions) {}

    Optional<Stored> of(long journal) {
        return jdbc.sql("""
                        select p.method, p.figure, m.main_account, p.balance_date, p.principle, p.items, p.item_groups, p.sites, p.warehouses,
                               p.batches, p.serials, p.financial_date_from, p.financial_date_to, p.transaction_ids is not null as by_transactions,
                               p.exclude_storno, p.settled
                          from proposal p
                          left join main_account m on m.id = p.main_account_id
                         where p.journal_id = :journal
                        """)
                .param("journal", journal)
                .query((row, number) -> new Stored(method(row), selection(row), row.getBoolean("by_transactions")))
                .optional();
    }

    /**
     * The offset account of a journal when another method fills it: that of the journal itself or of the new method, never that of the method
     * before; null: none.
     *
     * @throws Refused BAD_VALUE if both have one
     */
    @Nullable
    String offsetAccount(JournalDesk.Locked journal, AdjustmentMethod method) {
        String given = journal.card().offsetAccount();
        String before = of(journal.id())
                .flatMap(stored -> stored.method().offsetAccount())
                .orElse(null);
        if (given == null || given.equals(before)) {
            return method.offsetAccount().orElse(null);
        }
        if (method.offsetAccount().isPresent()) {
            throw new Refused(
                    FaultCode.BAD_VALUE,
                    "the method from-ledger-account makes its own account the offset account, and journal "
                            + Text.quoted(journal.card().journal()) + " has offset account " + Text.quoted(given),
                    "begin a journal without an offset account, or choose another method",
                    journal.card().journal());
        }
        return given;
    }

    private static AdjustmentMethod method(ResultSet row) throws SQLException {
        String principle = row.getString("principle");
        return new AdjustmentMethod(
                MethodName.valueOf(row.getString("method")),
                row.getBigDecimal("figure"),
                row.getString("main_account"),
                row.getObject("balance_date", LocalDate.class),
                principle == null ? null : AllocationPrinciple.valueOf(principle));
    }

    private static Selection selection(ResultSet row) throws SQLException {
        return new Selection(
                texts(row, "items"),
                texts(row, "item_groups"),
                texts(row, "sites"),
                texts(row, "warehouses"),
                texts(row, "batches"),
                texts(row, "serials"),
                row.getObject("financial_date_from", LocalDate.class),
                row.getObject("financial_date_to", LocalDate.class),
                null,
                row.getBoolean("exclude_storno"),
                row.getBoolean("settled"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    /**
     * Stores the method and the selection of a new journal; the ids of its file are those of {@link WantedTransactions}.
     *
     * @param balance the balance of a ledger account that was spread; null: none
     */
    void insert(
            long journal,
            int company,
            AdjustmentMethod method,
            @Nullable Money balance,
            Selection selection,
            boolean byTransactions) {
        AllocationPrinciple principle = method.principle();
        jdbc.sql("""
                        insert into proposal (journal_id, method, figure, main_account_id, balance_date, balance, principle, from_value, items,
                               item_groups, sites, warehouses, batches, serials, financial_date_from, financial_date_to, transaction_ids, exclude_storno,
                               settled)
                        values (:journal, :method, :figure,
                               (select id from main_account where company_id = :company and main_account = :account), :balanceDate, :balance,
                               :principle, :fromValue, :items::text[], :itemGroups::text[], :sites::text[], :warehouses::text[], :batches::text[],
                               :serials::text[], :from, :to,
                               case when :byTransactions then (select array_agg(distinct transaction_id::text) from wanted_transaction) end,
                               :excludeStorno, :settled)
                        """)
                .param("journal", journal)
                .param("method", method.name().name())
                .param("figure", method.figure())
                .param("company", company)
                .param("account", method.account())
                .param("balanceDate", method.balanceDate())
                .param("balance", amount(balance))
                .param("principle", principle == null ? null : principle.name())
                .param("fromValue", method.dependsOnValue())
                .param("items", array(selection.items()))
                .param("itemGroups", array(selection.itemGroups()))
                .param("sites", array(selection.sites()))
                .param("warehouses", array(selection.warehouses()))
                .param("batches", array(selection.batches()))
                .param("serials", array(selection.serials()))
                .param("from", selection.financialDateFrom())
                .param("to", selection.financialDateTo())
                .param("byTransactions", byTransactions)
                .param("excludeStorno", selection.excludeStorno())
                .param("settled", selection.settled())
                .update();
    }

    /** Stores the balance that a journal spreads after it is computed again. */
    void updateBalance(long journal, @Nullable Money balance) {
        jdbc.sql("update proposal set balance = :balance where journal_id = :journal")
                .param("balance", amount(balance))
                .param("journal", journal)
                .update();
    }

    private static @Nullable BigDecimal amount(@Nullable Money money) {
        return money == null ? null : money.amount();
    }

    private static String[] array(List<String> names) {
        return names.toArray(String[]::new);
    }
}
