package org.periodclose.inquiry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.periodclose.core.costing.CostChainRequest;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows the cost of a transaction down to what was bought, level by level. What is in the chain several times is followed once, so that a chain is
 * never larger than what it tells of, and circles end. Reads only.
 */
public final class CostChains {
    private static final String TRANSACTION = """
            select id from inventory_transaction where company_id = :company and transaction_id = :transaction
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    CostChains(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * The chain of a transaction.
     *
     * @throws org.periodclose.core.fault.Refused if there is no such company or transaction, or the company keeps no such books
     */
    public CostChain of(CostChainRequest request) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Books books = Books.of(jdbc, request.company(), request.layer());
            long id = jdbc.sql(TRANSACTION)
                    .param("company", books.id())
                    .param("transaction", request.transactionId())
                    .query(Long.class)
                    .optional()
                    .orElseThrow(() -> SettledInquiry.unknown(request.company(), request.transactionId()));
            return new Growth(CostRuns.of(jdbc, books), request.depth(), request.limit()).chain(CostKey.of(id));
        }));
    }

    /** One chain while it grows. */
    private final class Growth {
        private final CostRuns runs;
        private final int depth;
        private final int limit;
        private final CostThings things;
        private final CostPayments payments;
        private final Map<CostKey, CostBranch> followed = new HashMap<>();
        private int nodes = 1;

        Growth(CostRuns runs, int depth, int limit) {
            this.runs = runs;
            this.depth = depth;
            this.limit = limit;
            this.things = new CostThings(jdbc, runs);
            this.payments = new CostPayments(jdbc, runs);
        }

        CostChain chain(CostKey of) {
            things.load(List.of(of));
            CostThing thing = things.of(of);
            Money value = thing.value() == null ? Money.zero(runs.books().currency()) : thing.value();
            CostBranch root = new CostBranch(null, CostShare.of(thing.kind(), thing.quantity(), value), thing);
            List<CostBranch> level = List.of(root);
            for (int deep = 0; deep < depth && nodes < limit && !level.isEmpty(); deep++) {
                level = below(level);
            }
            return new CostChain(runs.books(), depth, limit, new CostPrint(jdbc, followed).of(root));
        }

        private List<CostBranch> below(List<CostBranch> level) {
            List<CostBranch> followedNow = level.stream()
                    .filter(branch -> !branch.isLeaf() && followed.putIfAbsent(key(branch), branch) == null)
                    .toList();
            List<CostThing> toPay = followedNow.stream()
                    .map(CostBranch::thing)
                    .filter(Objects::nonNull)
                    .toList();
            Map<CostKey, List<CostShare>> paid = payments.of(toPay, limit - nodes);
            Map<CostBranch, List<CostShare>> parts = new HashMap<>();
            for (CostBranch branch : followedNow) {
                CostThing thing = Objects.requireNonNull(branch.thing());
                parts.put(branch, thing.parts(paid.getOrDefault(thing.key(), List.of()), Math.max(limit - nodes, 0)));
                nodes += Objects.requireNonNull(parts.get(branch)).size();
            }
            things.load(parts.values().stream()
                    .flatMap(List::stream)
                    .map(CostShare::from)
                    .filter(Objects::nonNull)
                    .toList());
            List<CostBranch> below = new ArrayList<>();
            for (CostBranch branch : followedNow) {
                for (CostShare share : Objects.requireNonNull(parts.get(branch))) {
                    CostKey from = share.from();
                    CostBranch part = new CostBranch(branch, share, from == null ? null : things.of(from));
                    branch.add(part);
                    below.add(part);
                }
            }
            return below;
        }

        private static CostKey key(CostBranch branch) {
            return Objects.requireNonNull(branch.thing()).key();
        }
    }
}
