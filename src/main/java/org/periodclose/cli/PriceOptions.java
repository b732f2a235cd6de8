package org.periodclose.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.costing.UnitPrice;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.ledger.RunType;
import org.periodclose.desk.PriceList;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a revaluation and a conversion have in common: which items, at which prices, and how that is posted. */
final class PriceOptions {
    private static final String PRICE = "--price";
    private static final String PRICES = "--prices";
    private static final String ITEM_COST_PRICE = "--item-cost-price";

    @Mixin
    private BooksOptions books = new BooksOptions();

    @Option(names = "--item", paramLabel = "ITEM", description = "Only this item; may be given several times.")
    private List<String> items = List.of();

    @Option(
            names = PRICE,
            paramLabel = "PRICE",
            converter = Values.Limit.class,
            description = "Value of one unit of each --item.")
    private @Nullable BigDecimal price;

    @Option(
            names = PRICES,
            paramLabel = "FILE",
            description = {
                "CSV file with the columns item_number,price and, if wanted, site:",
                "a price with a site is for that site, one without for all others."
            })
    private @Nullable Path prices;

    @Option(names = ITEM_COST_PRICE, description = "Value of one unit is the cost price of the item in items.csv.")
    private boolean itemCostPrice;

    @Mixin
    private LedgerOptions ledger = new LedgerOptions();

    @Mixin
    private PostingOptions posting = new PostingOptions();

    boolean dryRun() {
        return posting.dryRun();
    }

    String company() {
        return books.company();
    }

    /** @throws Refused if the options do not fit together, or the file of prices has a fault */
    RevaluationRequest request(RunType type, LocalDate date) {
        String option = option();
        return new RevaluationRequest(
                type,
                books.company(),
                books.layer(),
                date,
                new TreeSet<>(items),
                prices(),
                option,
                ledger.specification(),
                ledger.storno(),
                posting.note(),
                posting.dryRun(),
                posting.expect());
    }

    private @Nullable List<UnitPrice> prices() {
        if (prices != null) {
            return PriceList.read(String.valueOf(prices.getFileName()), prices);
        }
        BigDecimal each = price;
        return each == null
                ? null
                : new TreeSet<>(items)
                        .stream().map(item -> new UnitPrice(item, null, each)).toList();
    }

    /** The one option that gives the prices, as it is typed. */
    private String option() {
        List<String> given = Stream.of(
                        price == null ? null : PRICE + " " + price.toPlainString(),
                        prices == null ? null : Shell.option(PRICES, prices.toString()),
                        itemCostPrice ? ITEM_COST_PRICE : null)
                .filter(Objects::nonNull)
                .toList();
        if (given.size() != 1) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    given.isEmpty() ? "no price is given" : String.join(" and ", given) + " are given together",
                    "give one of " + PRICE + ", " + PRICES + " and " + ITEM_COST_PRICE);
        }
        if (price != null && items.isEmpty()) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    PRICE + " is given without --item",
                    "name the item with --item, or give each item its price with " + PRICES);
        }
        return given.get(0);
    }

    /** @throws Refused if no item is named */
    void requireItems() {
        if (items.isEmpty()) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "no item is named",
                    "name each item to be converted with --item: a conversion cannot be taken back");
        }
    }
}
