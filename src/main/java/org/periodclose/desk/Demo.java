package org.periodclose.desk;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.periodclose.core.costing.CheckRequest;
import org.periodclose.core.costing.CloseCheck;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;

/** The sample company, its adjustment journal and the close of its month. */
public final class Demo {
    public static final String COMPANY = "AWC";
    private static final String JOURNAL = "AWC-2025-10";
    private static final LocalDate POSTING_DATE = LocalDate.of(2025, 10, 31);

    private static final LocalDate RECALCULATED = LocalDate.of(2025, 10, 20);

    private final Desk desk;

    public Demo(Desk desk) {
        this.desk = desk;
    }

    /**
     * Whether the sample company has to be loaded first.
     *
     * @throws Refused if a database that the user gave holds other companies
     */
    public boolean isMissing() {
        List<String> companies = desk.companies();
        if (!desk.databaseIsEmbedded() && companies.stream().anyMatch(company -> !company.equals(COMPANY))) {
            throw new Refused(
                    FaultCode.NOT_FOR_DEMO,
                    "the database holds other companies than " + Text.quoted(COMPANY),
                    "give the demo a database of its own, or unset SPRING_DATASOURCE_URL");
        }
        return !companies.contains(COMPANY);
    }

    private List<RunProgress> runs() {
        return desk.runs(COMPANY, null).stream()
                .filter(run -> JOURNAL.equals(run.run().journal()))
                .toList();
    }

    /** The run that has posted the journal. */
    public Optional<Long> posted() {
        return runs().stream()
                .filter(run -> run.run().status() == RunStatus.POSTED)
                .map(run -> run.run().run())
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** What posts the journal; an interrupted posting keeps the arguments it has. */
    public PostRequest request() {
        boolean first = runs().isEmpty();
        return new PostRequest(
                COMPANY,
                List.of(JOURNAL),
                first ? POSTING_DATE : null,
                first ? Specification.ITEM_GROUP : null,
                null,
                null,
                null,
                false,
                null,
                false,
                POSTING_DATE);
    }

    /** The last run of a type in the month that has been posted and not cancelled. */
    private Optional<Run> posted(RunType type) {
        return desk.runs(COMPANY, type).stream()
                .map(RunProgress::run)
                .filter(run -> run.status() == RunStatus.POSTED
                        && run.cancelledBy() == null
                        && !run.postingDate().isAfter(POSTING_DATE))
                .reduce((earlier, later) -> later);
    }

    /** Whether the month is closed. */
    public boolean isClosed() {
        return posted(RunType.CLOSE).isPresent();
    }

    /** What a close of the month would meet. */
    public CloseCheck check() {
        return desk.check(new CheckRequest(COMPANY, CurrencyLayer.ACCOUNTING, POSTING_DATE, null, false));
    }

    /** Before the close, as every night: up to a day of the month. */
    public ValuationRequest recalculation() {
        return valuation(RunType.RECALCULATION, RECALCULATED);
    }

    public ValuationRequest close() {
        return valuation(RunType.CLOSE, POSTING_DATE);
    }

    private static ValuationRequest valuation(RunType type, LocalDate date) {
        return ValuationRequest.of(type, COMPANY, CurrencyLayer.ACCOUNTING, date, Set.of(), Set.of());
    }

    /** The month with all that can be said of it. */
    public ClosedMonth month() {
        long close = Objects.requireNonNull(posted(RunType.CLOSE).orElseThrow().run());
        return new ClosedMonth(
                desk.voucher(posted().orElseThrow()),
                posted(RunType.RECALCULATION).orElse(null),
                desk.postedRun(close),
                desk.settled(close, Long.MAX_VALUE));
    }
}
