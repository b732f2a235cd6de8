package org.periodclose.core.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A company with its parameters and its fiscal periods.
 *
 * @param parameters each as companies.csv writes it; empty: no value
 * @param accountingClosedOn the last day of the last active inventory close of the accounting currency; null: none
 * @param reportingClosedOn the same of the reporting currency
 * @param roundingAccounts where roundings go if USE_ROUNDING_ACCOUNTS is true
 * @param periods by their dates
 */
public record CompanyCard(
        String company,
        Map<CompanyParameter, String> parameters,
        @Nullable LocalDate accountingClosedOn,
        @Nullable LocalDate reportingClosedOn,
        List<RoundingAccount> roundingAccounts,
        List<FiscalPeriod> periods) {
    public CompanyCard {
        parameters = Map.copyOf(parameters);
        roundingAccounts = List.copyOf(roundingAccounts);
        periods = List.copyOf(periods);
    }

    public String parameter(CompanyParameter parameter) {
        return parameters.getOrDefault(parameter, "");
    }

    /**
     * A posting profile.
     *
     * @param accountType ROUNDING_PROFIT or ROUNDING_LOSS
     * @param itemCode TABLE, GROUP or ALL
     * @param itemRelation the item or the group; empty: ALL
     */
    public record RoundingAccount(String accountType, String itemCode, String itemRelation, String mainAccount) {}
}
