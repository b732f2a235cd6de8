package org.periodclose.contract.closing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.periodclose.contract.Books;

/** What the tables and views show of a company after its runs. */
final class Posted {
    private Posted() {}

    private static final String RUNS = """
            runs as (
                select r.id, r.type, r.posting_date, r.currency_layer, r.decimals, row_number() over (order by r.id) as number
                  from posting_run r
                  join company c on c.id = r.company_id
                 where c.company = :company),
            made as (
                select l.id, '~' || r.number || '/' || row_number() over (partition by l.run_id
                            order by i.item_number, o.site, o.warehouse, o.batch_number, o.serial_number, l.date) as name
                  from cost_layer l
                  join runs r on r.id = l.run_id
                  join cost_object o on o.id = l.cost_object_id
                  join item i on i.id = l.item_id),
            named as (
                select t.id, t.transaction_id as name
                  from inventory_transaction t
                  join company c on c.id = t.company_id
                 where c.company = :company
                union all
                select id, name from made)
            """;

    /** All of it, with the runs of the company numbered from 1. */
    static Outcome outcome(Books books, String company) {
        Map<Integer, List<String>> settlements = byRun(books, company, """
                select r.number, concat_ws(' ', n.name, s.part, round(s.amount, r.decimals)) || ' Dr ' || coalesce(d.main_account, '-')
                       || ' Cr ' || coalesce(c.main_account, '-') || ' '
                       || coalesce(round(case when s.storno then -abs(s.amount) when not s.storno then abs(s.amount) end, r.decimals)::text, '-')
                       || ' storno ' || coalesce(s.storno::text, '-')
                  from settlement s
                  join runs r on r.id = s.run_id
                  left join named n on n.id = s.inventory_transaction_id
                  left join main_account d on d.id = s.debit_account_id
                  left join main_account c on c.id = s.credit_account_id
                 order by n.name collate "C", s.part::text collate "C"
                """);
        Map<Integer, List<String>> matches = byRun(books, company, """
                select r.number, i.name || ' from ' || l.name || ' ' || concat_ws(' ', trim_scale(m.quantity), round(m.amount, r.decimals), m.principle)
                       || ' settled ' || m.settled
                  from match m
                  join runs r on r.id = m.run_id
                  left join named i on i.id = m.issue_id
                  left join named l on l.id = m.layer_id
                 where m.quantity <> 0
                """);
        Map<Integer, List<String>> unsettled = byRun(books, company, """
                select r.number, concat_ws(' ', n.name, trim_scale(u.quantity), u.reason)
                  from unsettled_issue u
                  join runs r on r.id = u.run_id
                  join named n on n.id = u.issue_id
                """);
        Map<Integer, List<String>> circles = byRun(books, company, """
                select r.number, string_agg(n.name, ', ' order by n.name collate "C") || case when k.solved then ' solved' else ' not solved' end
                  from circle k
                  join runs r on r.id = k.run_id
                  join named n on n.id = k.member_id
                 group by r.number, k.circle_id, k.solved
                 order by min(n.name collate "C")
                """);
        Map<Integer, List<String>> voucherLines = byRun(books, company, """
                select r.number, concat_ws(' ', coalesce(g.item_group, '-'), coalesce(i.item_number, '-'), 'Dr', d.main_account, 'Cr', c.main_account,
                                           round(l.amount, r.decimals), 'storno', l.storno::text, 'of', l.settlements)
                  from voucher_line l
                  join runs r on r.id = l.run_id
                  join main_account d on d.id = l.debit_account_id
                  join main_account c on c.id = l.credit_account_id
                  left join item_group g on g.id = l.item_group_id
                  left join item i on i.id = l.item_id
                 order by r.number, l.line
                """);
        List<Outcome.Run> runs = new ArrayList<>();
        for (String name : rows(books, company, """
                select concat_ws(' ', r.number, r.type, r.posting_date, round(p.settled_amount, r.decimals))
                  from runs r
                  join posting_run p on p.id = r.id
                 order by r.number
                """)) {
            int number = runs.size() + 1;
            runs.add(new Outcome.Run(
                    name,
                    settlements.getOrDefault(number, List.of()),
                    matches.getOrDefault(number, List.of()),
                    unsettled.getOrDefault(number, List.of()),
                    circles.getOrDefault(number, List.of()),
                    voucherLines.getOrDefault(number, List.of())));
        }
        return new Outcome(runs, values(books, company), openLayers(books, company), onHand(books, company));
    }

    private static List<String> openLayers(Books books, String company) {
        return rows(books, company, """
                select n.name || ' [' || concat_ws(', ', i.item_number, o.site, o.warehouse, o.batch_number, o.serial_number) || '] '
                       || trim_scale(v.quantity - v.matched) || ' for ' || round(coalesce(v.open_value, v.value - v.handed), r.decimals)
                  from carry_over v
                  join runs r on r.id = v.run_id
                  join active_run a on a.id = r.id
                  join named n on n.id = v.id
                  join cost_object o on o.id = v.cost_object_id
                  join item i on i.id = v.item_id
                 where v.layer and v.quantity > v.matched
                   and not exists (select from active_run later
                                    where later.company_id = a.company_id and later.currency_layer = a.currency_layer and later.type = 'CLOSE' and later.id > a.id)
                """);
    }

    /** The matches that closes keep which nobody has taken back. */
    static List<String> matchesInForce(Books books, String company) {
        return rows(books, company, """
                select a.posting_date || ' ' || i.name || ' from ' || l.name || ' ' || concat_ws(' ', trim_scale(m.quantity), round(m.amount, r.decimals), m.principle)
                  from match m
                  join runs r on r.id = m.run_id
                  join active_run a on a.id = r.id
                  join named i on i.id = m.issue_id
                  join named l on l.id = m.layer_id
                """);
    }

    /** What a second calculation in SQL says of the close of January. */
    static List<String> bySets(Books books, String company, String model) {
        return books.sql()
                .sql(statement(model))
                .param("company", company)
                .param("day", LocalDate.of(2026, 1, 31))
                .query(String.class)
                .list();
    }

    private static String statement(String model) {
        try {
            return Files.readString(Path.of("src", "test", "resources", "second-calculation", model + ".sql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that runs have written, with their digests, byte by byte. */
    static String bytes(Books books) {
        StringBuilder bytes = new StringBuilder();
        for (String table : List.of(
                "match",
                "cost_layer",
                "carry_over",
                "unsettled_issue",
                "closing_balance",
                "settlement",
                "voucher_line")) {
            bytes.append(table)
                    .append(' ')
                    .append(books.sql()
                            .sql(
                                    "select count(*) || ' ' || md5(string_agg(t::text, chr(10) order by t::text collate \"C\")) from "
                                            + table + " t")
                            .query(String.class)
                            .single())
                    .append('\n');
        }
        books.sql()
                .sql("""
                        select concat_ws(' ', r.id, r.type, r.status, r.matches, r.unsettled, r.settlements, r.settled_amount, r.lines, r.checksum,
                                         (select mod(sum(p.matches_digest), power(2::numeric, 128)) || ' ' || mod(sum(p.carry_over_digest), power(2::numeric, 128))
                                            from run_partition p where p.run_id = r.id))
                          from posting_run r
                         order by r.id
                        """)
                .query(String.class)
                .list()
                .forEach(run -> bytes.append(run).append('\n'));
        return bytes.toString();
    }

    /** Debits less credits by currency layer and account. */
    static List<String> balances(Books books, String company) {
        return books.sql().sql("""
                        select concat_ws(' ', currency_layer, main_account, trim_scale(sum(coalesce(debit, 0) - coalesce(credit, 0))))
                          from period_close_view.general_ledger_entry
                         where company = ?
                         group by currency_layer, main_account
                        having sum(coalesce(debit, 0) - coalesce(credit, 0)) <> 0
                         order by 1
                        """).param(company).query(String.class).list();
    }

    private static List<String> rows(Books books, String company, String sql) {
        return books.sql()
                .sql("with " + RUNS + sql)
                .param("company", company)
                .query(String.class)
                .list();
    }

    private static Map<Integer, List<String>> byRun(Books books, String company, String sql) {
        Map<Integer, List<String>> rows = new HashMap<>();
        books.sql().sql("with " + RUNS + sql).param("company", company).query(row -> {
            rows.computeIfAbsent(row.getInt(1), run -> new ArrayList<>()).add(row.getString(2));
        });
        return rows;
    }

    static List<String> values(Books books, String company) {
        return books.sql().sql("""
                        select v.transaction_id || ' ' || v.value || case v.currency_layer when 'REPORTING' then ' REPORTING' else '' end
                          from period_close_view.inventory_value v
                          join company c on c.company = v.company
                          join inventory_transaction t on t.company_id = c.id and t.transaction_id = v.transaction_id
                         where v.company = ? and (v.currency_layer = 'ACCOUNTING' or t.reporting_cost_amount is not null)
                        """).param(company).query(String.class).list();
    }

    /** In the accounting currency, whatever the rows' state; settlements on made layers count. */
    static List<String> onHand(Books books, String company) {
        return books.sql()
                .sql("""
                        with value as (
                            select t.cost_object_id, t.quantity, v.value
                              from inventory_transaction t
                              join company c on c.id = t.company_id
                              join period_close_view.inventory_value v
                                on v.company = c.company and v.transaction_id = t.transaction_id and v.currency_layer = 'ACCOUNTING'
                             where c.company = :company
                            union all
                            select l.cost_object_id, 0, s.amount
                              from settlement s
                              join active_run r on r.id = s.run_id and r.currency_layer = 'ACCOUNTING'
                              join cost_layer l on l.id = s.inventory_transaction_id
                              join company c on c.id = r.company_id
                             where c.company = :company)
                        select '[' || concat_ws(', ', i.item_number, o.site, o.warehouse, o.batch_number, o.serial_number) || '] '
                                   || trim_scale(sum(v.quantity)) || ' for ' || sum(v.value)
                          from value v
                          join cost_object o on o.id = v.cost_object_id
                          join item i on i.id = o.item_id
                         group by o.id, i.id
                        """)
                .param("company", company)
                .query(String.class)
                .list();
    }
}
