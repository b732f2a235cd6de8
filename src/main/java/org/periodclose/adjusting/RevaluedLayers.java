package org.periodclose.adjusting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.periodclose.run.Books;
import org.periodclose.run.Partition;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The layers that a close left open, which a journal revalues as of the day of the close (domain rule 13.4): each becomes an on-hand layer.
 *
 * @param journal id
 */
record RevaluedLayers(long journal, Close close, Books books) implements Adjusted {
    @Override
    public RunType type() {
        return RunType.ON_HAND_ADJUSTMENT;
    }

    @Override
    public LocalDate postingDate(LocalDate today) {
        return close.day();
    }

    @Override
    public List<Fault> dateFaults(Work posting, JdbcClient jdbc, LocalDate date) {
        List<Fault> faults = new ArrayList<>();
        if (!date.equals(close.day())) {
            faults.add(fault(
                    posting,
                    FaultCode.OTHER_ARGUMENTS,
                    posting.words() + " revalues what " + close + " left open and is posted on " + close.day()
                            + ", not on " + date,
                    "post it without --posting-date, or with --posting-date " + close.day()));
        }
        Optional<Close> last = Close.last(books.companyId(), books.layer(), jdbc);
        if (last.map(Close::run).filter(run -> run == close.run()).isEmpty()) {
            faults.add(fault(
                    posting,
                    FaultCode.PROPOSAL_OUTDATED,
                    posting.words() + " revalues what " + close + " left open, and "
                            + last.map(Close::toString).orElse("no close") + " is the last active one now",
                    last.isPresent()
                            ? "compute it again with adjust "
                                    + Shell.journal(
                                            books.company(),
                                            String.valueOf(posting.subject().journal()))
                                    + " --again, then look at it and post it"
                            : "close the period first, then compute it again with adjust "
                                    + Shell.journal(
                                            books.company(),
                                            String.valueOf(posting.subject().journal())) + " --again"));
        }
        return faults;
    }

    private static Fault fault(Work posting, FaultCode code, String message, String remedy) {
        return new Fault(code, message, remedy, posting.subject().journal(), null);
    }

    @Override
    public String faults() {
        return "on_hand_fault";
    }

    /** Each line makes a layer. */
    @Override
    public void begin(JdbcClient jdbc, long run) {
        jdbc.sql("update posting_run set first_cost_layer = reserve_cost_layers(planned) where id = :run")
                .param("run", run)
                .update();
    }

    @Override
    public Stream<RevaluedLine> lines(JdbcClient jdbc, Partition from, int size) {
        long first = jdbc.sql("""
                        select r.first_cost_layer + coalesce(sum(p.lines), 0)
                          from posting_run r
                          left join run_partition p on p.run_id = r.id and p.partition < :partition
                         where r.id = :run
                         group by r.id
                        """)
                        .param("run", from.run())
                        .param("partition", from.partition())
                        .query(Long.class)
                        .single()
                + from.linesDone();
        String currency = from.currency();
        return jdbc
                .sql("""
                        select l.item_id, l.layer_id, l.root_id, l.date, l.source, l.label, l.cost_object_id, l.object, l.item_group_id,
                               trim_scale(l.from_quantity)::text as from_quantity, trim_scale(l.quantity)::text as quantity, l.value, l.amount,
                               l.inventory_account_id, l.offset_account_id, l.offset_of_line, l.charges_code_id
                          from on_hand_line(:run, :journal, :item, :layer, :lastItem, :lastLayer) l
                         where not :leavesOut or not exists (select from posting_exception e
                                                              where e.run_id = :run and e.inventory_transaction_id = l.layer_id)
                         order by l.item_id, l.layer_id
                        """)
                .param("run", from.run())
                .param("journal", journal)
                .param("item", from.item())
                .param("layer", from.transaction())
                .param("lastItem", from.lastItem())
                .param("lastLayer", from.lastTransaction())
                .param("leavesOut", from.leavesOut())
                .withFetchSize(size)
                .query((row, number) -> new RevaluedLine(
                        first + number,
                        row.getInt("item_id"),
                        row.getLong("layer_id"),
                        row.getLong("root_id"),
                        row.getObject("date", LocalDate.class),
                        row.getString("source"),
                        row.getString("label"),
                        row.getInt("cost_object_id"),
                        row.getString("object"),
                        row.getInt("item_group_id"),
                        row.getString("from_quantity"),
                        row.getString("quantity"),
                        Money.of(currency, row.getBigDecimal("value")),
                        Money.of(currency, row.getBigDecimal("amount")),
                        row.getObject("inventory_account_id", Integer.class),
                        row.getObject("offset_account_id", Integer.class),
                        row.getObject("offset_of_line", Integer.class),
                        row.getObject("charges_code_id", Integer.class)))
                .stream();
    }
}
