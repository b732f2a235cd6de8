package org.periodclose.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.settlement.AdjustmentMethod;
import org.periodclose.settlement.AllocationPrinciple;
import picocli.CommandLine.Option;

/** How {@code adjust} finds its amounts. */
final class MethodOptions {
    static final String PRINCIPLE = "--principle";

    @Option(
            names = "--method",
            required = true,
            paramLabel = "METHOD",
            completionCandidates = MethodWord.Candidates.class,
            description = {
                "How amounts are found:",
                "item-cost-price: to quantity times the item's cost price",
                "fixed-cost-price: to quantity times --price",
                "percent: by --percent of the value",
                "amount: by --amount in all, spread by --principle",
                "value: to --value in all, spread by --principle",
                "from-ledger-account: by the balance of --account at --balance-date, spread by --principle; the account takes the other side"
            })
    @SuppressWarnings("NullAway.Init")
    private MethodWord method;

    @Option(names = "--price", paramLabel = "PRICE", description = "Cost price of one unit.")
    @Nullable
    BigDecimal price;

    @Option(
            names = "--amount",
            paramLabel = "AMOUNT",
            description = "What to add, or with a minus to take away, in all.")
    @Nullable
    BigDecimal amount;

    @Option(names = "--value", paramLabel = "VALUE", description = "What the selected receipts are to be worth in all.")
    @Nullable
    BigDecimal value;

    @Option(
            names = "--percent",
            paramLabel = "PERCENT",
            description = "Part of the value: 5 adds a twentieth, -5 takes it away.")
    @Nullable
    BigDecimal percent;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Main account whose balance is spread.")
    @Nullable
    String account;

    @Option(
            names = "--balance-date",
            paramLabel = "DATE",
            description = "Balance at the end of this day, like 2025-10-31.")
    private @Nullable LocalDate balanceDate;

    @Option(
            names = PRINCIPLE,
            paramLabel = "quantity|value",
            description = "Spread in proportion to the quantity (default) or the value of the receipts.")
    private @Nullable AllocationPrinciple principle;

    /** @throws org.periodclose.fault.Refused if the options do not fit the method */
    AdjustmentMethod method() {
        return method.of(this);
    }

    LocalDate balanceDate() {
        return Objects.requireNonNull(balanceDate);
    }

    AllocationPrinciple principle() {
        return principle == null ? AllocationPrinciple.QUANTITY : principle;
    }

    /** The options that are given, the method apart. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        add(names, "--price", price);
        add(names, "--amount", amount);
        add(names, "--value", value);
        add(names, "--percent", percent);
        add(names, "--account", account);
        add(names, "--balance-date", balanceDate);
        add(names, PRINCIPLE, principle);
        return names;
    }

    private static void add(List<String> names, String name, @Nullable Object value) {
        if (value != null) {
            names.add(name);
        }
    }
}
