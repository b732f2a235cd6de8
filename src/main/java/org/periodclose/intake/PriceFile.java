package org.periodclose.intake;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.periodclose.core.costing.UnitPrice;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;

/** Prices for a revaluation or a conversion: item_number, price and, where it differs from the others, site. */
public final class PriceFile extends ImportFile {
    private static final String ITEM_NUMBER = "item_number";
    private static final String PRICE = "price";
    private static final String SITE = "site";
    private static final int DECIMALS = 6;

    private final List<UnitPrice> prices = new ArrayList<>();
    private final Set<List<String>> priced = new HashSet<>();

    private PriceFile(String name) {
        super(
                name,
                PRICE,
                Target.setUp("", ""),
                List.of(
                        Column.key(ITEM_NUMBER, Format.CODE),
                        Column.required(PRICE, Format.decimals(DECIMALS)),
                        Column.later(SITE, Format.CODE, null)));
    }

    /**
     * Reads the whole file.
     *
     * @param name what messages call it
     * @throws Refused with every fault
     */
    public static List<UnitPrice> read(String name, Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Refused(
                    FaultCode.BAD_FILE,
                    "the file of prices " + Text.quoted(file.toString()) + " "
                            + (Files.isDirectory(file)
                                    ? "is a directory"
                                    : Files.exists(file) ? "cannot be read by this user" : "does not exist"),
                    "give --prices a CSV file with the columns item_number,price");
        }
        PriceFile list = new PriceFile(name);
        FaultLog faults = new FaultLog();
        faults.enter(list.name());
        try {
            new Staging(list, faults, new RefusedNames()).read(ImportSource.file(file), Nowhere::new);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (list.prices.isEmpty() && faults.count() == 0) {
            faults.add(1, ITEM_NUMBER, FaultCode.BAD_FILE, "the file has no price", "give each item a line");
        }
        faults.refuseIfAny();
        return list.prices;
    }

    @Override
    void check(Row row) {
        String item = row.value(ITEM_NUMBER);
        String price = row.value(PRICE);
        String site = row.value(SITE);
        if (price != null && Format.signum(price) < 0) {
            row.refuse(PRICE, price + " is below zero", "give a price per unit of zero or more");
        } else if (item != null && !priced.add(List.of(item, Objects.requireNonNullElse(site, "")))) {
            row.refuse(
                    ITEM_NUMBER,
                    "item " + Text.quoted(item) + (site == null ? "" : " at site " + Text.quoted(site))
                            + " has a price in another line",
                    "keep one of the two lines");
        } else if (item != null && price != null) {
            prices.add(new UnitPrice(item, site, new BigDecimal(price)));
        }
    }
}
