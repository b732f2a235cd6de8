package org.periodclose.closing;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Matches;
import org.periodclose.core.costing.Stock;
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
import org.periodclose.run.Position;
import org.periodclose.run.RunAccounts;
import org.periodclose.run.Settlements;
import org.periodclose.run.Unit;

/** Several small cost objects, or a slice of a large one. */
record StockUnit(List<Slice> slices) implements Unit {
    /** Stands for an account that the transaction names and that does not exist any more. */
    static final Integer VANISHED = -1;

    private static final String LAYERS =
            "copy cost_layer (id, run_id, item_id, cost_object_id, kind, date, quantity) from stdin";
    private static final String MATCHES =
            "copy match (item_id, issue_id, layer_id, run_id, from_quantity, quantity, amount, principle, settled) from stdin";
    private static final String CARRY_OVER =
            "copy carry_over (run_id, item_id, cost_object_id, id, layer, quantity, matched, value, handed, posted) from stdin";
    static final String UNSETTLED = "copy unsettled_issue (run_id, item_id, issue_id, quantity, reason) from stdin";

    @Override
    public Position end() {
        return slices.get(slices.size() - 1).end();
    }

    @Override
    public int lines() {
        return slices.stream().mapToInt(Slice::lines).sum();
    }

    @Override
    public void settle(Settlements made) {
        slices.forEach(slice -> slice.settle(made));
    }

    /**
     * Outputs of a computed cost object, from one to another: made layers, matches, what is open of the made layers, and last the given rows, which are
     * the lines of the run: a partition ends with its last line. A run that keeps nothing has only the given rows.
     *
     * @param before where the partition stands before the cost object
     * @param firstMade id of the first layer that the run makes of the cost object
     */
    record Slice(CostObject object, Stock stock, Frozen frozen, Position before, long firstMade, int from, int to) {
        static int outputs(Stock stock, boolean keeps) {
            int madeLayers = stock.rows() - stock.given();
            return keeps ? 2 * madeLayers + stock.matches().size() + stock.given() : stock.given();
        }

        private int madeLayers() {
            return stock.rows() - stock.given();
        }

        /** Where the given rows begin. */
        private int firstRow() {
            return frozen.keeps() ? 2 * madeLayers() + stock.matches().size() : 0;
        }

        Position end() {
            return to == outputs(stock, frozen.keeps())
                    ? new Position(object.itemId(), object.costObjectId())
                    : new Position(before.item(), before.transaction(), Integer.toString(to));
        }

        int lines() {
            return givenRow(to) - givenRow(from);
        }

        private int givenRow(int output) {
            return Math.max(output - firstRow(), 0);
        }

        void settle(Settlements made) {
            for (int output = from; output < to; output++) {
                int row = output - firstRow();
                if (row >= 0) {
                    row(row, made);
                } else if (output < madeLayers()) {
                    layer(stock.given() + output, made.kept());
                } else if (output < madeLayers() + stock.matches().size()) {
                    match(output - madeLayers(), made.kept());
                } else {
                    row(stock.rows() + row, made);
                }
            }
            if (!frozen.keeps() && from == 0) {
                made.kept().count(stock.matches().size(), 0);
            }
        }

        private long id(int row) {
            return row < stock.given() ? stock.id(row) : firstMade + row - stock.given();
        }

        /** In digests: what this run has made has no number there, so that a plan is the same as what is posted. */
        private String name(int row) {
            return row < stock.given() ? stock.name(row) : "~:" + stock.day(row);
        }

        private void layer(int row, Kept kept) {
            kept.rows(LAYERS)
                    .number(id(row))
                    .number(frozen.run())
                    .number(object.itemId())
                    .number(object.costObjectId())
                    .text("AVERAGE")
                    .text(stock.day(row).toString())
                    .text(plain(stock.quantity(row)))
                    .end();
            kept.match(SetDigest.text(object.name(), name(row), "AVERAGE", plain(stock.quantity(row))));
        }

        private void match(int number, Kept kept) {
            Matches matches = stock.matches();
            int layer = matches.layer(number);
            int issue = matches.issue(number);
            String from = plain(matches.from(number));
            String quantity = plain(matches.quantity(number));
            String amount = matches.amount(number).toPlainString();
            kept.rows(MATCHES)
                    .number(object.itemId())
                    .number(id(issue))
                    .number(id(layer))
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

        private void row(int row, Settlements made) {
            boolean issue = row < stock.given() && stock.isIssue(row);
            BigDecimal change = issue ? stock.change(row) : BigDecimal.ZERO;
            if (change.signum() != 0 && (frozen.keeps() || change.abs().compareTo(frozen.minimumThroughput()) >= 0)) {
                settle(row, change, made);
            }
            if (!stock.isFinancial(row)) {
                carryPosted(row, stock.posted(row).add(change), made.kept());
            } else if (stock.open(row).signum() > 0) {
                carryOver(row, stock.posted(row).add(change), made.kept());
                if (issue) {
                    unsettled(row, made.kept());
                }
            }
        }

        private void settle(int row, BigDecimal change, Settlements made) {
            String currency = made.partition().currency();
            int inventory = account(stock.inventoryAccount(row), object.inventoryAccountId());
            int offset = account(stock.offsetAccount(row), object.issueAccountId());
            if (inventory == offset) {
                throw new Refused(
                        FaultCode.SAME_ACCOUNT,
                        "transaction " + Text.quoted(stock.name(row))
                                + ": its inventory account and its offset account are the same now",
                        "give the item, its group or ALL another account in posting_profiles.csv, then run the command again");
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

        private static int account(@Nullable Integer own, @Nullable Integer ofTheItem) {
            Integer account = own == null ? ofTheItem : own;
            if (account == null || account.equals(VANISHED)) {
                throw RunAccounts.vanished();
            }
            return account;
        }

        private void carryOver(int row, BigDecimal posted, Kept kept) {
            if (frozen.keeps()) {
                carry(
                        row,
                        plain(stock.quantity(row)),
                        plain(stock.matched(row)),
                        stock.value(row).toPlainString(),
                        stock.handed(row).toPlainString(),
                        posted.toPlainString(),
                        kept);
            }
        }

        /** What is only physically updated is calculated anew each time; only what is posted on it is to be known. */
        private void carryPosted(int row, BigDecimal posted, Kept kept) {
            if (frozen.keeps() && posted.signum() != 0) {
                carry(row, "0", "0", "0", "0", posted.toPlainString(), kept);
            }
        }

        private void carry(
                int row, String quantity, String matched, String value, String handed, String posted, Kept kept) {
            boolean layer = !stock.isIssue(row);
            kept.rows(CARRY_OVER)
                    .number(frozen.run())
                    .number(object.itemId())
                    .number(object.costObjectId())
                    .number(id(row))
                    .flag(layer)
                    .text(quantity)
                    .text(matched)
                    .text(value)
                    .text(handed)
                    .text(layer ? "0" : posted)
                    .end();
            kept.carriedOver(SetDigest.text(
                    object.name(), name(row), layer, quantity, matched, value, handed, layer ? "0" : posted));
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
        private static String plain(BigDecimal quantity) {
            return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
        }
    }
}
