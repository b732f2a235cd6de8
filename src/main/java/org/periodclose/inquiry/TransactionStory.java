package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;

/**
 * The history of an inventory transaction.
 *
 * @param takesPartOn it came after a close of its financial date: the day as of which it takes part; null: on its financial date
 * @param open whether it may still be adjusted
 * @param inventoryAccount its own; null: from the posting profile
 * @param layers accounting, and reporting if the company keeps it
 */
public record TransactionStory(
        String company,
        String transactionId,
        String itemNumber,
        String itemGroup,
        Direction kind,
        BigDecimal quantity,
        @Nullable LocalDate physicalDate,
        @Nullable LocalDate financialDate,
        @Nullable LocalDate takesPartOn,
        boolean open,
        @Nullable String inventoryAccount,
        List<Layer> layers) {
    public TransactionStory {
        layers = List.copyOf(layers);
    }

    /**
     * Its history in one currency layer.
     *
     * @param cost as the ERP posted it; null: it has none in the reporting currency, so its value is not known
     * @param steps in the order of posting
     * @param openLines of journals that are not posted
     * @param payments of an issue: what paid for it, by run and layer; empty for a receipt
     * @param rest of an issue: what nothing paid for; null: it is a receipt, or its value is not known
     */
    public record Layer(
            CurrencyLayer currencyLayer,
            String currency,
            @Nullable Money cost,
            List<Step> steps,
            List<OpenLine> openLines,
            List<Payment> payments,
            @Nullable Payment rest) {
        public Layer(
                CurrencyLayer currencyLayer,
                String currency,
                @Nullable Money cost,
                List<Step> steps,
                List<OpenLine> openLines) {
            this(currencyLayer, currency, cost, steps, openLines, List.of(), null);
        }

        public Layer {
            payments = List.copyOf(payments);
            steps = List.copyOf(steps);
            openLines = List.copyOf(openLines);
        }

        /** The change by all runs. */
        public Money change() {
            return steps.stream().map(Step::amount).reduce(Money.zero(currency), Money::plus);
        }

        /** Its value now; null: not known. */
        public @Nullable Money value() {
            return steps.isEmpty() ? cost : steps.get(steps.size() - 1).valueAfter();
        }
    }

    /**
     * The change by one posted run.
     *
     * @param journal null: its kind posts no journal
     * @param voucher null: without ledger update
     * @param line of the voucher; null: without ledger update
     * @param amount signed change of the inventory balance
     * @param debitAccount null, as creditAccount and ledgerAmount: it is not in the ledger
     * @param ledgerAmount negative if and only if storno
     * @param valueAfter null: not known
     * @param cancels the run that it cancelled
     * @param cancelledBy the run that cancelled it
     */
    public record Step(
            long run,
            RunType type,
            @Nullable String journal,
            LocalDate postingDate,
            @Nullable String voucher,
            @Nullable Integer line,
            @Nullable String debitAccount,
            @Nullable String creditAccount,
            Money amount,
            @Nullable Money ledgerAmount,
            @Nullable Money valueAfter,
            @Nullable Long cancels,
            @Nullable Long cancelledBy) {}

    /**
     * A line of a journal that is not posted.
     *
     * @param status OPEN, or POSTING while a run of it is unfinished
     */
    public record OpenLine(String journal, String status, Money amount) {}
}
