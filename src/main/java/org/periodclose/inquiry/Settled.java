package org.periodclose.inquiry;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;

/**
 * What was settled, by one run or of one transaction; each list is read when it is asked for. Only the first rows of a run are those of its first items.
 *
 * @param run null: of a transaction, by all runs
 * @param company of the transaction or the run
 * @param transactionId null: all that the run settled
 * @param settlements by run, transaction id and part, in code-point order
 * @param matches by run, issue and layer, in code-point order
 * @param unsettled by run and transaction id
 * @param circles of one run; in the order of their first members
 */
public record Settled(
        @Nullable Run run,
        String company,
        @Nullable String transactionId,
        Consumer<Consumer<RunSettlement>> settlements,
        Consumer<Consumer<RunMatch>> matches,
        Consumer<Consumer<UnsettledIssue>> unsettled,
        Consumer<Consumer<Circle>> circles) {}
