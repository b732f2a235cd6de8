package org.periodclose.cli;

import org.periodclose.core.money.CurrencyLayer;
import picocli.CommandLine.Option;

/** Whose books: a company in one currency layer. */
final class BooksOptions {
    @Option(names = "--company", paramLabel = "COMPANY", required = true, description = "The company.")
    private String company = "";

    @Option(
            names = "--layer",
            paramLabel = "accounting|reporting",
            description = "Currency layer (default: accounting).")
    private CurrencyLayer layer = CurrencyLayer.ACCOUNTING;

    String company() {
        return company;
    }

    CurrencyLayer layer() {
        return layer;
    }
}
