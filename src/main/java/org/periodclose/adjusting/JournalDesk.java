package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.JournalCard;
import org.periodclose.core.settlement.MethodName;
import org.periodclose.run.Approver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads, releases and deletes journals before they are posted. */
public final class JournalDesk {
    private static final int FETCH_SIZE = 5_000;
    private static final String LEAVE_IT_EMPTY =
            "leave it empty instead: import adjustment_journals.csv with it and adjustments.csv without its lines; a journal without lines is never posted";

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    JournalDesk(PlatformTransactionManager transactions, JdbcClient jdbc) {
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = jdbc;
    }

    /**
     * A journal without its lines.
     *
     * @throws Refused if there is no such company or journal
     */
    public JournalCard card(String company, String journal) {
        long id = jdbc.sql("""
                        select j.id from adjustment_journal j join company c on c.id = j.company_id
                         where c.company = :company and j.journal = :journal
                        """)
                .param("company", company)
                .param("journal", journal)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Unknown.of(jdbc, company, journal));
        // asked by its id, of which PostgreSQL knows how many lines it has: a journal beside a very large one is not
        // read by scanning both
        return jdbc.sql("""
                        select j.id, j.close_run_id is not null as on_hand, c.company, j.journal, j.description, j.currency_layer, j.status, c.four_eyes, j.made_by, j.released_by, j.released_at,
                               case j.currency_layer when 'ACCOUNTING' then c.accounting_currency else c.reporting_currency end as currency,
                               a.lines, a.sum, m.main_account as offset_account, k.charges_code, p.method
                          from adjustment_journal j
                          join company c on c.id = j.company_id
                         cross join (select count(*) as lines, coalesce(sum(amount), 0) as sum from adjustment where journal_id = :id) a
                          left join proposal p on p.journal_id = j.id
                          left join main_account m on m.id = j.offset_account_id
                          left join charges_code k on k.id = j.charges_code_id
                         where j.id = :id
                        """)
                .param("id", id)
                .query(JournalDesk::card)
                .optional()
                .orElseThrow(() -> Unknown.of(jdbc, company, journal));
    }

    /**
     * Passes the first lines of a journal to {@code reader} one by one, by item number and transaction id in code-point order. Of a large journal only
     * those are read.
     *
     * @param most how many; {@link Long#MAX_VALUE}: all
     */
    public void readLines(String company, String journal, long most, Consumer<JournalLine> reader) {
        transaction.executeWithoutResult(status -> jdbc.sql("""
                        with line as materialized (
                            select a.*, i.item_number, i.item_group_id, coalesce(t.transaction_id, n.name) as transaction_id
                              from adjustment a
                              join item i on i.id = a.item_id
                              left join inventory_transaction t on t.id = a.inventory_transaction_id
                              left join cost_layer l on l.id = a.inventory_transaction_id
                              left join made_layer n on n.run_id = l.run_id and n.id = l.id
                             where i.company_id = (select c.id from company c where c.company = :company)
                               and a.journal_id = (select j.id from adjustment_journal j join company c on c.id = j.company_id
                                                    where c.company = :company and j.journal = :journal)
                             order by i.item_number, coalesce(t.transaction_id, n.name)
                             limit :most
                        )
                        select a.transaction_id, a.item_number, g.item_group, a.amount,
                               case when j.close_run_id is null then t.quantity else coalesce(h.quantity, y.quantity - y.matched) end as quantity,
                               case when j.close_run_id is not null then coalesce(h.value, y.open_value)
                                    else cost_in(t, j.currency_layer)
                                             + coalesce((select sum(s.amount)
                                                           from posted_settlement s
                                                          where s.item_id = a.item_id and s.inventory_transaction_id = a.inventory_transaction_id
                                                            and s.currency_layer = j.currency_layer), 0) end as value,
                               a.computed_from, m.main_account as offset_account, k.charges_code
                          from line a
                          join adjustment_journal j on j.id = a.journal_id
                          join item_group g on g.id = a.item_group_id
                          left join inventory_transaction t on t.id = a.inventory_transaction_id
                          left join posting_run r on r.journal_id = j.id and r.status = 'POSTED' and r.type = 'ON_HAND_ADJUSTMENT'
                          left join on_hand_layer h on h.run_id = r.id and h.source_id = a.inventory_transaction_id
                          left join carried_over y on y.run_id = j.close_run_id and y.item_id = a.item_id and y.id = a.inventory_transaction_id
                          left join main_account m on m.id = a.offset_account_id
                          left join charges_code k on k.id = a.charges_code_id
                         order by a.item_number, a.transaction_id
                        """)
                .param("company", company)
                .param("journal", journal)
                .param("most", most)
                .withFetchSize(FETCH_SIZE)
                .query((ResultSet row) -> reader.accept(line(row))));
    }

    /**
     * Releases an OPEN journal in its present state, in the name of the database user.
     *
     * @throws Refused if it is not OPEN, or this user has made or changed it, or is a user of the console and no approver
     */
    public JournalCard release(String company, String journal) {
        return Objects.requireNonNull(transaction.execute(status -> {
            long id = locked(company, journal);
            JournalCard card = card(company, journal);
            requireOpen(card, "released");
            Approver.require(jdbc);
            String user = jdbc.sql("select actor()").query(String.class).single();
            if (card.madeBy().contains(user)) {
                throw new Refused(
                        FaultCode.SAME_USER,
                        "journal " + Text.quoted(journal) + " was made or changed by database user " + Text.quoted(user)
                                + ", who therefore cannot release it",
                        "let another database user run release",
                        journal);
            }
            jdbc.sql("update adjustment_journal set released_by = actor(), released_at = now() where id = :journal")
                    .param("journal", id)
                    .update();
            return card(company, journal);
        }));
    }

    /**
     * Deletes an OPEN journal with its lines.
     *
     * @return the journal as it was
     * @throws Refused if it is not OPEN, or it is evidence of a failed run
     */
    public JournalCard delete(String company, String journal) {
        return Objects.requireNonNull(transaction.execute(status -> {
            long id = locked(company, journal);
            JournalCard card = card(company, journal);
            requireOpen(card, "deleted");
            requireNoRun(id, journal);
            jdbc.sql("delete from adjustment where journal_id = :journal")
                    .param("journal", id)
                    .update();
            jdbc.sql("delete from adjustment_journal where id = :journal")
                    .param("journal", id)
                    .update();
            return card;
        }));
    }

    /** An OPEN journal, locked until the transaction ends. */
    record Locked(long id, JournalCard card) {}

    /** @throws Refused if there is no such journal, or it is not OPEN */
    Locked lockOpen(String company, String journal, String done) {
        long id = locked(company, journal);
        JournalCard card = card(company, journal);
        requireOpen(card, done);
        return new Locked(id, card);
    }

    private long locked(String company, String journal) {
        return jdbc.sql("""
                        select j.id from adjustment_journal j
                          join company c on c.id = j.company_id
                         where c.company = :company and j.journal = :journal
                           for update of j
                        """)
                .param("company", company)
                .param("journal", journal)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Unknown.of(jdbc, company, journal));
    }

    private static void requireOpen(JournalCard card, String done) {
        if (!card.status().equals("OPEN")) {
            throw new Refused(
                    FaultCode.JOURNAL_NOT_OPEN,
                    "journal " + Text.quoted(card.journal()) + " is " + card.status() + " and cannot be " + done,
                    card.status().equals("POSTING")
                            ? "end its run with abandon (runs shows its number), then " + ofAnEndedRun(done)
                            : "cancel its run (runs shows its number), then put the change into a new journal",
                    card.journal());
        }
    }

    /** A journal that a run has tried to post is never deleted. */
    private static String ofAnEndedRun(String done) {
        return done.equals("deleted") ? LEAVE_IT_EMPTY : "run the same command again";
    }

    private void requireNoRun(long id, String journal) {
        jdbc.sql("select min(id) from posting_run where journal_id = :journal having count(*) > 0")
                .param("journal", id)
                .query(Long.class)
                .optional()
                .ifPresent(run -> {
                    throw new Refused(
                            FaultCode.JOURNAL_NOT_OPEN,
                            "journal " + Text.quoted(journal) + " belongs to run " + run
                                    + ", which failed and is kept as evidence",
                            LEAVE_IT_EMPTY,
                            journal);
                });
    }

    private static JournalCard card(ResultSet row, int number) throws SQLException {
        String currency = row.getString("currency");
        BigDecimal sum = row.getBigDecimal("sum");
        String method = row.getString("method");
        OffsetDateTime released = row.getObject("released_at", OffsetDateTime.class);
        return new JournalCard(
                row.getLong("id"),
                row.getString("company"),
                row.getString("journal"),
                row.getString("description"),
                CurrencyLayer.valueOf(row.getString("currency_layer")),
                currency,
                row.getString("status"),
                row.getLong("lines"),
                currency == null ? sum : Money.of(currency, sum).amount(),
                row.getBoolean("on_hand"),
                row.getString("offset_account"),
                row.getString("charges_code"),
                method == null ? null : MethodName.valueOf(method),
                row.getBoolean("four_eyes"),
                List.of((String[]) row.getArray("made_by").getArray()),
                row.getString("released_by"),
                released == null ? null : released.toInstant());
    }

    private static JournalLine line(ResultSet row) throws SQLException {
        return new JournalLine(
                row.getString("transaction_id"),
                row.getString("item_number"),
                row.getString("item_group"),
                row.getBigDecimal("amount"),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("value"),
                row.getBigDecimal("computed_from"),
                row.getString("offset_account"),
                row.getString("charges_code"));
    }
}
