package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.periodclose.database.TableCopy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks and stores typed amounts. A line is refused for what a run would refuse it for on any posting date; the words are those of
 * {@code journal_fault}.
 */
final class TypedLines {
    private static final String GIVEN = """
            select * from unnest(:ordinals::bigint[], :transactions::text[], :amounts::numeric[]) u (ordinal, transaction_id, amount)
            """;

    private static final String OF_A_FILE = """
            select ordinal, transaction_id, amount from typed_amount
            """;

    private static final String CHECK = """
            with typed as materialized (
            %s
            ), line as (
                select u.ordinal, u.transaction_id as given, u.amount, t.id, t.item_id, a.amount as stored, a.changed_by, j.currency_layer, c.company,
                       case j.currency_layer when 'ACCOUNTING' then c.accounting_currency else c.reporting_currency end as currency,
                       t.open, t.kind, t.financial_date, t.inventory_account, i.item_number, g.item_group, m.inventory_model,
                       cost_in(t, j.currency_layer) as cost,
                       cost_in(t, j.currency_layer)
                           + case when u.amount < 0 then coalesce((select sum(s.amount)
                                                                     from posted_settlement s
                                                                    where s.item_id = t.item_id and s.inventory_transaction_id = t.id
                                                                      and s.currency_layer = j.currency_layer), 0) else 0 end as value,
                       own.id as own_account_id,
                       coalesce(own.id, inventory.main_account_id) as inventory_account_id,
                       coalesce(a.offset_account_id, code.offset_account_id, j.offset_account_id, code_of_all.offset_account_id) as given_offset_id,
                       offset_type.account_type,
                       by_profile.main_account_id as offset_of_profile_id
                  from typed u
                  join adjustment_journal j on j.id = :journal
                  join company c on c.id = j.company_id
                  left join charges_code code_of_all on code_of_all.id = j.charges_code_id
                  left join inventory_transaction t on t.company_id = j.company_id and t.transaction_id = u.transaction_id
                  left join adjustment a on a.journal_id = j.id and a.item_id = t.item_id and a.inventory_transaction_id = t.id
                  left join charges_code code on code.id = a.charges_code_id
                  left join item i on i.id = t.item_id
                  left join item_group g on g.id = i.item_group_id
                  left join item_model m on m.item_id = i.id and m.currency_layer = j.currency_layer
                  left join main_account own on own.company_id = j.company_id and own.main_account = t.inventory_account
                  left join item_account inventory on inventory.item_id = i.id and inventory.account_type = 'INVENTORY'
                 cross join lateral (select case when u.amount < 0 then 'LOSS' else 'PROFIT' end as account_type) offset_type
                  left join item_account by_profile on by_profile.item_id = i.id and by_profile.account_type = offset_type.account_type
            )
            select l.ordinal, l.given, l.id, l.item_id, l.amount, l.stored, l.changed_by, f.code, f.message, f.remedy
              from line l
              left join lateral (
                   select f.code, f.message, f.remedy
                     from (values
                       (1, 'UNKNOWN_TRANSACTION', l.id is null,
                           format('company %%s has no inventory transaction %%s', quoted(l.company), quoted(l.given)),
                           'correct the transaction id, or import the transaction'),
                       (2, 'TRANSACTION_NOT_OPEN', l.amount is not null and not l.open,
                           format('transaction %%s of item %%s is not open', quoted(l.given), quoted(l.item_number)),
                           'leave its amount empty'),
                       (3, 'NOT_FINANCIALLY_UPDATED', l.amount is not null and l.financial_date is null,
                           format('transaction %%s of item %%s is only physically updated', quoted(l.given), quoted(l.item_number)),
                           'import it again with its financial date, or leave its amount empty'),
                       (4, 'NOT_A_RECEIPT', l.amount is not null and l.kind <> 'RECEIPT',
                           format('transaction %%s of item %%s is an issue', quoted(l.given), quoted(l.item_number)),
                           'adjust the receipt that it was issued from; issues change through recalculation and close'),
                       (5, 'MODEL_NOT_ADJUSTABLE', l.amount is not null and not is_periodic(l.inventory_model),
                           format('item %%s of transaction %%s is valued by %%s', quoted(l.item_number), quoted(l.given), l.inventory_model),
                           'leave its amount empty, and revalue it the way of its inventory model'),
                       (6, 'COST_MISSING', l.amount is not null and l.cost is null,
                           format('transaction %%s of item %%s has no cost in the %%s layer, so its value is not known',
                                  quoted(l.given), quoted(l.item_number), l.currency_layer),
                           'import the transaction again with its reporting_cost_amount, or leave its amount empty'),
                       (7, 'VALUE_BELOW_ZERO', l.amount < 0 and l.value + l.amount < 0,
                           format('transaction %%s of item %%s is worth %%s %%s and cannot lose %%s',
                                  quoted(l.given), quoted(l.item_number), l.value, l.currency, -l.amount),
                           case when l.value > 0 then format('adjust it by no less than %%s', -l.value) else 'leave its amount empty' end),
                       (8, 'NO_ACCOUNT', l.amount is not null and l.inventory_account is null and l.inventory_account_id is null,
                           format('item %%s (group %%s) has no INVENTORY account for transaction %%s',
                                  quoted(l.item_number), quoted(l.item_group), quoted(l.given)),
                           'add a posting profile for the item, its group or ALL, then type the amount again'),
                       (9, 'NO_ACCOUNT', l.amount is not null and coalesce(l.given_offset_id, l.offset_of_profile_id) is null,
                           format('item %%s (group %%s) has no %%s account for transaction %%s',
                                  quoted(l.item_number), quoted(l.item_group), l.account_type, quoted(l.given)),
                           'add a posting profile for the item, its group or ALL, then type the amount again'),
                       (10, 'UNKNOWN_ACCOUNT', l.amount is not null and l.inventory_account is not null and l.own_account_id is null,
                           format('inventory account %%s of transaction %%s is not a main account of the company',
                                  quoted(l.inventory_account), quoted(l.given)),
                           'import it in main_accounts.csv or import the transaction with another account, then type the amount again'),
                       (11, 'SAME_ACCOUNT', l.amount is not null
                               and l.inventory_account_id = coalesce(l.given_offset_id, l.offset_of_profile_id)
                               and (l.inventory_account is null or l.own_account_id is not null),
                           format('transaction %%s of item %%s has its inventory account also as %%s account', quoted(l.given),
                                  quoted(l.item_number), case when l.given_offset_id is not null then 'offset' else l.account_type end),
                           case when l.given_offset_id is not null then 'give the journal another offset account, or leave the amount empty'
                                else 'give the item, its group or ALL another account in posting_profiles.csv, then type the amount again' end)
                       ) f (ordinal, code, broken, message, remedy)
                    where f.broken
                    order by f.ordinal
                    limit 1) f on true
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    TypedLines(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * An amount to store.
     *
     * @param amount null: no line
     */
    record Wanted(String transactionId, @Nullable BigDecimal amount) {}

    /**
     * What was found of an amount.
     *
     * @param ordinal its place among those that were given, from 1; of a file its line
     * @param stored the amount that the journal has; null: no line
     * @param changedBy who stored that; null: not known
     * @param fault why it cannot be stored; null: it can
     */
    record Checked(
            long ordinal,
            String transactionId,
            @Nullable Long id,
            @Nullable Integer item,
            @Nullable BigDecimal amount,
            @Nullable BigDecimal stored,
            @Nullable String changedBy,
            @Nullable Fault fault) {
        /** A line of which only the fault counts. */
        static Checked refused(long ordinal, String transactionId, Fault fault) {
            return new Checked(ordinal, transactionId, null, null, null, null, null, fault);
        }

        /**
         * Says that the amount is another one than somebody saw.
         *
         * @param seen null: none
         */
        Fault changed(@Nullable BigDecimal seen, String journal) {
            return new Fault(
                    FaultCode.AMOUNT_CHANGED,
                    TypedLines.changed(transactionId, seen, "when you looked", stored, changedBy),
                    "look at it again, then type the amount if you still want to",
                    journal,
                    transactionId);
        }
    }

    List<Checked> check(long journal, String name, List<Wanted> lines) {
        Long[] ordinals = new Long[lines.size()];
        String[] transactions = new String[lines.size()];
        BigDecimal[] amounts = new BigDecimal[lines.size()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = i + 1L;
            transactions[i] = lines.get(i).transactionId();
            amounts[i] = lines.get(i).amount();
        }
        return checked(
                jdbc.sql(String.format(Locale.ROOT, CHECK, GIVEN) + " order by l.ordinal")
                        .param("ordinals", ordinals)
                        .param("transactions", transactions)
                        .param("amounts", amounts)
                        .param("journal", journal),
                name);
    }

    /** The first lines of {@code typed_amount} that are refused. */
    List<Checked> refusedOfFile(long journal, String name, int limit) {
        return checked(
                jdbc.sql(String.format(Locale.ROOT, CHECK, OF_A_FILE)
                                + " where f.code is not null order by l.ordinal limit :limit")
                        .param("journal", journal)
                        .param("limit", limit),
                name);
    }

    private static List<Checked> checked(JdbcClient.StatementSpec statement, String journal) {
        return statement
                .query((row, number) -> {
                    String code = row.getString("code");
                    return new Checked(
                            row.getLong("ordinal"),
                            row.getString("given"),
                            row.getObject("id", Long.class),
                            row.getObject("item_id", Integer.class),
                            row.getBigDecimal("amount"),
                            row.getBigDecimal("stored"),
                            row.getString("changed_by"),
                            code == null
                                    ? null
                                    : new Fault(
                                            FaultCode.valueOf(code),
                                            row.getString("message"),
                                            row.getString("remedy"),
                                            journal,
                                            row.getString("given")));
                })
                .list();
    }

    /** Stores checked amounts of different transactions, and removes the lines of those without one. */
    void store(long journal, List<Checked> lines) {
        List<Checked> kept =
                lines.stream().filter(line -> line.amount() != null).toList();
        List<Checked> removed =
                lines.stream().filter(line -> line.amount() == null).toList();
        if (!kept.isEmpty()) {
            jdbc.sql("""
                            insert into adjustment (journal_id, item_id, inventory_transaction_id, amount)
                            select :journal, u.item_id, u.id, u.amount
                              from unnest(:items::integer[], :ids::bigint[], :amounts::numeric[]) u (item_id, id, amount)
                             order by u.item_id, u.id
                            on conflict (journal_id, item_id, inventory_transaction_id) do update set amount = excluded.amount
                            """)
                    .param("journal", journal)
                    .param("items", kept.stream().map(Checked::item).toArray(Integer[]::new))
                    .param("ids", kept.stream().map(Checked::id).toArray(Long[]::new))
                    .param("amounts", kept.stream().map(Checked::amount).toArray(BigDecimal[]::new))
                    .update();
        }
        if (!removed.isEmpty()) {
            jdbc.sql("""
                            delete from adjustment a
                             using unnest(:items::integer[], :ids::bigint[]) u (item_id, id)
                             where a.journal_id = :journal and a.item_id = u.item_id and a.inventory_transaction_id = u.id
                            """)
                    .param("journal", journal)
                    .param("items", removed.stream().map(Checked::item).toArray(Integer[]::new))
                    .param("ids", removed.stream().map(Checked::id).toArray(Long[]::new))
                    .update();
        }
    }

    /** Makes the table for the amounts of a file, until the transaction ends. */
    void prepareFile() {
        jdbc.sql("""
                        create temporary table typed_amount (ordinal bigint, transaction_id text collate "C", amount numeric, compared boolean, before numeric) on commit drop
                        """).update();
    }

    void copyOfFile(CharSequence rows) {
        TableCopy.rows(
                template, "copy typed_amount (ordinal, transaction_id, amount, compared, before) from stdin", rows);
    }

    /** The further lines of a transaction that a file names more than once. */
    List<Checked> duplicatesOfFile(String name, int limit) {
        jdbc.sql("analyze typed_amount").update();
        return jdbc.sql("""
                        select d.ordinal, d.transaction_id, d.first
                          from (select ordinal, transaction_id, min(ordinal) over (partition by transaction_id) as first from typed_amount) d
                         where d.ordinal > d.first
                         order by d.ordinal
                         limit :limit
                        """)
                .param("limit", limit)
                .query((row, number) -> {
                    String transaction = row.getString("transaction_id");
                    return Checked.refused(
                            row.getLong("ordinal"),
                            transaction,
                            new Fault(
                                    FaultCode.DUPLICATE,
                                    "transaction " + Text.quoted(transaction) + " is already in line "
                                            + row.getLong("first"),
                                    "keep one of the two lines",
                                    name,
                                    transaction));
                })
                .list();
    }

    /** The lines whose receipt has another amount by now than when the file was made; what it has is what the file gives it: it is none. */
    List<Checked> changedOfFile(long journal, String name, int limit) {
        return jdbc.sql("""
                        select u.ordinal, u.transaction_id, u.before, a.amount as stored, a.changed_by
                          from typed_amount u
                          join adjustment_journal j on j.id = :journal
                          join inventory_transaction t on t.company_id = j.company_id and t.transaction_id = u.transaction_id
                          left join adjustment a on a.journal_id = j.id and a.item_id = t.item_id and a.inventory_transaction_id = t.id
                         where u.compared and a.amount is distinct from u.before and a.amount is distinct from u.amount
                         order by u.ordinal
                         limit :limit
                        """)
                .param("journal", journal)
                .param("limit", limit)
                .query((row, number) -> {
                    String transaction = row.getString("transaction_id");
                    return Checked.refused(
                            row.getLong("ordinal"),
                            transaction,
                            new Fault(
                                    FaultCode.AMOUNT_CHANGED,
                                    changed(
                                            transaction,
                                            row.getBigDecimal("before"),
                                            "when the file was downloaded",
                                            row.getBigDecimal("stored"),
                                            row.getString("changed_by")),
                                    "leave the amount of the line empty; or look at it again, and give its amount_before the amount of now",
                                    name,
                                    transaction));
                })
                .list();
    }

    private static String changed(
            String transaction,
            @Nullable BigDecimal before,
            String when,
            @Nullable BigDecimal now,
            @Nullable String changedBy) {
        return "the amount of transaction " + Text.quoted(transaction) + " was " + shown(before) + " " + when
                + " and is " + shown(now) + " now"
                + (changedBy == null ? "" : "; " + Text.quoted(changedBy) + " changed it");
    }

    private static String shown(@Nullable BigDecimal amount) {
        return amount == null ? "empty" : amount.toPlainString();
    }

    /**
     * Stores every amount of a file.
     *
     * @return how many lines were added or changed
     */
    long storeFile(long journal) {
        return jdbc.sql("""
                        insert into adjustment (journal_id, item_id, inventory_transaction_id, amount)
                        select j.id, t.item_id, t.id, u.amount
                          from typed_amount u
                          join adjustment_journal j on j.id = :journal
                          join inventory_transaction t on t.company_id = j.company_id and t.transaction_id = u.transaction_id
                         order by t.item_id, t.id
                        on conflict (journal_id, item_id, inventory_transaction_id) do update set amount = excluded.amount
                         where adjustment.amount <> excluded.amount
                        """).param("journal", journal).update();
    }
}
