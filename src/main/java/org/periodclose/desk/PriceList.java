package org.periodclose.desk;

import java.nio.file.Path;
import java.util.List;
import org.periodclose.core.costing.UnitPrice;
import org.periodclose.intake.PriceFile;

/** The prices for a revaluation or a conversion, from a file; needs no database. */
public final class PriceList {
    private PriceList() {}

    /**
     * The prices in a CSV file.
     *
     * @param name what messages call it
     * @throws org.periodclose.core.fault.Refused with every fault of the file
     */
    public static List<UnitPrice> read(String name, Path file) {
        return PriceFile.read(name, file);
    }
}
