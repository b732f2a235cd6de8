package org.periodclose.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.AllocationPrinciple;
import org.periodclose.core.settlement.MethodName;
import picocli.CommandLine.Option;

/** How {@code adjust} finds its amounts. */
final class MethodOptions {
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            completionCandidates = MethodWord.Candidates.class,
            description = {
                "How amounts are computed:",
                "item-cost-price: to quantity times the item's cost price",
                "fixed-cost-price: to quantity times --price",
                "percent: by --percent of the value",
                "amount: by --amount in all, spread by --principle",
                "value: to --value in all, spread by --principle",
                "from-ledger-account: by the balance of --account at --balance-date, spread by --principle; the account takes the other side"
            })
    private @Nullable MethodWord method;

    @Option(names = "--price", paramLabel = "PRICE", description = "Cost price of one unit.")
    private @Nullable BigDecimal price;

    @Option(
            names = "--amount",
            paramLabel = "AMOUNT",
            description = "What to add, or with a minus to take away, in all.")
    private @Nullable BigDecimal amount;

    @Option(names = "--value", paramLabel = "VALUE", description = "What the selected receipts are to be worth in all.")
    private @Nullable BigDecimal value;

    @Option(
            names = "--percent",
            paramLabel = "PERCENT",
            description = "Part of the value: 5 adds a twentieth, -5 takes it away.")
    private @Nullable BigDecimal percent;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Main account whose balance is spread.")
    private @Nullable String account;

    @Option(
            names = "--balance-date",
            paramLabel = "DATE",
            description = "Balance at the end of this day, like 2025-10-31.")
    private @Nullable LocalDate balanceDate;

    @Option(
            names = MethodWord.PRINCIPLE,
            paramLabel = "quantity|value",
            description = "Spread in proportion to the quantity (default) or the value of the receipts.")
    private @Nullable AllocationPrinciple principle;

    /** @throws org.periodclose.core.fault.Refused if the options do not fit the method */
    AdjustmentMethod method() {
        if (method == null) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "adjust needs --method for a new journal, or --again for one that it has made",
                    "give one of the two, see adjust --help");
        }
        method.requireItsOptions(names());
        BigDecimal figure = Stream.of(price, amount, value, percent)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        AllocationPrinciple spreadBy = principle == null ? AllocationPrinciple.QUANTITY : principle;
        try {
            return new AdjustmentMethod(
                    MethodName.valueOf(method.name()),
                    figure,
                    account,
                    balanceDate,
                    method.takesPrinciple() ? spreadBy : null);
        } catch (IllegalArgumentException nonsense) {
            throw new Refused(FaultCode.WRONG_USAGE, String.valueOf(nonsense.getMessage()), "see adjust --help");
        }
    }

    /** The options that are given, the method apart. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        add(names, "--price", price);
        add(names, "--amount", amount);
        add(names, "--value", value);
        add(names, "--percent", percent);
        add(names, "--account", account);
        add(names, "--balance-date", balanceDate);
        add(names, MethodWord.PRINCIPLE, principle);
        return names;
    }

    private static void add(List<String> names, String name, @Nullable Object value) {
        if (value != null) {
            names.add(name);
        }
    }
}
