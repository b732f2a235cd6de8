package org.periodclose.report;

import java.time.LocalDate;
import java.util.List;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.money.CurrencyLayer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes reports. Reads only. */
public final class Reports {
    private final JdbcClient jdbc;
    private final PostedAdjustments adjustments;
    private final Reconciliations reconciliations;

    public Reports(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.adjustments = new PostedAdjustments(jdbc, transactions);
        this.reconciliations = new Reconciliations(jdbc);
    }

    /**
     * A report that held the books against each other.
     *
     * @param faults differences that nothing explains; empty: it adds up
     */
    public record Checked(Report report, List<Fault> faults) {
        public Checked {
            faults = List.copyOf(faults);
        }
    }

    /** The report of a posted run. */
    public Checked run(RunSource source) {
        Run run = source.voucher().run();
        Books books = Books.of(jdbc, run.company(), run.currencyLayer());
        Reconciliation reconciliation = reconciliations.ofRun(books, run.run() == null ? 0 : run.run());
        return new Checked(new RunReport(source, reconciliation).report(), faults(reconciliation));
    }

    /**
     * Posted adjustments. Its rows are read when it is written.
     *
     * @throws Refused if the company, an item or a voucher is unknown
     */
    public Report adjustments(AdjustmentsRequest request) {
        Books books = Books.of(jdbc, request.company(), request.layer());
        adjustments.requireKnown(books, request);
        return new AdjustmentsReport(books, request, adjustments).report();
    }

    /**
     * The subledger held against the ledger at the end of a day.
     *
     * @throws Refused if the company is unknown
     */
    public Checked reconciliation(String company, CurrencyLayer layer, LocalDate day) {
        Books books = Books.of(jdbc, company, layer);
        Reconciliation reconciliation = reconciliations.asOf(books, day);
        return new Checked(ReconciliationReport.of(books, day, reconciliation), faults(reconciliation));
    }

    private static List<Fault> faults(Reconciliation reconciliation) {
        return reconciliation.unexplained().stream()
                .map(difference -> Fault.of(
                        FaultCode.UNEXPLAINED_DIFFERENCE,
                        "the settlements of run " + difference.run() + " move "
                                + difference.amount().toPlainString() + " "
                                + difference.amount().currency() + " more on account "
                                + Text.quoted(difference.account())
                                + " than its voucher posts",
                        "somebody has changed rows that never change: keep the database as it is and find out who"))
                .toList();
    }
}
