package org.periodclose.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.periodclose.view.Cell.Said;

/**
 * A table for people, on a terminal, a page or a sheet.
 *
 * @param name of its sheet
 * @param title above it
 * @param note below the title; empty: none
 * @param empty what is said when there are no rows
 */
public record Table(String name, Said title, Said note, List<Column> columns, Rows<Row> rows, Said empty) {
    public Table {
        columns = List.copyOf(columns);
    }

    /** What a column holds. */
    public enum Kind {
        TEXT,
        /** Text that is not broken into lines. */
        CODE,
        FIGURE,
        /** A figure that is storno. */
        STORNO,
        BAR,
        /** A {@link Cell.Branch}. */
        TREE;

        boolean isFigure() {
            return this == FIGURE || this == STORNO;
        }
    }

    /**
     * A column.
     *
     * @param key for programs, as in JSON
     * @param title for people
     */
    public record Column(String key, String title, Kind kind) {
        /** The key as CSV has it: in snake case. */
        String csvName() {
            return key.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        }
    }

    /** What a row is among the others. */
    public enum Style {
        PLAIN,
        /** Red on a terminal, also for what has failed. */
        STORNO,
        /** Of the rows above it; only on pages. */
        SUBTOTAL,
        /** Of all rows; only on pages, and there even when not all rows are. */
        TOTAL,
        /** A line across, on a terminal, without cells. */
        RULE;

        boolean isSum() {
            return this == SUBTOTAL || this == TOTAL;
        }
    }

    /** A row, with a cell for each column. */
    public record Row(Style style, List<Cell> cells) {
        static final Row RULE = new Row(Style.RULE, List.of());

        public Row {
            cells = List.copyOf(cells);
        }

        /** The same with other words in its first cell. */
        Row called(Said name) {
            List<Cell> called = new ArrayList<>(cells);
            called.set(0, Cell.of(name));
            return new Row(style, called);
        }
    }

    /** A table that is in memory. */
    static Table of(String name, Said title, Said note, List<Column> columns, List<Row> rows, Said empty) {
        for (Row row : rows) {
            if (row.style() != Style.RULE && row.cells().size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table " + name + ": " + row.cells().size() + " cells for " + columns.size() + " columns");
            }
        }
        List<Row> all = List.copyOf(rows);
        return new Table(name, title, note, columns, all::forEach, empty);
    }

    /** For a terminal, where a table is only its columns and rows. */
    static Table of(List<Column> columns, List<Row> rows) {
        return of("", Said.NOTHING, Said.NOTHING, columns, rows, Said.NOTHING);
    }

    /** Without what stands only on pages. */
    Table data() {
        List<Integer> kept = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).kind() != Kind.BAR) {
                kept.add(column);
            }
        }
        return new Table(
                name,
                title,
                note,
                kept.stream().map(columns::get).toList(),
                reader -> rows.forEach(row -> {
                    if (!row.style().isSum()) {
                        reader.accept(new Row(
                                row.style(), kept.stream().map(row.cells()::get).toList()));
                    }
                }),
                empty);
    }
}
