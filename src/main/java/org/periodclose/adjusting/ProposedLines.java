package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.AllocationPrinciple;
import org.periodclose.core.settlement.OpenReceipt;
import org.periodclose.database.TableCopy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Streams the selected receipts in item order, computes their amounts and writes the lines of the journal page by page. */
final class ProposedLines {
    private static final int PAGE = 10_000;
    private static final int REPORTED_FAULTS = 1_000;

    private static final String EACH = """
            select item_id, id, transaction_id, quantity, value, cost_price, null::numeric as share
              from selected_receipt
             order by item_id, id
            """;

    /**
     * Splits a total in proportion to bases, to the last minor unit (domain rule 13.8): each share gets its whole minor units; the units that are
     * left go to the largest remainders, ties to the larger base, then to the earlier transaction. In SQL, because all bases of a large journal do not fit
     * in memory.
     */
    private static final String SHARES = """
            select c.item_id, c.id, c.transaction_id, c.quantity, c.value, c.cost_price,
                   c.units + case when row_number() over (order by c.remainder desc, c.base desc, c.transaction_id)
                                       <= :units - sum(c.units) over () then 1 else 0 end as share
              from (select b.*, div(:units * b.base, :total) as units, mod(:units * b.base, :total) as remainder
                      from (select s.*, case :principle when 'QUANTITY' then s.quantity else s.value end as base
                              from selected_receipt s) b) c
             order by c.item_id, c.id
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    ProposedLines(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * Proposes a line for each receipt whose value changes.
     *
     * @param journal id of the journal to write them to
     * @param noun what a line adjusts, in messages
     * @throws Refused with the receipts whose value would become negative
     */
    Tally each(AdjustmentMethod method, String currency, long journal, String noun) {
        Writer writer = new Writer(currency, journal, noun);
        jdbc.sql(EACH)
                .withFetchSize(PAGE)
                .query((ResultSet row) -> writer.add(row, method.amount(receipt(row, currency))));
        return writer.finish();
    }

    /**
     * Proposes the shares of a total.
     *
     * @param base the sum of the bases of all receipts, positive
     */
    Tally shares(Money total, AllocationPrinciple principle, BigDecimal base, long journal, String noun) {
        Writer writer = new Writer(total.currency(), journal, noun);
        jdbc.sql(SHARES)
                .param("units", new BigDecimal(total.amount().unscaledValue().abs()))
                .param("total", base)
                .param("principle", principle.name())
                .withFetchSize(PAGE)
                .query((ResultSet row) -> writer.add(row, share(row, total)));
        return writer.finish();
    }

    private static Money share(ResultSet row, Money total) throws SQLException {
        BigDecimal units = row.getBigDecimal("share");
        Money size = new Money(
                total.currency(),
                new BigDecimal(units.toBigIntegerExact(), total.amount().scale()));
        return total.isNegative() ? size.negated() : size;
    }

    private static OpenReceipt receipt(ResultSet row, String currency) throws SQLException {
        return new OpenReceipt(
                row.getBigDecimal("quantity"),
                Money.of(currency, row.getBigDecimal("value")),
                row.getBigDecimal("cost_price"));
    }

    private final class Writer {
        private final String currency;
        private final long journal;
        private final String noun;
        private final StringBuilder rows = new StringBuilder();
        private final List<Fault> faults = new ArrayList<>();
        private int waiting;
        private Tally tally;

        Writer(String currency, long journal, String noun) {
            this.currency = currency;
            this.journal = journal;
            this.noun = noun;
            this.tally = Tally.none(currency);
        }

        void add(ResultSet row, Money amount) throws SQLException {
            if (amount.isZero()) {
                return;
            }
            Money value = Money.of(currency, row.getBigDecimal("value"));
            if (value.plus(amount).isNegative() && amount.isNegative()) {
                refuse(row.getString("transaction_id"), value, amount);
            }
            tally = tally.plus(amount);
            if (!faults.isEmpty()) {
                return;
            }
            rows.append(journal)
                    .append('\t')
                    .append(row.getInt("item_id"))
                    .append('\t')
                    .append(row.getLong("id"));
            rows.append('\t').append(amount.toPlainString());
            rows.append('\t').append(value.toPlainString()).append('\n');
            if (++waiting == PAGE) {
                flush();
            }
        }

        private void refuse(String transaction, Money value, Money amount) {
            if (faults.size() < REPORTED_FAULTS) {
                faults.add(new Fault(
                        FaultCode.VALUE_BELOW_ZERO,
                        noun + " " + Text.quoted(transaction) + " is worth " + value + " and cannot lose "
                                + amount.negated().toPlainString(),
                        "adjust by less, or leave the " + noun + " out of the selection",
                        null,
                        transaction));
            }
        }

        Tally finish() {
            Refused.ifAny(faults);
            flush();
            return tally;
        }

        private void flush() {
            if (waiting > 0) {
                TableCopy.rows(
                        template,
                        "copy adjustment (journal_id, item_id, inventory_transaction_id, amount, computed_from) from stdin",
                        rows);
                rows.setLength(0);
                waiting = 0;
            }
        }
    }
}
