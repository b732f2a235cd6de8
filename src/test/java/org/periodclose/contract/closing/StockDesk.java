package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.periodclose.contract.Books;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.inventory.LateRows;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.desk.AdjustRequest;
import org.periodclose.desk.CancelRequest;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Execution;
import org.periodclose.desk.PostReport;
import org.periodclose.desk.PostRequest;
import org.periodclose.desk.Watcher;

/** The desk that the command line calls, kept open for the thousands of steps of random companies. */
record StockDesk(Books books, Desk desk) implements AutoCloseable {
    static StockDesk open(Books books, int threads, int chunk) {
        return new StockDesk(
                books,
                Desk.open(
                        Map.of(
                                "spring.datasource.url",
                                books.url().replaceFirst("[?].*", ""),
                                "spring.datasource.username",
                                "postgres",
                                "period-close.threads",
                                threads,
                                "period-close.chunk-size",
                                chunk,
                                "logging.level.root",
                                "warn"),
                        null));
    }

    void importFrom(Path folder) {
        desk.importFrom(folder, LateRows.REFUSE);
    }

    /** Does a step of a company; it must succeed. */
    void step(String company, List<String> step) {
        if (step.get(0).equals("on-hand") && !proposed(company, step)) {
            return;
        }
        PostReport report = report(company, step, desk.execution());
        assertThat(report.outcome())
                .as(() -> company + " " + step + ": " + report)
                .isEqualTo(Outcome.DONE);
    }

    private PostReport report(String company, List<String> step, Execution execution) {
        return switch (step.get(0)) {
            case "post" ->
                execution.post(
                        new PostRequest(
                                company,
                                List.of(step.get(1)),
                                LocalDate.parse(step.get(2)),
                                null,
                                null,
                                null,
                                null,
                                false,
                                null,
                                false,
                                LocalDate.parse(step.get(2))),
                        Unseen.WATCHER);
            case "close" -> execution.value(request(company, step, RunType.CLOSE, 2, Set.of()), null, Unseen.WATCHER);
            case "recalculate" ->
                execution.value(
                        request(
                                company,
                                step,
                                RunType.RECALCULATION,
                                3,
                                step.get(2).isEmpty() ? Set.of() : Set.of(step.get(2))),
                        null,
                        Unseen.WATCHER);
            case "on-hand" ->
                execution.post(
                        new PostRequest(
                                company,
                                List.of(journal(step)),
                                null,
                                null,
                                null,
                                null,
                                null,
                                false,
                                null,
                                false,
                                LocalDate.EPOCH),
                        Unseen.WATCHER);
            case "cancel-close", "cancel-on-hand" ->
                execution.cancel(
                        new CancelRequest(
                                last(
                                        company,
                                        step.get(1),
                                        step.get(0).equals("cancel-close") ? "CLOSE" : "ON_HAND_ADJUSTMENT"),
                                null,
                                null,
                                null,
                                null,
                                false,
                                false),
                        Unseen.WATCHER);
            default -> throw new AssertionError("an unknown step: " + step);
        };
    }

    private static String journal(List<String> step) {
        return "ON-HAND-" + step.get(4);
    }

    /** Makes a journal over what is open of an item, at a price; false: there is nothing to adjust, or more is issued than there is. */
    private boolean proposed(String company, List<String> step) {
        try {
            return desk.propose(new AdjustRequest(
                                    company,
                                    journal(step),
                                    CurrencyLayer.valueOf(step.get(3)),
                                    AdjustmentMethod.fixedCostPrice(new BigDecimal(step.get(2))),
                                    new AdjustRequest.Receipts(
                                            List.of(step.get(1)),
                                            List.of(),
                                            List.of(),
                                            List.of(),
                                            List.of(),
                                            List.of(),
                                            null,
                                            null,
                                            null,
                                            false,
                                            false),
                                    true,
                                    null,
                                    null,
                                    null,
                                    false))
                            .lines()
                    > 0;
        } catch (Refused refused) {
            assertThat(refused.first().code()).isIn(FaultCode.NOTHING_SELECTED, FaultCode.NEGATIVE_ON_HAND);
            return false;
        }
    }

    private static ValuationRequest request(
            String company, List<String> step, RunType type, int layer, Set<String> items) {
        return ValuationRequest.of(
                type, company, CurrencyLayer.valueOf(step.get(layer)), LocalDate.parse(step.get(1)), items, Set.of());
    }

    private long last(String company, String layer, String type) {
        return books.sql()
                .sql("""
                        select max(r.id) from active_run r join company c on c.id = r.company_id
                         where c.company = ? and r.type = ? and r.currency_layer = ?
                        """)
                .params(company, type, layer)
                .query(Long.class)
                .single();
    }

    private static final class Unseen implements Watcher {
        static final Unseen WATCHER = new Unseen();

        @Override
        public void begins(String journal, long done, long lines) {}

        @Override
        public void settled(long done, long lines) {}
    }

    @Override
    public void close() {
        desk.close();
    }
}
