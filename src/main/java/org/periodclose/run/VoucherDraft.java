package org.periodclose.run;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.periodclose.core.ledger.Fingerprint;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.VoucherDigest;
import org.periodclose.core.ledger.VoucherKey;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Folds the partial sums of a run into voucher lines; serves posting and the dry run. */
final class VoucherDraft {
    private static final int FETCH_SIZE = 5_000;

    private final JdbcClient jdbc;

    VoucherDraft(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A line of the voucher.
     *
     * @param key the same by ids
     */
    record Line(VoucherLine line, VoucherKey key) {}

    /**
     * Hands the lines of a run's voucher to {@code reader}, in the order of every voucher: item group, item number, debit account, credit account,
     * plus before storno, by code point. Must be called in a transaction.
     *
     * @return the fingerprint of the run
     */
    Fingerprint lines(Run run, Consumer<Line> reader) {
        long number = Objects.requireNonNull(run.run());
        VoucherDigest digest = new VoucherDigest();
        if (run.updateLedger()) {
            try (Stream<Line> lines = sumsInOrder(number, run.currency())) {
                lines.forEach(line -> {
                    digest.add(line.line());
                    reader.accept(line);
                });
            }
        }
        return sealed(digest, number);
    }

    private Stream<Line> sumsInOrder(long run, String currency) {
        return jdbc
                .sql("""
                        select g.item_group, i.item_number, d.main_account, c.main_account, s.amount, s.storno, s.settlements,
                               s.item_group_id, s.item_id, s.debit_account_id, s.credit_account_id
                          from (select item_group_id, item_id, debit_account_id, credit_account_id, storno,
                                       sum(amount) as amount, sum(settlements) as settlements
                                  from settlement_sum
                                 where run_id = :run
                                 group by item_group_id, item_id, debit_account_id, credit_account_id, storno) s
                          join main_account d on d.id = s.debit_account_id
                          join main_account c on c.id = s.credit_account_id
                          left join item_group g on g.id = s.item_group_id
                          left join item i on i.id = s.item_id
                         order by g.item_group nulls first, i.item_number nulls first, d.main_account, c.main_account, s.storno
                        """)
                .param("run", run)
                .withFetchSize(FETCH_SIZE)
                .query((row, number) -> new Line(
                        new VoucherLine(
                                number + 1,
                                row.getString(3),
                                row.getString(4),
                                Money.of(currency, row.getBigDecimal(5)),
                                row.getBoolean(6),
                                row.getString(1),
                                row.getString(2),
                                row.getLong(7)),
                        new VoucherKey(
                                row.getObject(8, Integer.class),
                                row.getObject(9, Integer.class),
                                row.getInt(10),
                                row.getInt(11),
                                row.getBoolean(6))))
                .stream();
    }

    /** The sums of the partitions' sums. */
    private Fingerprint sealed(VoucherDigest digest, long run) {
        return jdbc.sql("""
                        select digest(sum(amounts_digest)), digest(sum(accounts_digest)), digest(sum(matches_digest))
                          from run_partition
                         where run_id = :run
                        """)
                .param("run", run)
                .query((row, number) -> digest.with(
                        row.getBigDecimal(1).toBigIntegerExact(),
                        row.getBigDecimal(2).toBigIntegerExact(),
                        row.getBigDecimal(3).toBigIntegerExact()))
                .single();
    }
}
