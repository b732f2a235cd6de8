package org.periodclose.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.periodclose.core.money.Money;
import org.periodclose.report.Report.Fact;
import org.periodclose.report.Table.Column;
import org.periodclose.report.Table.Row;
import org.periodclose.report.Table.Style;

/** Subledger against ledger, account by account, and the cause of each difference. */
final class ReconciliationReport {
    private ReconciliationReport() {}

    static Report of(Books books, LocalDate day, Reconciliation reconciliation) {
        String in = " (" + books.currency() + ")";
        int unexplained = reconciliation.unexplained().size();
        Table accounts = accounts(
                reconciliation,
                "Main accounts" + in,
                "Settlements: what the posted runs move on the account, debit less credit. Ledger: what their vouchers post to it.");
        return new Report(
                "Reconciliation",
                verdict(reconciliation),
                books.name() + ", " + day,
                List.of(
                        new Report.Figure(
                                "Accounts",
                                Cell.of(reconciliation.accounts().size()).shown(),
                                false),
                        new Report.Figure(
                                "Differences explained",
                                Cell.of(reconciliation.differences().size() - unexplained)
                                        .shown(),
                                false),
                        new Report.Figure("Unexplained", Cell.of(unexplained).shown(), unexplained > 0)),
                List.of(
                        new Fact("Company", books.company() + "  " + books.name()),
                        new Fact("As of", "the end of " + day),
                        new Fact("Currency layer", RunReport.words(books.layer()) + ", " + books.currency()),
                        new Fact("Runs", "all that are posted with a posting date up to then")),
                List.of(accounts, differences(reconciliation, in)),
                accounts,
                List.of());
    }

    private static String verdict(Reconciliation reconciliation) {
        if (reconciliation.differences().isEmpty()) {
            return "Subledger and ledger agree";
        }
        return reconciliation.unexplained().isEmpty()
                ? "Subledger and ledger differ as explained"
                : "A difference is unexplained";
    }

    static Table accounts(Reconciliation reconciliation, String title, String note) {
        List<Row> rows = new ArrayList<>();
        for (Reconciliation.OfAccount account : reconciliation.accounts()) {
            rows.add(Row.of(
                    Style.PLAIN,
                    new Cell.Named(account.account(), account.name()),
                    Cell.of(account.settlements()),
                    Cell.of(account.ledger()),
                    Cell.of(account.difference())));
        }
        reconciliation.accounts().stream()
                .map(Reconciliation.OfAccount::settlements)
                .reduce(Money::plus)
                .ifPresent(settlements -> rows.add(Row.of(
                        Style.TOTAL,
                        Cell.of("Total"),
                        Cell.of(settlements),
                        Cell.of(reconciliation.accounts().stream()
                                .map(Reconciliation.OfAccount::ledger)
                                .reduce(Money.zero(settlements.currency()), Money::plus)),
                        Cell.of(reconciliation.accounts().stream()
                                .map(Reconciliation.OfAccount::difference)
                                .reduce(Money.zero(settlements.currency()), Money::plus)))));
        return Table.of(
                "Reconciliation",
                title,
                note,
                List.of(
                        Column.text("Main account", "main_account"),
                        Column.figure("Settlements", "settlements"),
                        Column.figure("Ledger", "ledger"),
                        Column.figure("Difference", "difference")),
                rows,
                "Nothing is posted yet.");
    }

    private static Table differences(Reconciliation reconciliation, String in) {
        return Table.of(
                "Differences",
                "Differences and their causes" + in,
                "",
                List.of(
                        Column.text("Main account", "main_account"),
                        Column.figure("Run", "run"),
                        Column.text("Journal", "journal"),
                        Column.code("Posting date", "posting_date"),
                        Column.figure("Difference", "difference"),
                        Column.text("Cause", "cause")),
                reconciliation.differences().stream()
                        .map(difference -> Row.of(
                                Style.PLAIN,
                                Cell.of(difference.account()),
                                Cell.of(difference.run()),
                                Cell.of(difference.journal()),
                                new Cell.Day(difference.postingDate()),
                                Cell.of(difference.amount()),
                                Cell.of(
                                        difference.reason() == null
                                                ? "UNEXPLAINED: settlements and voucher lines do not agree"
                                                : "posted without ledger update: " + difference.reason())))
                        .toList(),
                "None.");
    }
}
