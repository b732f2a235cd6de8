package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Watcher;

/** Made layers and matches are written before the lines of a cost object; its lines are counted while they are. */
class CloseProgressTest {
    private static final int DAYS = 25;

    /** How many lines were done, each time that it was told. */
    private static final class Told implements Watcher {
        private final List<Long> done = new ArrayList<>();

        @Override
        public synchronized void begins(String journal, long linesDone, long lines) {}

        @Override
        public synchronized void settled(long linesDone, long lines) {
            done.add(linesDone);
        }
    }

    @Test
    void lines_are_counted_evenly_while_a_large_cost_object_is_written() {
        Books books = Books.empty();
        StockLedger.imported(
                InProcess.on(books.url()),
                "FIFO",
                IntStream.rangeClosed(1, DAYS)
                        .mapToObj(day ->
                                "%1$d Jan  F R 1 @ 10\n%1$d Jan  F R 1 @ 12\n%1$d Jan  F I 1 @ 9\n%1$d Jan  F I 1 @ 9\n"
                                        .formatted(day))
                        .collect(Collectors.joining()));
        Told told = new Told();
        try (StockDesk desk = StockDesk.open(books, 1, 10)) {
            assertThat(desk.desk()
                            .execution()
                            .value(
                                    ValuationRequest.of(
                                            RunType.CLOSE,
                                            "C",
                                            CurrencyLayer.ACCOUNTING,
                                            LocalDate.parse("2026-01-31"),
                                            Set.of(),
                                            Set.of()),
                                    null,
                                    told)
                            .outcome())
                    .isEqualTo(Outcome.DONE);
        }
        assertThat(told.done).hasSizeGreaterThan(10).endsWith(4L * DAYS).isSorted();
        assertThat(told.done.get(told.done.size() / 2)).isBetween(40L, 60L);
    }
}
