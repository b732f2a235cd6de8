package org.periodclose.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.CompanyCard;
import org.periodclose.core.ledger.CompanyChange;
import org.periodclose.core.ledger.FiscalPeriod;
import org.periodclose.core.ledger.ParameterChange;
import org.periodclose.setup.CompanySetup;

/** What a company decides for itself. What is refused is thrown as {@link org.periodclose.core.fault.Refused}. */
public final class Setup {
    private final CompanySetup setup;

    Setup(CompanySetup setup) {
        this.setup = setup;
    }

    public CompanyCard company(String company) {
        return setup.card(company);
    }

    /**
     * Changes parameters, all of them or none, by the rules of the import.
     *
     * @throws org.periodclose.core.fault.Refused VALUE_CHANGED if one is not what was seen any more; and as an import
     */
    public CompanyCard change(String company, List<ParameterChange> changes) {
        return setup.change(company, changes);
    }

    /**
     * Opens, holds or closes a fiscal period.
     *
     * @param seen the status that was seen before
     * @throws org.periodclose.core.fault.Refused VALUE_CHANGED if it has another one now; and as an import
     */
    public CompanyCard changePeriod(
            String company, String period, FiscalPeriod.Status seen, FiscalPeriod.Status wanted) {
        return setup.changePeriod(company, period, seen, wanted);
    }

    /**
     * What was changed of a company and its fiscal periods, here and by imports, the latest first.
     *
     * @param before only what has a smaller id; null: from the latest on
     * @param limit at most so many
     */
    public List<CompanyChange> changes(String company, @Nullable Long before, int limit) {
        return setup.changes(company, before, limit);
    }
}
