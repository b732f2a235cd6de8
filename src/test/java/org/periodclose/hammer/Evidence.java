package org.periodclose.hammer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a database shows of a run, to the program's readers and to the hammer. */
final class Evidence {
    private Evidence() {}

    /** Everything that a run leaves, by natural keys, without times: equal evidence means equal bytes. Where a preparation was killed, made layers have higher ids. */
    static List<String> of(Connection connection) throws SQLException {
        return lines(connection, """
                with made (id, name) as (
                    select id, format('%s of run %s', id - min(id) over (partition by run_id), run_id) from cost_layer
                )
                select 'settlements ' || count(*) || ' ' || md5(string_agg(concat_ws('|', n.name, i.item_number, r.type, r.status, s.part, s.amount,
                                d.main_account, c.main_account, s.storno), e'\\n' order by n.name, r.id, s.part))
                  from settlement s
                  join posting_run r on r.id = s.run_id
                  left join inventory_transaction t on t.id = s.inventory_transaction_id
                  left join made on made.id = s.inventory_transaction_id
                 cross join lateral (select coalesce(t.transaction_id, made.name) as name) n
                  join item i on i.id = s.item_id
                  left join main_account d on d.id = s.debit_account_id
                  left join main_account c on c.id = s.credit_account_id
                union all
                select concat_ws(' ', 'line', r.type, l.line, d.main_account, c.main_account, l.amount, l.storno, g.item_group, i.item_number, l.settlements)
                  from voucher_line l
                  join posting_run r on r.id = l.run_id
                  join main_account d on d.id = l.debit_account_id
                  join main_account c on c.id = l.credit_account_id
                  left join item_group g on g.id = l.item_group_id
                  left join item i on i.id = l.item_id
                union all
                select concat_ws(' ', 'run', r.type, r.status, r.posting_date, r.specification, r.update_ledger, r.storno, r.skip_invalid, r.planned,
                                 r.exceptions, r.settlements, r.settled_amount, r.lines, r.checksum, v.voucher, v.number, v.posting_date, j.status)
                  from posting_run r
                  left join adjustment_journal j on j.id = r.journal_id
                  left join voucher v on v.run_id = r.id
                union all
                select concat_ws(' ', 'found by', r.id, r.matches, r.unsettled, r.carried, r.written_off,
                                 mod(sum(p.matches_digest), 340282366920938463463374607431768211456),
                                 mod(sum(p.carry_over_digest), 340282366920938463463374607431768211456))
                  from posting_run r
                  join run_partition p on p.run_id = r.id
                 group by r.id
                union all
                <matches>
                union all
                <layers>
                union all
                <carried over>
                union all
                <circles>
                union all
                <remainders>
                union all
                select 'components ' || count(*) || ' ' || md5(string_agg(k::text, e'\\n' order by k::text collate "C")) from run_component k
                union all
                select 'left out ' || count(*) || ' ' || md5(string_agg(o::text, e'\\n' order by o::text collate "C")) from run_left_out o
                union all
                select 'unsettled ' || count(*) || ' ' || md5(string_agg(u::text, e'\\n' order by u::text collate "C")) from unsettled_issue u
                union all
                select 'closing balances ' || count(*) || ' ' || md5(string_agg(b::text, e'\\n' order by b::text collate "C")) from closing_balance b
                union all
                select 'exceptions ' || count(*) || ' ' || md5(string_agg(concat_ws('|', t.transaction_id, e.ordinal, e.code, e.message, e.remedy),
                                e'\\n' order by t.transaction_id, e.ordinal))
                  from posting_exception e
                  join inventory_transaction t on t.id = e.inventory_transaction_id
                union all
                select 'partitions ' || sum(lines) || ' ' || sum(lines_done) || ' ' || mod(sum(amounts_digest), 340282366920938463463374607431768211456)
                                     || ' ' || mod(sum(accounts_digest), 340282366920938463463374607431768211456)
                  from run_partition
                union all
                select concat_ws(' ', 'manifest', m.position, m.content::jsonb - '{startedBy,startedAt,endedAt,interruptions,retries,estimatedSeconds,circleMembers,circleRemainders,firstCostLayer}'::text[],
                                 case when m.content::jsonb @> posted_facts(m.run_id) then 'as posted' end)
                  from manifest m
                union all
                select 'manifests ' || count(*) || ' ' || coalesce(max(position), 0) from manifest
                union all
                select 'sums left ' || count(*) from settlement_sum
                union all
                select 'last number ' || coalesce(max(last), 0) from voucher_number
                union all
                select 'views ' || (select count(*) || ' ' || sum(debit) from period_close_view.general_ledger_entry)
                                || ' ' || (select string_agg(r::text, ';' order by main_account)
                                             from (select company, main_account, sum(settlements) as settlements, sum(voucher_lines) as voucher_lines, sum(difference) as difference
                                                     from period_close_view.reconciliation group by company, main_account) r)
                order by 1
                """.replace("<matches>", rows("match", "issue_id", "layer_id"))
                .replace("<layers>", rows("cost_layer", "id", "source_id"))
                .replace("<carried over>", rows("carry_over", "id"))
                .replace("<circles>", rows("circle", "circle_id", "member_id"))
                .replace("<remainders>", rows("circle_remainder", "issue_id", "layer_id")));
    }

    /** Of a table with ids of made layers among others. */
    private static String rows(String table, String... ids) {
        StringBuilder names = new StringBuilder();
        StringBuilder joins = new StringBuilder();
        for (String id : ids) {
            names.append(" || jsonb_build_object('%1$s', coalesce(%1$s.name, t.%1$s::text))".formatted(id));
            joins.append(" left join made %1$s on %1$s.id = t.%1$s".formatted(id));
        }
        return """
                select '%1$s ' || count(*) || ' ' || md5(string_agg(e.row, e'\\n' order by e.row collate "C"))
                  from (select (to_jsonb(t)%2$s)::text as row from %1$s t%3$s) e
                """.formatted(table, names, joins).strip();
    }

    /** Where stock is worth its price already, nothing is settled. */
    private static final String REVALUED = """
            (select count(*) from settlement where run_id in (select id from r))
            - (select count(*)
                 from run_partition p
                 join revaluation_line n on n.run_id = p.run_id and n.amount <> 0
                  and (n.item_id, n.inventory_transaction_id) > (p.after_item_id, p.after_transaction)
                  and (n.item_id, n.inventory_transaction_id) <= (p.done_item_id, p.done_transaction)
                where p.run_id in (select id from r))
            """;

    /** How far the run is of which a condition holds, in one glance. */
    record Position(boolean locked, boolean posted, long planned, long done, long half, long visible) {}

    static Position glance(Connection connection, String runs) throws SQLException {
        return position(connection, runs, "0", "0");
    }

    /** Between a death and the next start: half a run may be in the tables, but whole chunks only, and no reader sees any of it. */
    static Position nothingHalfIsSeen(Connection connection, String runs) throws SQLException {
        Position position = position(connection, runs, """
                case (select min(type) from r)
                     when 'CLOSE' then (select count(*) from match where quantity > 0 and run_id in (select id from r))
                                       - (select sum(matches) from run_partition where run_id in (select id from r))
                     when 'RECALCULATION' then 0
                     when 'REVALUATION' then <revalued>
                     when 'STANDARD_COST_CONVERSION' then <revalued>
                     else (select count(*) from settlement where run_id in (select id from r))
                          - (select sum(lines_done) from run_partition where run_id in (select id from r)) end
                """.replace("<revalued>", REVALUED), """
                (select count(*) from period_close_view.general_ledger_entry where run in (select id from r))
                + (select count(*) from period_close_view.reconciliation where run in (select id from r))
                + abs((select count(*) from period_close_view.inventory_value where settled <> 0)
                      - (select count(*)
                           from (select from settlement s
                                   join posting_run p on p.id = s.run_id and p.status = 'POSTED' and p.id not in (select id from r)
                                   join inventory_transaction t on t.id = s.inventory_transaction_id
                                  group by t.id
                                 having sum(s.amount) <> 0) settled))
                + (select count(*) from voucher where run_id in (select id from r))
                + (select coalesce(sum(last), 0) from voucher_number) - (select count(*) from voucher)
                """);
        assertThat(position.half())
                .as("settlements, or the matches of a close, that are not of a chunk that counts as done")
                .isZero();
        if (!position.posted()) {
            assertThat(position.visible())
                    .as("rows that readers see of an unfinished run")
                    .isZero();
        }
        return position;
    }

    private static Position position(Connection connection, String runs, String half, String visible)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        with r as (select id, type, status from posting_run where %s)
                        select exists (select from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
                                        where l.locktype = 'advisory' and l.classid = x'50434c4f'::int::oid and l.granted),
                               exists (select from r where status = 'POSTED'),
                               (select coalesce(sum(lines), 0) from run_partition where run_id in (select id from r)),
                               (select coalesce(sum(lines_done), 0) from run_partition where run_id in (select id from r)),
                               %s, %s
                        """.formatted(runs, half, visible))) {
            row.next();
            return new Position(
                    row.getBoolean(1),
                    row.getBoolean(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6));
        }
    }

    private static List<String> lines(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                lines.add(row.getString(1));
            }
        }
        return lines;
    }
}
