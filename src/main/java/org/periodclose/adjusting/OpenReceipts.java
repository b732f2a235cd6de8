package org.periodclose.adjusting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.ReceiptPage;
import org.periodclose.core.settlement.ReceiptPlace;
import org.periodclose.core.settlement.ReceiptRow;
import org.periodclose.core.settlement.ReceiptTotals;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The open receipts of a selection, page by page, by item number, financial date and order of import. They are those that
 * {@link SelectedReceipts} selects; what has no value in the layer is shown without one.
 */
public final class OpenReceipts {
    /** More are not shown at once. */
    public static final int LARGEST_PAGE = 1_000;

    private static final int FETCH_SIZE = 5_000;

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final CompanyBooks books;
    private final WantedTransactions wanted;

    OpenReceipts(PlatformTransactionManager transactions, JdbcTemplate template) {
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = JdbcClient.create(template);
        this.books = new CompanyBooks(jdbc);
        this.wanted = new WantedTransactions(template);
    }

    /** A place between two rows; the id is that of a transaction. */
    private record Edge(String item, LocalDate day, long id) {
        static final Edge BEGINNING = new Edge("", LocalDate.MIN, Long.MIN_VALUE);
    }

    private record Found(Edge edge, ReceiptRow row) {}

    /**
     * Some of the receipts.
     *
     * @param journal whose amounts the rows show; null: none
     * @param rows at most, 1 to {@value #LARGEST_PAGE}
     * @throws Refused if the company, the layer, the journal or the transaction of the place is not there
     */
    public ReceiptPage page(
            String company,
            CurrencyLayer layer,
            Selection selection,
            @Nullable String journal,
            ReceiptPlace place,
            int rows) {
        if (rows < 1 || rows > LARGEST_PAGE) {
            throw new IllegalArgumentException(
                    "a page of " + rows + " rows: ask for 1 to " + LARGEST_PAGE + " rows at once");
        }
        return inTransaction(() -> {
            Query query = query(company, layer, selection, journal);
            boolean forward = place.kind() != ReceiptPlace.Kind.BEFORE;
            Edge edge = edge(query.company(), place);
            List<Found> found = new ArrayList<>(query.rows(forward, edge, rows + 1));
            boolean more = found.size() > rows;
            if (more) {
                found.remove(rows);
            }
            if (!forward) {
                Collections.reverse(found);
            }
            if (found.isEmpty()) {
                return new ReceiptPage(List.of(), null, null);
            }
            Found first = found.get(0);
            Found last = found.get(found.size() - 1);
            boolean after = forward ? more : query.isAny(true, last.edge());
            boolean before = forward ? query.isAny(false, first.edge()) : more;
            return new ReceiptPage(
                    found.stream().map(Found::row).toList(),
                    before ? first.row().transactionId() : null,
                    after ? last.row().transactionId() : null);
        });
    }

    /** The sums of the selection, or of the first {@value ReceiptTotals#COUNTED} receipts of it. */
    public ReceiptTotals totals(String company, CurrencyLayer layer, Selection selection, @Nullable String journal) {
        return inTransaction(() -> query(company, layer, selection, journal).totals());
    }

    /**
     * Requires that a journal is over transactions.
     *
     * @throws Refused UNKNOWN_JOURNAL if there is no such journal, or it is over the layers of a close
     */
    public void requireJournal(String company, CurrencyLayer layer, String journal) {
        journal(books.of(company, layer), layer, journal);
    }

    /** Gives every receipt of the selection to a reader. */
    public void read(
            String company,
            CurrencyLayer layer,
            Selection selection,
            @Nullable String journal,
            Consumer<ReceiptRow> reader) {
        transaction.executeWithoutResult(
                status -> query(company, layer, selection, journal).read(reader));
    }

    /**
     * The transactions that follow each other in a selection, in the caller's transaction.
     *
     * @param first the transaction that they begin with
     * @param inSight those that somebody has seen there, from the first on
     * @throws Refused NOTHING_SELECTED if the selection does not have it, or not so many after it; VALUE_CHANGED if they are not those that were
     *     seen
     */
    List<String> following(
            String company, CurrencyLayer layer, Selection selection, String first, List<String> inSight, int rows) {
        Query query = query(company, layer, selection, null);
        List<String> found = query.rows(true, edge(query.company(), ReceiptPlace.fromTransaction(first)), rows).stream()
                .map(each -> each.row().transactionId())
                .toList();
        if (found.isEmpty() || !found.get(0).equals(first)) {
            throw new Refused(
                    FaultCode.NOTHING_SELECTED,
                    "transaction " + Text.quoted(first) + " is not among the open receipts of the selection",
                    "begin at one that is shown");
        }
        if (found.size() < rows) {
            throw new Refused(
                    FaultCode.NOTHING_SELECTED,
                    rows + " amounts begin at transaction " + Text.quoted(first) + ", and the selection has only "
                            + found.size() + (found.size() == 1 ? " receipt" : " receipts") + " from there on",
                    "paste as many amounts as there are receipts");
        }
        if (!found.subList(0, Math.min(rows, inSight.size())).equals(inSight)) {
            throw new Refused(
                    FaultCode.VALUE_CHANGED,
                    "the list of open receipts from transaction " + Text.quoted(first)
                            + " on is not the one that the page shows",
                    "read the page again, then paste");
        }
        return found;
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private Edge edge(CompanyBooks.Books company, ReceiptPlace place) {
        return switch (place.kind()) {
            case FIRST -> Edge.BEGINNING;
            case FROM_ITEM -> new Edge(place.of(), LocalDate.MIN, Long.MIN_VALUE);
            case AFTER, BEFORE -> edge(company, place.of());
            case FROM_TRANSACTION -> {
                Edge at = edge(company, place.of());
                yield new Edge(at.item(), at.day(), at.id() - 1);
            }
        };
    }

    private Edge edge(CompanyBooks.Books company, String transactionId) {
        return jdbc.sql("""
                        select i.item_number as item, coalesce(t.financial_date, '-infinity') as day, t.id
                          from inventory_transaction t
                          join item i on i.id = t.item_id
                         where t.company_id = :company and t.transaction_id = :transaction
                        """)
                .param("company", company.id())
                .param("transaction", transactionId)
                .query(Edge.class)
                .optional()
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_TRANSACTION,
                        "company " + Text.quoted(company.company()) + " has no inventory transaction "
                                + Text.quoted(transactionId),
                        "correct the transaction id, or import the transaction"));
    }

    private Query query(String company, CurrencyLayer layer, Selection selection, @Nullable String journal) {
        CompanyBooks.Books of = books.of(company, layer);
        Close close =
                selection.settled() ? null : Close.last(of.id(), layer, jdbc).orElse(null);
        List<String> ids = null;
        if (selection.transactions() != null) {
            wanted.ofFile(selection.transactions(), of.id());
            ids = jdbc.sql("select transaction_id from wanted_transaction")
                    .query(String.class)
                    .list();
        }
        return new Query(of, layer, selection, ids, close, journal == null ? null : journal(of, layer, journal));
    }

    private long journal(CompanyBooks.Books company, CurrencyLayer layer, String journal) {
        return jdbc.sql("""
                        select id from adjustment_journal
                         where company_id = :company and journal = :journal and currency_layer = :layer and close_run_id is null
                        """)
                .param("company", company.id())
                .param("journal", journal)
                .param("layer", layer.name())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_JOURNAL,
                        "company " + Text.quoted(company.company()) + " has no adjustment journal "
                                + Text.quoted(journal) + " over transactions in the " + layer + " layer",
                        "choose another journal, or begin one",
                        journal));
    }

    private final class Query {
        private final CompanyBooks.Books company;
        private final CurrencyLayer layer;
        private final Selection selection;
        private final @Nullable List<String> transactions;
        private final @Nullable Close close;
        private final @Nullable Long journal;

        Query(
                CompanyBooks.Books company,
                CurrencyLayer layer,
                Selection selection,
                @Nullable List<String> transactions,
                @Nullable Close close,
                @Nullable Long journal) {
            this.company = company;
            this.layer = layer;
            this.selection = selection;
            this.transactions = transactions;
            this.close = close;
            this.journal = journal;
        }

        CompanyBooks.Books company() {
            return company;
        }

        List<Found> rows(boolean forward, Edge edge, int rows) {
            return statement(ReceiptSql.rows(forward, close != null), edge, rows)
                    .query((row, number) -> found(row))
                    .list();
        }

        boolean isAny(boolean forward, Edge edge) {
            return !rows(forward, edge, 1).isEmpty();
        }

        ReceiptTotals totals() {
            int counted = ReceiptTotals.COUNTED;
            return statement(ReceiptSql.totals(close != null), Edge.BEGINNING, counted + 1)
                    .param("counted", counted)
                    .query((row, number) -> new ReceiptTotals(
                            row.getLong("count"),
                            row.getBoolean("more"),
                            row.getBigDecimal("quantity"),
                            row.getBigDecimal("value"),
                            journal == null ? null : row.getBigDecimal("amounts")))
                    .single();
        }

        void read(Consumer<ReceiptRow> reader) {
            statement(ReceiptSql.rows(true, close != null), Edge.BEGINNING, Long.MAX_VALUE)
                    .withFetchSize(FETCH_SIZE)
                    .query((ResultSet row) -> reader.accept(found(row).row()));
        }

        JdbcClient.StatementSpec statement(String sql, Edge edge, long rows) {
            JdbcClient.StatementSpec statement = jdbc.sql(sql)
                    .param("company", company.id())
                    .param("layer", layer.name())
                    .param("journal", journal)
                    .param("item", edge.item())
                    .param("day", edge.day())
                    .param("id", edge.id())
                    .param("rows", rows)
                    .param("items", array(selection.items()))
                    .param("itemGroups", array(selection.itemGroups()))
                    .param("sites", array(selection.sites()))
                    .param("warehouses", array(selection.warehouses()))
                    .param("batches", array(selection.batches()))
                    .param("serials", array(selection.serials()))
                    .param("from", selection.financialDateFrom())
                    .param("to", selection.financialDateTo())
                    .param("byTransactions", transactions != null)
                    .param("transactions", transactions == null ? null : transactions.toArray(String[]::new))
                    .param("excludeStorno", selection.excludeStorno());
            return close == null
                    ? statement
                    : statement.param("close", close.run()).param("closed", close.day());
        }
    }

    private static Found found(ResultSet row) throws SQLException {
        LocalDate day = row.getObject("financial_date", LocalDate.class);
        return new Found(
                new Edge(row.getString("item_number"), day, row.getLong("id")),
                new ReceiptRow(
                        row.getString("transaction_id"),
                        day,
                        row.getString("item_number"),
                        row.getString("item_group"),
                        row.getString("site"),
                        row.getString("warehouse"),
                        row.getString("batch_number"),
                        row.getString("serial_number"),
                        row.getBigDecimal("quantity"),
                        row.getBigDecimal("value"),
                        row.getBigDecimal("earlier"),
                        row.getBigDecimal("amount")));
    }

    private static String @Nullable [] array(List<String> names) {
        return names.isEmpty() ? null : names.toArray(String[]::new);
    }
}
