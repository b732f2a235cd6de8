package org.periodclose.desk;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.Specification;
import org.periodclose.inquiry.RunProgress;

/** The sample company and its adjustment journal. */
public final class Demo {
    public static final String COMPANY = "AWC";
    private static final String JOURNAL = "AWC-2025-10";
    private static final LocalDate POSTING_DATE = LocalDate.of(2025, 10, 31);

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
        return desk.runs(COMPANY).stream()
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
}
