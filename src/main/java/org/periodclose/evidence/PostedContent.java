package org.periodclose.evidence;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Fingerprint;
import org.periodclose.core.ledger.SetDigest;
import org.periodclose.core.ledger.SettlementDigest;
import org.periodclose.core.ledger.VoucherDigest;
import org.periodclose.core.settlement.Part;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a posted run is by the books as they stand now, beside what its manifest says it was. Must be asked in a transaction. */
final class PostedContent {
    private static final int FETCH_SIZE = 5_000;

    private static final String SETTLEMENTS = """
            select coalesce(t.transaction_id, layer_label(y, :run), '#' || s.inventory_transaction_id), s.part, s.amount::text,
                   coalesce(given.main_account, '#' || a.offset_account_id), coalesce(code.charges_code, '#' || a.charges_code_id),
                   coalesce(d.main_account, '#' || s.debit_account_id), coalesce(c.main_account, '#' || s.credit_account_id), s.storno
              from settlement s
              left join inventory_transaction t on t.id = s.inventory_transaction_id
              left join cost_layer y on y.id = s.inventory_transaction_id
              left join main_account d on d.id = s.debit_account_id
              left join main_account c on c.id = s.credit_account_id
              left join adjustment a on a.journal_id = :journal::bigint and a.item_id = s.item_id and a.inventory_transaction_id = coalesce(y.source_id, s.inventory_transaction_id)
              left join main_account given on given.id = a.offset_account_id
              left join charges_code code on code.id = a.charges_code_id
             where s.run_id = :run
            """;

    private static final String VOUCHER_LINES = """
            select l.line, coalesce(d.main_account, '#' || l.debit_account_id), coalesce(c.main_account, '#' || l.credit_account_id),
                   l.amount::text, l.storno, coalesce(g.item_group, '#' || l.item_group_id), coalesce(i.item_number, '#' || l.item_id),
                   l.settlements
              from voucher_line l
              left join main_account d on d.id = l.debit_account_id
              left join main_account c on c.id = l.credit_account_id
              left join item_group g on g.id = l.item_group_id
              left join item i on i.id = l.item_id
             where l.run_id = :run
             order by l.line
            """;

    /** The names of rows, as the close that kept them has hashed them. */
    private static final String NAMED = """
            with named as (
                select o.id, o.item_id, concat_ws(chr(31), i.item_number, coalesce(o.site, ''), coalesce(o.warehouse, ''), coalesce(o.batch_number, ''),
                                       coalesce(o.serial_number, '')) as object
                  from cost_object o join item i on i.id = o.item_id
            )
            """;

    private static String rowName(String transaction, String layer, String id) {
        return String.format(
                Locale.ROOT,
                "coalesce(%1$s.transaction_id, layer_label(%2$s, :run), '#' || %3$s)",
                transaction,
                layer,
                id);
    }

    private static final String MATCHES = NAMED
            + String.format(Locale.ROOT, """
            select concat_ws(chr(31), n.object, %s, %s, trim_scale(m.from_quantity), trim_scale(m.quantity), m.amount, m.principle, m.settled::text)
              from match m
              left join inventory_transaction ti on ti.id = m.issue_id
              left join cost_layer li on li.id = m.issue_id
              left join inventory_transaction tl on tl.id = m.layer_id
              left join cost_layer ll on ll.id = m.layer_id
              left join named n on n.id = coalesce(ti.cost_object_id, li.cost_object_id) and n.item_id = m.item_id
             where m.run_id = :run
            union all
            select concat_ws(chr(31), n.object, layer_label(l, :run), l.kind, trim_scale(l.quantity))
              from cost_layer l
              left join named n on n.id = l.cost_object_id and n.item_id = l.item_id
             where l.run_id = :run
            """, rowName("tl", "ll", "m.layer_id"), rowName("ti", "li", "m.issue_id"));

    private static final String CARRY_OVER = NAMED + String.format(Locale.ROOT, """
            select concat_ws(chr(31), n.object, %s, c.layer::text, trim_scale(c.quantity), trim_scale(c.matched), c.value, c.handed, c.posted, c.open_value)
              from carry_over c
              left join inventory_transaction t on t.id = c.id
              left join cost_layer l on l.id = c.id
              left join named n on n.id = c.cost_object_id and n.item_id = c.item_id
             where c.run_id = :run
            """, rowName("t", "l", "c.id"));

    /** What people have named or written. */
    private static final Set<String> NAMES = Set.of(
            "company",
            "journal",
            "journalDescription",
            "journalReleasedBy",
            "voucher",
            "note",
            "startedBy",
            "priceOption");

    private final JdbcClient jdbc;

    PostedContent(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A field of a manifest that no longer holds. */
    record Difference(
            String field, @Nullable String was, @Nullable String is) {
        String words() {
            return switch (field) {
                case "amounts" -> "its settlements are not those that were posted, or not of these amounts";
                case "accounts" -> "its settlements are not on the accounts that they were posted to";
                case "matches" -> "its matches, or the layers that it made, were changed";
                case "carryOver" -> "what it carried over to the next close was changed";
                case "voucherLines" -> "the lines of its voucher were changed";
                case "items" -> "what was kept of its items (run_item) was changed";
                case "itemModels" -> "what was kept of the models and accounts of its items (run_item) was changed";
                case "itemsNotSelected" -> "which of its items take part (run_item) was changed";
                case "transfersLeftOut" -> "the internal transfers that it left out (run_left_out) were changed";
                case "circleMembers" -> "the circles that it found were changed";
                case "circleRemainders" ->
                    "the units that the layers of its circles gave (circle_remainder) were changed";
                case "unsettledIssues" -> "the issues that it left unsettled were changed";
                case "closingBalances" -> "the balances that it closed with were changed";
                case "accountTypes" -> "what was kept of the accounts of its items (run_item) was changed";
                case "prices" -> "its prices (revaluation_price) were changed";
                case "journalClose" -> "the close that its journal adjusts was changed";
                case "revaluedStock" -> "the stock that it has valued (revaluation_line) was changed";
                case "chargesCodes" -> "what was kept of its charges codes (run_charges_code) was changed";
                case "leftOut" -> "the lines that it left out were changed";
                default -> field + " is " + shown(is) + " and was " + shown(was);
            };
        }

        private String shown(@Nullable String value) {
            return value != null && NAMES.contains(field) ? Text.quoted(value) : String.valueOf(value);
        }
    }

    /**
     * Everything in which a run differs from its manifest; what a manifest of an older version does not contain is not compared.
     *
     * @param previous hash of the manifest before it; null: it is the first
     */
    List<Difference> differences(long run, long position, @Nullable String previous) {
        Fingerprint now = fingerprint(run);
        return jdbc.sql("""
                        with now as materialized (
                            select key, value from jsonb_each(posted_facts(:run) || revaluation_facts(:run) || journal_facts(:run))
                            union all
                            select key, value
                              from jsonb_each(jsonb_build_object('position', :position::bigint, 'previous', :previous::text, 'amounts', :amounts::text,
                                                                 'accounts', :accounts::text, 'voucherLines', :voucherLines::text,
                                                                 'matches', :matches::text, 'carryOver', :carryOver::text))
                        )
                        select distinct was.key as field, was.value #>> '{}' as was, now.value #>> '{}' as is
                          from manifest m
                         cross join lateral jsonb_each(m.content::jsonb - 'program' - 'runsBefore') was
                          left join now on now.key = was.key
                         where m.run_id = :run and now.value is distinct from was.value
                         order by was.key
                        """)
                .param("run", run)
                .param("position", position)
                .param("previous", previous)
                .param("amounts", now.amounts().toString())
                .param("accounts", now.accounts().toString())
                .param("voucherLines", now.voucherLines())
                .param("matches", now.matches().toString())
                .param("carryOver", digest(CARRY_OVER, run).toString())
                .query(Difference.class)
                .list();
    }

    private Fingerprint fingerprint(long run) {
        SettlementDigest settlements = new SettlementDigest();
        Long journal = jdbc.sql(
                        "select journal_id from posting_run where id = :run and cancels_run_id is null and journal_id is not null")
                .param("run", run)
                .query(Long.class)
                .optional()
                .orElse(null);
        read(jdbc.sql(SETTLEMENTS).param("run", run).param("journal", journal), row -> {
            Part part = Part.valueOf(row.getString(2));
            settlements.addAmount(row.getString(1), part, row.getString(3), row.getString(4), row.getString(5));
            settlements.addAccounts(
                    row.getString(1), part, row.getString(6), row.getString(7), row.getObject(8, Boolean.class));
        });
        VoucherDigest voucher = new VoucherDigest();
        read(
                jdbc.sql(VOUCHER_LINES).param("run", run),
                row -> voucher.add(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getString(6),
                        row.getString(7),
                        row.getLong(8)));
        return voucher.with(settlements.amounts(), settlements.accounts(), digest(MATCHES, run));
    }

    private BigInteger digest(String texts, long run) {
        SetDigest digest = new SetDigest();
        read(jdbc.sql(texts).param("run", run), row -> digest.add(row.getString(1)));
        return digest.value();
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Row by row as the database sends them: a run may be larger than the memory. */
    private static void read(JdbcClient.StatementSpec question, RowReader reader) {
        try (Stream<Integer> rows = question
                .withFetchSize(FETCH_SIZE)
                .query((row, number) -> {
                    reader.read(row);
                    return number;
                })
                .stream()) {
            rows.forEach(row -> {});
        }
    }
}
