package org.periodclose.view;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.Books;
import org.periodclose.inquiry.Reconciliation;
import org.periodclose.inquiry.Reconciliation.Difference;
import org.periodclose.inquiry.Reconciliation.OfAccount;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Report.Fact;
import org.periodclose.view.Report.Figure;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** Subledger against ledger, account by account, and the cause of each difference. */
public final class ReconciliationReport {
    private static final Fields<OfAccount> ACCOUNT = new Fields<OfAccount>()
            .text("mainAccount", "Main account", account -> new Cell.Named(account.account(), account.name()))
            .figure("settlements", "Settlements", OfAccount::settlements)
            .figure("ledger", "Ledger", OfAccount::ledger)
            .figure("difference", "Difference", OfAccount::difference);

    private static final Fields<Difference> DIFFERENCE = new Fields<Difference>()
            .text("mainAccount", "Main account", Difference::account)
            .figure("run", "Run", Difference::run)
            .text("journal", "Journal", Difference::journal)
            .code("postingDate", "Posting date", Difference::postingDate)
            .figure("difference", "Difference", Difference::amount)
            .text(
                    "cause",
                    "Cause",
                    difference -> difference.reason() == null
                            ? Said.of("UNEXPLAINED: settlements and voucher lines do not agree")
                            : Said.of("posted without ledger update: {0}", difference.reason()));

    private ReconciliationReport() {}

    public static Report of(Reconciliation reconciliation) {
        Books books = reconciliation.books();
        int unexplained = reconciliation.unexplained().size();
        int differences = reconciliation.differences().size();
        Table accounts = accounts(
                reconciliation,
                Said.of("Main accounts ({0})", books.currency()),
                Said.of(
                        "Settlements: what the posted runs move on the account, debit less credit. Ledger: what their vouchers post to it."));
        return new Report(
                "Reconciliation",
                verdict(reconciliation),
                books.name() + ", " + reconciliation.day(),
                List.of(
                        Figure.of("Accounts", reconciliation.accounts().size(), false),
                        Figure.of("Differences explained", differences - unexplained, false),
                        Figure.of("Unexplained", unexplained, unexplained > 0)),
                List.of(
                        new Fact("Company", books.company() + "  " + books.name()),
                        new Fact("As of", Said.of("the end of {0}", reconciliation.day())),
                        new Fact("Currency layer", Said.joined(Report.words(books.layer()), ", ", books.currency())),
                        new Fact("Runs", Said.of("all that are posted with a posting date up to then"))),
                List.of(
                        accounts,
                        Table.of(
                                "Differences",
                                Said.of("Differences and their causes ({0})", books.currency()),
                                Said.NOTHING,
                                DIFFERENCE.columns(),
                                DIFFERENCE.rows(reconciliation.differences()),
                                Said.of("None."))),
                accounts,
                List.of(),
                reconciliation.faults());
    }

    private static String verdict(Reconciliation reconciliation) {
        if (reconciliation.differences().isEmpty()) {
            return "Subledger and ledger agree";
        }
        return reconciliation.unexplained().isEmpty()
                ? "Subledger and ledger differ as explained"
                : "A difference is unexplained";
    }

    static Table accounts(Reconciliation reconciliation, Said title, Said note) {
        List<Row> rows = ACCOUNT.rows(reconciliation.accounts());
        if (!rows.isEmpty()) {
            rows.add(ACCOUNT.sum(
                    Style.TOTAL,
                    Map.of(
                            "mainAccount",
                            Said.of("Total"),
                            "settlements",
                            sum(reconciliation, OfAccount::settlements),
                            "ledger",
                            sum(reconciliation, OfAccount::ledger),
                            "difference",
                            sum(reconciliation, OfAccount::difference))));
        }
        return Table.of("Reconciliation", title, note, ACCOUNT.columns(), rows, Said.of("Nothing is posted yet."));
    }

    private static Money sum(Reconciliation reconciliation, Function<OfAccount, Money> of) {
        return reconciliation.accounts().stream()
                .map(of)
                .reduce(Money.zero(reconciliation.books().currency()), Money::plus);
    }
}
