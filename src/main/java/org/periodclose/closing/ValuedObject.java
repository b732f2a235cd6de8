package org.periodclose.closing;

import java.math.BigDecimal;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Matches;
import org.periodclose.core.costing.Stock;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.ledger.SetDigest;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;
import org.periodclose.core.settlement.Settlement;
import org.periodclose.core.settlement.StornoRule;
import org.periodclose.run.Kept;
import org.periodclose.run.Settlements;

/**
 * What a run writes of a valued cost object, one output after the other: made layers, matches, what is open of the made layers, and last the given rows,
 * which are the lines of the run. A run that keeps nothing has only the given rows.
 */
final class ValuedObject {
    static final String UNSETTLED = "copy unsettled_issue (run_id, item_id, issue_id, quantity, reason) from stdin";

    private static final String LAYERS =
            "copy cost_layer (id, run_id, item_id, cost_object_id, kind, date, quantity) from stdin";
    private static final String MATCHES =
            "copy match (item_id, issue_id, layer_id, run_id, from_quantity, quantity, amount, principle, settled) from stdin";
    private static final String CARRY_OVER =
            "copy carry_over (run_id, item_id, cost_object_id, id, layer, quantity, matched, value, handed, posted, open_value) from stdin";

    private final CostObject object;
    private final Stock stock;
    private final Stock kept;
    private final Frozen frozen;
    private final LongPredicate isInFlow;

    /**
     * @param kept the same, or as it is worth by what the run keeps
     * @param isInFlow of which issues the flow settles what they change by
     */
    ValuedObject(CostObject object, Stock stock, Stock kept, Frozen frozen, LongPredicate isInFlow) {
        this.object = object;
        this.stock = stock;
        this.kept = kept;
        this.frozen = frozen;
        this.isInFlow = isInFlow;
    }

    Stock stock() {
        return stock;
    }

    CostObject object() {
        return object;
    }

    private int madeLayers() {
        return stock.rows() - stock.given();
    }

    /** Where the given rows begin. */
    private int firstRow() {
        return frozen.keeps() ? 2 * madeLayers() + stock.matches().size() : 0;
    }

    int outputs() {
        return firstRow() + stock.given();
    }

    /** @param firstMade id of its first made layer */
    void output(int output, long firstMade, Settlements made) {
        int row = output - firstRow();
        if (row >= 0) {
            row(row, firstMade, made);
        } else if (output < madeLayers()) {
            layer(stock.given() + output, firstMade, made.kept());
        } else if (output < madeLayers() + stock.matches().size()) {
            match(output - madeLayers(), firstMade, made.kept());
        } else {
            row(stock.rows() + row, firstMade, made);
        }
        if (!frozen.keeps() && output == 0) {
            made.kept().count(stock.matches().size(), 0);
        }
    }

    long id(int row, long firstMade) {
        return row < stock.given() ? stock.id(row) : firstMade + row - stock.given();
    }

    /** In digests: what this run has made has no number there, so that a plan is the same as what is posted. */
    String name(int row) {
        return row < stock.given() ? stock.name(row) : "~:" + stock.day(row);
    }

    /** The names of the open layers whose value is below zero. */
    Stream<String> belowZero() {
        return IntStream.range(0, stock.rows())
                .filter(row -> !stock.isIssue(row)
                        && stock.isFinancial(row)
                        && stock.open(row).signum() > 0
                        && stock.value(row).signum() < 0)
                .mapToObj(this::name);
    }

    private void layer(int row, long firstMade, Kept kept) {
        kept.rows(LAYERS)
                .number(id(row, firstMade))
                .number(frozen.run())
                .number(object.itemId())
                .number(object.costObjectId())
                .text("AVERAGE")
                .text(stock.day(row).toString())
                .text(plain(stock.quantity(row)))
                .end();
        kept.match(SetDigest.text(object.name(), name(row), "AVERAGE", plain(stock.quantity(row))));
    }

    private void match(int number, long firstMade, Kept kept) {
        Matches matches = stock.matches();
        int layer = matches.layer(number);
        int issue = matches.issue(number);
        String from = plain(matches.from(number));
        String quantity = plain(matches.quantity(number));
        String amount = matches.amount(number).toPlainString();
        kept.rows(MATCHES)
                .number(object.itemId())
                .number(id(issue, firstMade))
                .number(id(layer, firstMade))
                .number(frozen.run())
                .text(from)
                .text(quantity)
                .text(amount)
                .text(matches.principle(number).name())
                .flag(matches.isSettled(number))
                .end();
        kept.match(SetDigest.text(
                object.name(),
                name(layer),
                name(issue),
                from,
                quantity,
                amount,
                matches.principle(number),
                matches.isSettled(number)));
        kept.count(matches.isChange(number) ? 0 : 1, 0);
    }

    private void row(int row, long firstMade, Settlements made) {
        boolean issue = row < stock.given() && stock.isIssue(row);
        BigDecimal change = issue ? stock.change(row) : BigDecimal.ZERO;
        if (issue
                && change.signum() != 0
                && !isInFlow.test(stock.id(row))
                && (frozen.keeps() || change.abs().compareTo(frozen.minimumThroughput()) >= 0)) {
            settle(row, change, made);
        }
        if (!stock.isFinancial(row)) {
            carryPosted(row, firstMade, stock.posted(row).add(change), made.kept());
        } else if (stock.open(row).signum() > 0) {
            carryOver(row, firstMade, stock.posted(row).add(change), made.kept());
            if (issue) {
                unsettled(row, made.kept());
            }
        }
    }

    private void settle(int row, BigDecimal change, Settlements made) {
        String currency = made.partition().currency();
        int inventory = Accounts.of(stock.inventoryAccount(row), object.inventoryAccountId());
        int offset = Accounts.of(stock.offsetAccount(row), object.issueAccountId());
        if (inventory == offset) {
            throw new Refused(new Fault(
                    FaultCode.SAME_ACCOUNT,
                    "transaction " + Text.quoted(stock.name(row))
                            + ": its inventory account and its offset account are the same now",
                    "give the item, its group or ALL another account in posting_profiles.csv, then run the command again",
                    null,
                    stock.name(row),
                    object.itemNumber(),
                    null));
        }
        Money amount = Money.of(currency, change);
        made.add(
                new Settlement(
                        object.itemId(),
                        stock.id(row),
                        Part.NORMAL,
                        amount,
                        StornoRule.correspondence(
                                new OriginalPosting(Direction.ISSUE, inventory, offset),
                                amount,
                                made.partition().storno())),
                stock.name(row),
                object.itemGroupId());
    }

    private void carryOver(int row, long firstMade, BigDecimal posted, Kept kept) {
        if (frozen.keeps()) {
            carry(
                    row,
                    firstMade,
                    plain(stock.quantity(row)),
                    plain(stock.matched(row)),
                    stock.value(row).toPlainString(),
                    stock.handed(row).toPlainString(),
                    posted.toPlainString(),
                    openValue(row),
                    kept);
        }
    }

    /** What is only physically updated is calculated anew each time; only what is posted on it is to be known. */
    private void carryPosted(int row, long firstMade, BigDecimal posted, Kept kept) {
        if (frozen.keeps() && posted.signum() != 0) {
            carry(row, firstMade, "0", "0", "0", "0", posted.toPlainString(), null, kept);
        }
    }

    /** What is open of a layer by what the run keeps, where that is not its value without what it has handed out. */
    private @Nullable String openValue(int row) {
        BigDecimal open = kept.value(row).subtract(kept.handed(row));
        return stock.isIssue(row) || open.compareTo(stock.value(row).subtract(stock.handed(row))) == 0
                ? null
                : open.toPlainString();
    }

    private void carry(
            int row,
            long firstMade,
            String quantity,
            String matched,
            String value,
            String handed,
            String posted,
            @Nullable String openValue,
            Kept kept) {
        boolean layer = !stock.isIssue(row);
        kept.rows(CARRY_OVER)
                .number(frozen.run())
                .number(object.itemId())
                .number(object.costObjectId())
                .number(id(row, firstMade))
                .flag(layer)
                .text(quantity)
                .text(matched)
                .text(value)
                .text(handed)
                .text(layer ? "0" : posted)
                .optional(openValue)
                .end();
        String text =
                SetDigest.text(object.name(), name(row), layer, quantity, matched, value, handed, layer ? "0" : posted);
        kept.carriedOver(openValue == null ? text : SetDigest.text(text, openValue));
    }

    private void unsettled(int row, Kept kept) {
        kept.count(0, 1);
        if (frozen.keeps()) {
            kept.rows(UNSETTLED)
                    .number(frozen.run())
                    .number(object.itemId())
                    .number(stock.id(row))
                    .text(plain(stock.open(row)))
                    .text(stock.reason(row).name())
                    .end();
        }
    }

    /** A quantity without zeros at its end. */
    static String plain(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }
}
