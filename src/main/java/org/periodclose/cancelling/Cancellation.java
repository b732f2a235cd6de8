package org.periodclose.cancelling;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Correspondence;
import org.periodclose.core.settlement.Part;
import org.periodclose.core.settlement.Settlement;
import org.periodclose.run.Books;
import org.periodclose.run.Kind;
import org.periodclose.run.OpenDates;
import org.periodclose.run.Page;
import org.periodclose.run.Partition;
import org.periodclose.run.Position;
import org.periodclose.run.QueryPlans;
import org.periodclose.run.Range;
import org.periodclose.run.RunArguments;
import org.periodclose.run.RunRecords;
import org.periodclose.run.Subject;
import org.periodclose.run.Unit;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cancellation of a run: its settlements, reversed, with every rule of it. */
public final class Cancellation implements Work {
    /** So many runs in the way are named, those that followed first. */
    private static final int NEAREST = 10;

    private final Run cancelled;
    private final long number;
    private final Books books;
    private final @Nullable Long journal;

    private Cancellation(Run cancelled, JdbcClient jdbc) {
        this.cancelled = cancelled;
        this.number = Objects.requireNonNull(cancelled.run());
        this.books =
                Books.of(cancelled.company(), cancelled.currencyLayer(), jdbc).in(cancelled.currency());
        this.journal = jdbc.sql("select journal_id from posting_run where id = :run")
                .param("run", number)
                .query((row, index) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single()
                .orElse(null);
    }

    /** Cancellations, as a kind of run. */
    public static final class OfRun implements Kind {
        @Override
        public RunType type() {
            return RunType.CANCELLATION;
        }

        @Override
        public Work of(long run, JdbcClient jdbc) {
            RunRecords runs = new RunRecords(jdbc);
            return new Cancellation(
                    runs.byNumber(Objects.requireNonNull(runs.byNumber(run).cancels())), jdbc);
        }
    }

    /** @throws Refused if there is no such run, or it cannot be cancelled, now or ever */
    static Cancellation find(long number, JdbcClient jdbc) {
        Run run = new RunRecords(jdbc).get(number);
        if (run.type() == RunType.CANCELLATION) {
            throw refused(
                    run,
                    FaultCode.IS_A_CANCELLATION,
                    "run " + number + " is itself the cancellation of run " + run.cancels(),
                    switch (run.status()) {
                        case POSTED -> "post the adjustments again in a new journal";
                        case FAILED -> "there is nothing to cancel: what it settled does not count";
                        default ->
                            "finish it with cancel --run " + run.cancels() + ", or end it with abandon --run " + number;
                    });
        }
        requirePosted(run, jdbc);
        conversionOn(run, jdbc).ifPresent(conversion -> {
            throw isFinal(run, conversion);
        });
        return new Cancellation(run, jdbc);
    }

    /** The conversion to standard cost that a run is, or for which it can never be cancelled (domain rule 10.10). */
    private static Optional<Long> conversionOn(Run run, JdbcClient jdbc) {
        return jdbc.sql("select conversion_on(:run)")
                .param("run", run.run())
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single();
    }

    private static Refused isFinal(Run run, long conversion) {
        return refused(
                run,
                FaultCode.CONVERSION_IS_FINAL,
                RunRecords.words(run) + " cannot be cancelled: "
                        + (Objects.equals(run.run(), conversion)
                                ? "what is converted stays converted"
                                : "run " + conversion + " has converted items to standard cost after it"),
                "correct a price with revalue, and anything else in the open period");
    }

    /** @throws Refused if a run cannot be cancelled, now or ever, because it is not posted */
    static void requirePosted(Run run, JdbcClient jdbc) {
        if (run.status() != RunStatus.POSTED) {
            boolean unfinished = run.status() == RunStatus.RUNNING;
            throw refused(
                    run,
                    FaultCode.RUN_NOT_POSTED,
                    RunRecords.words(run) + " is not posted: it " + (unfinished ? "is unfinished" : "has failed"),
                    !unfinished
                            ? "there is nothing to cancel: what it settled does not count"
                            : "finish it with " + new RunRecords(jdbc).command(Objects.requireNonNull(run.run()))
                                    + ", then cancel it, or end it with abandon --run " + run.run());
        }
    }

    static Refused alreadyCancelled(Run run, Run by) {
        return new Refused(new Fault(
                FaultCode.ALREADY_CANCELLED,
                RunRecords.words(run) + " is cancelled already, by run " + by.run() + " ("
                        + (by.voucher() == null ? "no voucher" : "voucher " + Text.quoted(by.voucher())) + ")",
                "there is nothing left to cancel",
                run.journal(),
                null));
    }

    private static Refused refused(Run run, FaultCode code, String message, String remedy) {
        return new Refused(new Fault(code, message, remedy, run.journal(), null));
    }

    @Override
    public RunType type() {
        return RunType.CANCELLATION;
    }

    @Override
    public Books books() {
        return books;
    }

    @Override
    public Subject subject() {
        return new Subject(books.company(), cancelled.journal(), number);
    }

    /** The journal that the cancelled run posted. It stays POSTED, or the next {@code post} would post again what was cancelled. */
    @Override
    public @Nullable Long journal() {
        return journal;
    }

    @Override
    public String command() {
        return "cancel";
    }

    @Override
    public String words() {
        return "the cancellation of run " + number;
    }

    /** The run that it cancels. */
    Run cancelled() {
        return cancelled;
    }

    @Override
    public Optional<Long> run(JdbcClient jdbc) {
        return jdbc.sql("select id from posting_run where cancels_run_id = :run and status in ('RUNNING', 'POSTED')")
                .param("run", number)
                .query(Long.class)
                .optional();
    }

    @Override
    public long lines(JdbcClient jdbc) {
        return cancelled.settlements();
    }

    @Override
    public List<Fault> faults(JdbcClient jdbc, RunArguments arguments, boolean dryRun) {
        List<Fault> faults = dateFaults(jdbc, arguments.postingDate(), List.of());
        faults.addAll(runsInTheWay(jdbc));
        return faults;
    }

    /**
     * What forbids a posting date.
     *
     * @param before runs that are cancelled before this one
     */
    List<Fault> dateFaults(JdbcClient jdbc, LocalDate date, List<Long> before) {
        List<Fault> faults = new ArrayList<>();
        OpenDates dates = new OpenDates(jdbc);
        LocalDate original = cancelled.postingDate();
        dates.periodFault(this, date).ifPresent(faults::add);
        if (date.isBefore(original)) {
            faults.add(fault(
                    FaultCode.BEFORE_ORIGINAL,
                    "posting date " + date + " is before " + original + ", on which run " + number + " was posted",
                    "cancel with --posting-date " + original + " or later"));
        }
        dates.unfinishedUpTo(date, this).ifPresent(faults::add);
        // A close builds on what was posted in its time, whatever the date of the cancellation (domain rule 13.15).
        dates.closed(books, original, before)
                .filter(closed -> !cancelled.type().isOfAClose())
                .ifPresent(closed -> faults.add(fault(
                        FaultCode.INVENTORY_CLOSED,
                        closed.words() + ", run " + number + " was posted on " + original,
                        (closed.run() == null ? "cancel the close" : "cancel --run " + closed.run())
                                + " first: it stands on what the run posted")));
        return faults;
    }

    /** Active runs that touched the same transactions later, or still do (domain rule 13.15). */
    private List<Fault> runsInTheWay(JdbcClient jdbc) {
        List<Fault> faults = new ArrayList<>();
        jdbc.sql("""
                        with in_the_way as (
                            select run_id, max(transactions) as transactions
                              from (select * from run_in_the_way(:cancelled) union all select * from revaluations_after(:cancelled)) w
                             group by run_id
                        )
                        select r.id, r.status, j.journal, v.voucher, w.transactions, coalesce(command_of(r.id), 'the same command') as command, count(*) over () as all
                          from in_the_way w
                          join posting_run r on r.id = w.run_id
                          left join adjustment_journal j on j.id = r.journal_id
                          left join voucher v on v.run_id = r.id
                         order by r.status = 'RUNNING' desc, r.ended_at, r.id
                         limit :nearest
                        """).param("cancelled", number).param("nearest", NEAREST).query((ResultSet row) -> {
            faults.add(inTheWay(
                    row.getLong("id"),
                    row.getString("status").equals("RUNNING"),
                    row.getString("journal"),
                    row.getString("voucher"),
                    row.getLong("transactions"),
                    row.getString("command")));
            if (faults.size() == NEAREST && row.getLong("all") > NEAREST) {
                faults.add(moreInTheWay(row.getLong("all") - NEAREST));
            }
        });
        return faults;
    }

    private Fault moreInTheWay(long runs) {
        return fault(
                FaultCode.RUN_IN_THE_WAY,
                runs + (runs == 1 ? " more run stands" : " more runs stand") + " in the way of cancelling run "
                        + number,
                "see the whole plan with cancel --run " + number + " --chain");
    }

    private Fault inTheWay(
            long run,
            boolean unfinished,
            @Nullable String ofJournal,
            @Nullable String voucher,
            long transactions,
            String command) {
        String touches = transactions + (transactions == 1 ? " transaction" : " transactions") + " of run " + number;
        String it = "run " + run + (ofJournal == null ? "" : " of journal " + Text.quoted(ofJournal));
        return unfinished
                ? fault(
                        FaultCode.RUN_IN_THE_WAY,
                        it + " is unfinished and touches " + touches,
                        "finish it with " + command + ", or end it with abandon --run " + run
                                + ", then cancel the newest run first")
                : fault(
                        FaultCode.RUN_IN_THE_WAY,
                        it + " (" + (voucher == null ? "no voucher" : "voucher " + Text.quoted(voucher))
                                + ") was posted later and touches " + touches,
                        "cancel run " + run + " first, or see the whole plan with cancel --run " + number + " --chain");
    }

    @Override
    public List<Fault> freeze(JdbcClient jdbc, long run, RunArguments arguments) {
        jdbc.sql("""
                        insert into run_item (run_id, item_id, item_group_id, inventory_account_id, inventory_item_code,
                               profit_account_id, profit_item_code, loss_account_id, loss_item_code)
                        select :run, item_id, item_group_id, inventory_account_id, inventory_item_code,
                               profit_account_id, profit_item_code, loss_account_id, loss_item_code
                          from run_item where run_id = :cancelled
                        """).param("run", run).param("cancelled", number).update();
        QueryPlans.refreshStatistics(jdbc, "run_item", cancelled.settlements());
        return jdbc.sql("""
                        select transaction_id, code, message, remedy
                          from cancellation_fault(:run, :cancelled)
                         where not exists (select from posting_run r
                                            where r.id = :cancelled
                                              and (r.type = 'REVALUATION' or r.type in ('RECALCULATION', 'CLOSE') and code = 'VALUE_BELOW_ZERO'))
                         order by transaction_id, ordinal
                         limit :limit
                        """)
                .param("run", run)
                .param("cancelled", number)
                .param("limit", RunArguments.REPORTED_FAULTS)
                .query((row, index) -> new Fault(
                        FaultCode.valueOf(row.getString("code")),
                        row.getString("message"),
                        row.getString("remedy"),
                        cancelled.journal(),
                        row.getString("transaction_id")))
                .list();
    }

    @Override
    public List<Range> ranges(JdbcClient jdbc, long run, long lines, int most) {
        return Range.ofEqualSize(lines, most, (after, size) -> range(jdbc, after, size));
    }

    /** With all parts of its last transaction. */
    private Range range(JdbcClient jdbc, Position after, long lines) {
        return jdbc.sql("""
                        select s.item_id, s.inventory_transaction_id,
                               (select count(*) from settlement p
                                 where p.item_id = s.item_id and p.inventory_transaction_id = s.inventory_transaction_id
                                   and p.run_id = s.run_id and p.part > s.part) as further_parts
                          from settlement s
                         where s.run_id = :cancelled and (s.item_id, s.inventory_transaction_id) > (:afterItem, :afterTransaction)
                         order by s.item_id, s.inventory_transaction_id, s.part
                        offset :lines - 1 limit 1
                        """)
                .param("cancelled", number)
                .param("afterItem", after.item())
                .param("afterTransaction", after.transaction())
                .param("lines", lines)
                .query((row, index) ->
                        new Range(0, after, new Position(row.getInt(1), row.getLong(2)), lines + row.getLong(3)))
                .single();
    }

    @Override
    public Stream<Unit> units(JdbcClient jdbc, Partition from, int size) {
        Stream<CancelledLine> lines = jdbc
                .sql("""
                        select s.item_id, s.inventory_transaction_id, s.part, s.amount, s.debit_account_id, s.credit_account_id,
                               ledger_amount(s.amount, s.storno), coalesce(t.transaction_id, layer_label(l, :run)), i.item_group_id
                          from settlement s
                          join run_item i on i.run_id = :run and i.item_id = s.item_id
                          left join inventory_transaction t on t.id = s.inventory_transaction_id
                          left join cost_layer l on l.id = s.inventory_transaction_id
                         where s.run_id = :cancelled
                           and (s.item_id, s.inventory_transaction_id) > (:item, :transaction)
                           and (s.item_id, s.inventory_transaction_id) <= (:lastItem, :lastTransaction)
                         order by s.item_id, s.inventory_transaction_id, s.part
                        """)
                .param("run", from.run())
                .param("cancelled", number)
                .param("item", from.item())
                .param("transaction", from.transaction())
                .param("lastItem", from.lastItem())
                .param("lastTransaction", from.lastTransaction())
                .withFetchSize(size)
                .query((row, index) ->
                        new CancelledLine(settlement(row, from.currency()), row.getString(8), row.getInt(9)))
                .stream();
        return Page.of(lines, size);
    }

    private static Settlement settlement(ResultSet row, String currency) throws SQLException {
        BigDecimal ledger = row.getBigDecimal(7);
        return new Settlement(
                row.getInt(1),
                row.getLong(2),
                Part.valueOf(row.getString(3)),
                Money.of(currency, row.getBigDecimal(4)),
                ledger == null ? null : new Correspondence(row.getInt(5), row.getInt(6), Money.of(currency, ledger)));
    }

    private Fault fault(FaultCode code, String message, String remedy) {
        return new Fault(code, message, remedy, cancelled.journal(), null);
    }
}
