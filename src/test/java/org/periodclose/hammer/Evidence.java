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

    /** Everything that a run leaves, by natural keys, without times: equal evidence means equal bytes. */
    static List<String> of(Connection connection) throws SQLException {
        return lines(connection, """
                select 'settlements ' || count(*) || ' ' || md5(string_agg(concat_ws('|', t.transaction_id, i.item_number, r.type, r.status, s.amount,
                                d.main_account, c.main_account, s.storno), e'\\n' order by t.transaction_id, r.type, r.status))
                  from settlement s
                  join posting_run r on r.id = s.run_id
                  join inventory_transaction t on t.id = s.inventory_transaction_id
                  join item i on i.id = s.item_id
                  join main_account d on d.id = s.debit_account_id
                  join main_account c on c.id = s.credit_account_id
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
                select 'matches ' || count(*) || ' ' || md5(string_agg(m::text, e'\\n' order by m::text collate "C")) from match m
                union all
                select 'layers ' || count(*) || ' ' || md5(string_agg(l::text, e'\\n' order by l::text collate "C")) from cost_layer l
                union all
                select 'carried over ' || count(*) || ' ' || md5(string_agg(c::text, e'\\n' order by c::text collate "C")) from carry_over c
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
                """);
    }

    /** How far the run is of which a condition holds, in one glance. */
    record Position(boolean locked, boolean posted, long planned, long done, long half, long visible) {}

    static Position glance(Connection connection, String runs) throws SQLException {
        return position(connection, runs, "0", "0");
    }

    /** Between a death and the next start: half a run may be in the tables, but whole chunks only, and no reader sees any of it. */
    static Position nothingHalfIsSeen(Connection connection, String runs) throws SQLException {
        Position position = position(connection, runs, """
                case (select min(type) from r)
                     when 'CLOSE' then (select count(*) from match where run_id in (select id from r))
                                       - (select sum(matches) from run_partition where run_id in (select id from r))
                     when 'RECALCULATION' then 0
                     else (select count(*) from settlement where run_id in (select id from r))
                          - (select sum(lines_done) from run_partition where run_id in (select id from r)) end
                """, """
                (select count(*) from period_close_view.general_ledger_entry where run in (select id from r))
                + (select count(*) from period_close_view.reconciliation where run in (select id from r))
                + abs((select count(*) from period_close_view.inventory_value where settled <> 0)
                      - (select coalesce(sum(settlements), 0) from posting_run where status = 'POSTED' and id not in (select id from r)))
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
