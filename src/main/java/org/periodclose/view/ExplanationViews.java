package org.periodclose.view;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.AccountRule;
import org.periodclose.inquiry.LineCard;
import org.periodclose.inquiry.Payment;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** A voucher line down to its settlements, or a transaction from its cost to its value. */
public final class ExplanationViews {
    private static final Fields<SettlementReason> REASON = new Fields<SettlementReason>()
            .text("transactionId", "Transaction", SettlementReason::transactionId)
            .text("itemNumber", "Item", SettlementReason::itemNumber)
            .data("itemGroup", SettlementReason::itemGroup)
            .text("kind", "Kind", reason -> Cell.word(reason.kind()))
            .figure("quantity", "Quantity", reason -> Cell.quantity(reason.quantity()))
            .data("financialDate", SettlementReason::financialDate)
            .figure("amount", "Change", SettlementReason::amount)
            .figure("ledgerAmount", "In the line", SettlementReason::ledgerAmount)
            .data("inventoryAccount", reason -> reason.inventory().account())
            .text("inventoryBy", "Inventory by", reason -> reason.inventory().source())
            .data("inventoryRule", reason -> reason.inventory().words())
            .data("offsetAccount", reason -> reason.offset().account())
            .text("offsetBy", "Offset by", reason -> reason.offset().source())
            .data("offsetRule", reason -> reason.offset().words())
            .text("formula", "Sign", reason -> Said.english(reason.formula()))
            .data("rule", SettlementReason::rule);

    private ExplanationViews() {}

    /**
     * A voucher line with the settlements that it sums.
     *
     * @param settlements as many as are wanted
     */
    public static View<?> line(LineCard card, Rows<SettlementReason> settlements) {
        Fields<LineCard> fields = new Fields<LineCard>()
                .with(RunViews.RUN, LineCard::run)
                .part("voucherLine", VoucherViews.LINE, LineCard::line)
                .parts("lineSettlements", REASON, line -> settlements);
        Fields<SettlementReason> records = new Fields<SettlementReason>()
                .data("run", reason -> Cell.number(card.run().run()))
                .data("line", reason -> card.line().line())
                .and(REASON);
        return View.of(fields, card, page -> line(card, settlements, page)).has(records, settlements);
    }

    private static void line(LineCard card, Rows<SettlementReason> settlements, Page page) {
        List<SettlementReason> shown = new ArrayList<>();
        settlements.forEach(shown::add);
        head(card.run(), card.line(), page);
        page.blank().table(table(card.line(), shown)).blank();
        reasons(shown).forEach(reason -> page.line(Said.english(reason)));
    }

    private static void head(Run run, VoucherLine line, Page page) {
        page.head(
                Said.of("Line {0} of voucher {1}", Cell.number(line.line()), run.voucher()),
                Said.joined(
                        ": ",
                        entry(line.debitAccount(), line.creditAccount(), line.amount()),
                        " " + run.currency(),
                        line.storno() ? Said.of(" storno") : "",
                        line.itemGroup() == null ? "" : Said.of(", group {0}", line.itemGroup()),
                        line.itemNumber() == null ? "" : Said.of(", item {0}", line.itemNumber())));
        page.line(Said.joined(
                Said.of("Run {0}", Cell.number(run.run())),
                run.journal() == null ? "" : Said.of(", journal {0}", run.journal()),
                Said.of(", posted on {0}", run.postingDate()),
                run.cancels() == null ? "" : Said.of(", cancels run {0}", Cell.number(run.cancels()))));
    }

    private static Said entry(@Nullable String debit, @Nullable String credit, Money amount) {
        return Said.of("D {0} K {1} {2}", debit, credit, amount);
    }

    private static Table table(VoucherLine line, List<SettlementReason> shown) {
        Fields<SettlementReason> fields = REASON.only(
                "transactionId",
                "itemNumber",
                "kind",
                "quantity",
                "amount",
                "formula",
                "ledgerAmount",
                "inventoryBy",
                "offsetBy");
        List<Row> rows = fields.rows(shown, reason -> redIfStorno(reason.ledgerAmount()));
        rows.add(Row.RULE);
        long more = line.settlements() - shown.size();
        if (more > 0) {
            Money rest = shown.stream()
                    .map(reason -> reason.ledgerAmount().negated())
                    .reduce(line.amount(), Money::plus);
            Said words = Said.of("and {0} more (--limit)", more);
            rows.add(fields.sum(Style.PLAIN, Map.of("transactionId", words, "ledgerAmount", rest)));
        }
        Said all = Said.of(line.settlements() == 1 ? "{0} settlement" : "{0} settlements", line.settlements());
        rows.add(fields.sum(Style.PLAIN, Map.of("transactionId", all, "ledgerAmount", line.amount())));
        return Table.of(fields.columns(), rows);
    }

    private static Style redIfStorno(Money ledgerAmount) {
        return ledgerAmount.isNegative() ? Style.STORNO : Style.PLAIN;
    }

    /** Each rule that chose something, once. */
    private static Set<String> reasons(List<SettlementReason> shown) {
        Set<String> reasons = new LinkedHashSet<>();
        shown.forEach(settlement -> reasons.add(chosen("Inventory", settlement.inventory())));
        shown.forEach(settlement -> reasons.add(chosen("Offset", settlement.offset())));
        shown.forEach(settlement -> reasons.add(settlement.rule()));
        if (shown.stream().anyMatch(settlement -> settlement.formula().startsWith("m"))) {
            reasons.add(
                    "a is the change of the inventory balance, m the change in the direction of the original posting");
        }
        return reasons;
    }

    private static String chosen(String side, AccountRule rule) {
        return side + " " + rule.account() + " by " + rule.source() + ": " + rule.words();
    }

    // A transaction

    private static final Fields<TransactionStory.Step> STEP = new Fields<TransactionStory.Step>()
            .data("run", step -> Cell.number(step.run()))
            .data("type", TransactionStory.Step::type)
            .data("journal", TransactionStory.Step::journal)
            .data("postingDate", TransactionStory.Step::postingDate)
            .data("voucher", TransactionStory.Step::voucher)
            .data("line", step -> Cell.number(step.line()))
            .data("debitAccount", TransactionStory.Step::debitAccount)
            .data("creditAccount", TransactionStory.Step::creditAccount)
            .data("ledgerAmount", TransactionStory.Step::ledgerAmount)
            .data("amount", TransactionStory.Step::amount)
            .data("valueAfter", TransactionStory.Step::valueAfter)
            .data("cancels", TransactionStory.Step::cancels)
            .data("cancelledBy", TransactionStory.Step::cancelledBy);

    private static final Fields<TransactionStory.OpenLine> OPEN_LINE = new Fields<TransactionStory.OpenLine>()
            .json("journal", TransactionStory.OpenLine::journal)
            .json("status", TransactionStory.OpenLine::status)
            .json("amount", TransactionStory.OpenLine::amount);

    private static final Fields<Payment> PAYMENT = new Fields<Payment>()
            .json("layer", Payment::layer)
            .json("quantity", Payment::quantity)
            .json("amount", Payment::amount)
            .json("run", payment -> Cell.number(payment.run()))
            .json("settled", Payment::settled);

    private static final Fields<TransactionStory.Layer> PAID = new Fields<TransactionStory.Layer>()
            .parts("paidBy", PAYMENT, layer -> layer.payments()::forEach)
            .part("rest", PAYMENT.only("quantity", "amount"), layer -> Objects.requireNonNull(layer.rest()));

    private static final Fields<TransactionStory> STORY = new Fields<TransactionStory>()
            .json("company", TransactionStory::company)
            .json("transactionId", TransactionStory::transactionId)
            .json("itemNumber", TransactionStory::itemNumber)
            .json("itemGroup", TransactionStory::itemGroup)
            .json("kind", TransactionStory::kind)
            .json("quantity", TransactionStory::quantity)
            .json("physicalDate", TransactionStory::physicalDate)
            .json("financialDate", TransactionStory::financialDate)
            .json("takesPartOn", TransactionStory::takesPartOn)
            .json("open", TransactionStory::open)
            .json("inventoryAccount", TransactionStory::inventoryAccount)
            .parts(
                    "layers",
                    new Fields<TransactionStory.Layer>()
                            .json("currencyLayer", TransactionStory.Layer::currencyLayer)
                            .json("currency", TransactionStory.Layer::currency)
                            .json("cost", TransactionStory.Layer::cost)
                            .parts("adjustments", STEP, layer -> layer.steps()::forEach)
                            .json("value", TransactionStory.Layer::value)
                            .parts("openLines", OPEN_LINE, layer -> layer.openLines()::forEach)
                            .and(PAID.inJsonIf(layer -> layer.rest() != null)),
                    story -> story.layers()::forEach);

    /**
     * Something that has happened to a transaction, or will.
     *
     * @param event a stable word: COST, the type of a run, or NOT_POSTED
     * @param what for people
     * @param step null: no run
     * @param change null for the cost
     */
    private record Event(
            TransactionStory.Layer layer,
            String event,
            Said what,
            TransactionStory.@Nullable Step step,
            @Nullable String journal,
            @Nullable LocalDate date,
            @Nullable Money change,
            Cell value) {
        static Event cost(TransactionStory story, TransactionStory.Layer layer) {
            return new Event(
                    layer, "COST", Said.of("cost"), null, null, story.financialDate(), null, known(layer.cost()));
        }

        static Event posted(TransactionStory.Layer layer, TransactionStory.Step step) {
            return new Event(
                    layer,
                    step.type().name(),
                    ExplanationViews.what(step),
                    step,
                    step.journal(),
                    step.postingDate(),
                    step.amount(),
                    known(step.valueAfter()));
        }

        static Event notPosted(TransactionStory.Layer layer, TransactionStory.OpenLine line) {
            Said what = Said.of("not posted: journal {0} ({1})", line.journal(), Said.of(line.status()));
            return new Event(layer, "NOT_POSTED", what, null, line.journal(), null, line.amount(), Cell.blank());
        }
    }

    private static final Fields<Event> EVENT = new Fields<Event>()
            .data("currencyLayer", event -> event.layer().currencyLayer())
            .data("event", Event::event)
            .with(STEP.only("run"), Event::step)
            .data("journal", Event::journal)
            .data("date", Event::date)
            .with(STEP.only("voucher", "line", "debitAccount", "creditAccount", "ledgerAmount"), Event::step)
            .data("amount", event -> event.change() == null ? event.value() : event.change())
            .data("valueAfter", Event::value);

    private static Stream<Event> posted(TransactionStory story, TransactionStory.Layer layer) {
        return Stream.concat(
                Stream.of(Event.cost(story, layer)), layer.steps().stream().map(step -> Event.posted(layer, step)));
    }

    private static Stream<Event> notPosted(TransactionStory.Layer layer) {
        return layer.openLines().stream().map(line -> Event.notPosted(layer, line));
    }

    public static View<?> story(TransactionStory story) {
        List<Event> events = story.layers().stream()
                .flatMap(layer -> Stream.concat(posted(story, layer), notPosted(layer)))
                .toList();
        return View.of(STORY, story, page -> story(story, page)).has(EVENT, events::forEach);
    }

    private static void story(TransactionStory story, Page page) {
        page.head(
                Said.of("Transaction {0} of company {1}", story.transactionId(), story.company()),
                Said.of(
                        ": {0} of {1} of item {2} (group {3}), {4}",
                        Said.word(story.kind()),
                        story.quantity().stripTrailingZeros(),
                        story.itemNumber(),
                        story.itemGroup(),
                        story.open() ? Said.of("open") : Said.of("no longer open")));
        page.line(Said.joined(
                Said.of(
                        "Physical date {0}, financial date {1}",
                        orNone(story.physicalDate()), orNone(story.financialDate())),
                story.takesPartOn() == null
                        ? ""
                        : Said.of(", takes part on {0} because it came after a close of its day", story.takesPartOn()),
                story.inventoryAccount() == null
                        ? Said.of(", inventory account of the posting profile")
                        : Said.of(", inventory account {0}", story.inventoryAccount())));
        story.layers().forEach(layer -> {
            page.blank().table(layer(story, layer));
            if (!layer.payments().isEmpty()) {
                page.blank().table(payments(layer));
            }
        });
    }

    /** What paid for an issue, down to its value. */
    private static Table payments(TransactionStory.Layer layer) {
        String title = "Paid by, " + layer.currency();
        Fields<Payment> fields = new Fields<Payment>()
                .shown(title, Kind.CODE, ExplanationViews::payer)
                .shown("Quantity", Kind.FIGURE, payment -> Cell.quantity(payment.quantity()))
                .shown("Amount", Kind.FIGURE, Payment::amount)
                .shown("Run", Kind.FIGURE, payment -> Cell.number(payment.run()));
        Payment rest = Objects.requireNonNull(layer.rest());
        List<Row> rows = fields.rows(layer.payments());
        if (rest.quantity().signum() != 0 || !rest.amount().isZero()) {
            rows.add(fields.sum(
                    Style.PLAIN,
                    Map.of(
                            title,
                            Said.of("nothing"),
                            "Quantity",
                            Cell.quantity(rest.quantity()),
                            "Amount",
                            rest.amount())));
        }
        rows.add(Row.RULE);
        rows.add(fields.sum(
                Style.PLAIN,
                Map.of(
                        title,
                        Said.of("cost of the issue"),
                        "Amount",
                        Objects.requireNonNull(layer.value()).negated())));
        return Table.of(fields.columns(), rows);
    }

    private static Said payer(Payment payment) {
        return Said.joined(
                payment.layer() == null ? Said.of("settled by the ERP before") : payment.layer(),
                payment.quantity().signum() == 0
                        ? Said.of(", changed later")
                        : payment.settled() ? "" : Said.of(", not settled"));
    }

    /** An issue has no value but takes it away, so it is negative where a receipt is positive. */
    private static Said total(TransactionStory story) {
        return story.kind() == Direction.ISSUE ? Said.of("value (negative: an issue)") : Said.of("value");
    }

    private static Table layer(TransactionStory story, TransactionStory.Layer layer) {
        String title = layer.currencyLayer().name().toLowerCase(Locale.ROOT) + ", " + layer.currency();
        Fields<Event> fields = new Fields<Event>()
                .shown(title, Kind.TEXT, Event::what)
                .shown("Date", Kind.TEXT, Event::date)
                .with(STEPS, Event::step)
                .shown("Change", Kind.FIGURE, Event::change)
                .shown("Value", Kind.FIGURE, Event::value);
        List<Row> rows = fields.rows(
                posted(story, layer).toList(),
                event -> event.step() == null || event.step().ledgerAmount() == null
                        ? Style.PLAIN
                        : redIfStorno(event.step().ledgerAmount()));
        rows.add(Row.RULE);
        rows.add(fields.sum(
                Style.PLAIN, Map.of(title, total(story), "Change", layer.change(), "Value", known(layer.value()))));
        rows.addAll(fields.rows(notPosted(layer).toList()));
        return Table.of(fields.columns(), rows);
    }

    private static final Fields<TransactionStory.Step> STEPS = new Fields<TransactionStory.Step>()
            .shown("Voucher", Kind.TEXT, step -> orNone(step.voucher()))
            .shown("Line", Kind.TEXT, step -> Cell.number(step.line()))
            .shown(
                    "In the ledger",
                    Kind.TEXT,
                    step -> step.ledgerAmount() == null
                            ? Said.of("none")
                            : Said.joined(
                                    entry(step.debitAccount(), step.creditAccount(), step.ledgerAmount()),
                                    step.ledgerAmount().isNegative() ? Said.of(" storno") : ""));

    private static Said what(TransactionStory.Step step) {
        Cell run = Cell.number(step.run());
        if (step.cancels() != null) {
            return Said.of("run {0} cancels run {1}", run, Cell.number(step.cancels()));
        }
        return Said.joined(
                Said.of("run {0}", run),
                step.journal() == null ? "" : Said.of(", journal {0}", step.journal()),
                step.cancelledBy() == null ? "" : Said.of(", cancelled by run {0}", Cell.number(step.cancelledBy())));
    }

    private static Cell known(@Nullable Money value) {
        return value == null ? new Cell.Missing("unknown") : Cell.of(value);
    }

    private static Object orNone(@Nullable Object value) {
        return value == null ? Said.of("none") : value;
    }
}
