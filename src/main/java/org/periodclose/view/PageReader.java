package org.periodclose.view;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.Cell.Said;

/**
 * Who reads a page in a browser.
 *
 * @param headings gives a heading of a table, or the name of a fact, in the reader's language
 * @param words gives the words of what is said, by its key; null: the reader has none but the English ones
 * @param links gives the address of what a cell names
 * @param english figures are written 10,972.25; else decimals stand behind a comma and digits are grouped by spaces: 10 972,25
 * @param most rows of a table that the page shows
 */
public record PageReader(
        UnaryOperator<String> headings,
        Function<String, @Nullable String> words,
        Links links,
        boolean english,
        int most) {
    /** An amount or a quantity in the reader's writing. */
    public String shown(BigDecimal number) {
        return figure(new Cell.Amount(number, false).onPage());
    }

    /** A figure in the reader's writing; other text stays as it is. */
    String figure(String text) {
        return !english && text.matches("[−-]?[0-9,]+([.][0-9]+)?( %)?")
                ? text.replace(',', '\u00A0').replace('.', ',')
                : text;
    }

    /** Writes what is said; where the reader has only the English, a screen reader is told so. */
    void write(Said said, Markup page) {
        boolean foreign = !english && own(said) == null;
        if (foreign) {
            page.openWith("span", "lang", "en");
        }
        for (Said.Piece piece : pieces(said)) {
            page.text(piece.words());
            if (piece.value() instanceof Cell.Worded worded) {
                write(worded.said(), page);
            } else if (piece.value() != null) {
                page.text(value(piece.value()));
            }
        }
        if (foreign) {
            page.close();
        }
    }

    /** The same where no element can stand. */
    String text(Said said) {
        return pieces(said).stream()
                .map(piece -> piece.words() + (piece.value() == null ? "" : value(piece.value())))
                .collect(Collectors.joining());
    }

    private List<Said.Piece> pieces(Said said) {
        return said.pieces(Objects.requireNonNullElse(own(said), said.words()));
    }

    private @Nullable String own(Said said) {
        return said.key().isEmpty() ? said.words() : words.apply(said.key());
    }

    private String value(Cell value) {
        return value instanceof Cell.Worded worded
                ? text(worded.said())
                : value instanceof Cell.Amount
                        ? figure(value.onPage())
                        : value instanceof Cell.Count ? figure(value.shown()) : value.shown();
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
