package org.periodclose.posting;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.periodclose.ledger.Checksum;
import org.periodclose.ledger.Run;
import org.periodclose.ledger.VoucherLine;
import org.periodclose.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Folds the partial sums of a run into voucher lines; serves posting, and the dry run that rolls them back. */
final class VoucherDraft {
    private static final int FETCH_SIZE = 5_000;

    private final JdbcClient jdbc;

    VoucherDraft(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes the lines of a run's voucher and tells them to {@code reader}, in the voucher's one order: item group, item number, debit
     * account, credit account, plus before storno, by code point.
     *
     * @return the checksum of the voucher
     */
    String makeLines(Run run, Consumer<VoucherLine> reader) {
        long number = Objects.requireNonNull(run.run());
        Checksum checksum = new Checksum(run);
        if (run.updateLedger()) {
            insertLines(number);
            readLines(number, run.currency(), line -> {
                checksum.add(line);
                reader.accept(line);
            });
        }
        return checksum.of(settlementDigest(number));
    }

    private void insertLines(long run) {
        jdbc.sql("""
                        insert into voucher_line (run_id, line, debit_account_id, credit_account_id, amount, storno, item_group_id, item_id, settlements)
                        select :run,
                               row_number() over (order by g.item_group nulls first, i.item_number nulls first, d.main_account, c.main_account, s.storno),
                               s.debit_account_id, s.credit_account_id, s.amount, s.storno, s.item_group_id, s.item_id, s.settlements
                          from (select item_group_id, item_id, debit_account_id, credit_account_id, storno,
                                       sum(amount) as amount, sum(settlements) as settlements
                                  from settlement_sum
                                 where run_id = :run
                                 group by item_group_id, item_id, debit_account_id, credit_account_id, storno) s
                          join main_account d on d.id = s.debit_account_id
                          join main_account c on c.id = s.credit_account_id
                          left join item_group g on g.id = s.item_group_id
                          left join item i on i.id = s.item_id
                        """).param("run", run).update();
    }

    private void readLines(long run, String currency, Consumer<VoucherLine> reader) {
        try (Stream<VoucherLine> lines = jdbc
                .sql("""
                        select l.line, d.main_account, c.main_account, l.amount, l.storno, g.item_group, i.item_number, l.settlements
                          from voucher_line l
                          join main_account d on d.id = l.debit_account_id
                          join main_account c on c.id = l.credit_account_id
                          left join item_group g on g.id = l.item_group_id
                          left join item i on i.id = l.item_id
                         where l.run_id = :run
                         order by l.line
                        """)
                .param("run", run)
                .withFetchSize(FETCH_SIZE)
                .query((row, number) -> new VoucherLine(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        Money.of(currency, row.getBigDecimal(4)),
                        row.getBoolean(5),
                        row.getString(6),
                        row.getString(7),
                        row.getLong(8)))
                .stream()) {
            lines.forEach(reader);
        }
    }

    private BigInteger settlementDigest(long run) {
        return jdbc.sql(
                        "select mod(sum(digest), 340282366920938463463374607431768211456) from run_partition where run_id = :run")
                .param("run", run)
                .query(BigDecimal.class)
                .single()
                .toBigIntegerExact();
    }
}
