package org.periodclose.view;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a page in a browser.
 *
 * @param words gives a heading of a table, or the name of a fact, in the reader's language
 * @param links gives the address of what a cell names
 * @param comma decimals stand behind a comma and digits are grouped by spaces: 10 972,25
 * @param most rows of a table that the page shows
 */
public record PageReader(UnaryOperator<String> words, Links links, boolean comma, int most) {
    /** An amount or a quantity in the reader's writing. */
    public String shown(BigDecimal number) {
        return figure(new Cell.Amount(number, false).onPage());
    }

    /** A figure in the reader's writing; other text stays as it is. */
    String figure(String text) {
        return comma && text.matches("[−-]?[0-9,]+([.][0-9]+)?( %)?")
                ? text.replace(',', '\u00A0').replace('.', ',')
                : text;
    }

    /** Gives the address of what a cell names. */
    @FunctionalInterface
    public interface Links {
        /**
         * Null: it has none.
         *
         * @param column its key, as in JSON
         * @param row what programs read in the row, by key
         */
        @Nullable
        String of(String column, Map<String, String> row);
    }
}
