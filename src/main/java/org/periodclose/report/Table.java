package org.periodclose.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table of a report.
 *
 * @param name of its sheet
 * @param title above it
 * @param note below the title; empty: none
 * @param rows read each time they are written, so that they need not fit into memory
 * @param empty what is said when there are none
 */
public record Table(String name, String title, String note, List<Column> columns, Rows rows, String empty) {
    public Table {
        columns = List.copyOf(columns);
    }

    /** Tells every row to whom it is given, in order. */
    @FunctionalInterface
    public interface Rows {
        void forEach(Consumer<Row> reader);
    }

    /** What a column holds. */
    public enum Kind {
        TEXT,
        /** Text that is not broken into lines. */
        CODE,
        FIGURE,
        /** A figure that is storno. */
        STORNO,
        BAR;

        boolean isFigure() {
            return this == FIGURE || this == STORNO;
        }
    }

    /**
     * A column.
     *
     * @param title for people
     * @param key for programs
     */
    public record Column(String title, String key, Kind kind) {
        static Column text(String title, String key) {
            return new Column(title, key, Kind.TEXT);
        }

        static Column figure(String title, String key) {
            return new Column(title, key, Kind.FIGURE);
        }

        static Column code(String title, String key) {
            return new Column(title, key, Kind.CODE);
        }

        static Column figure(String title, String key, boolean storno) {
            return new Column(title, key, storno ? Kind.STORNO : Kind.FIGURE);
        }

        /** Only on pages. */
        static Column bar(String title) {
            return new Column(title, "", Kind.BAR);
        }
    }

    /** What a row is among the others. */
    public enum Style {
        PLAIN,
        STORNO,
        /** Of the rows above it; only on pages. */
        SUBTOTAL,
        /** Of all rows; only on pages, and there even when not all rows are. */
        TOTAL;

        boolean isSum() {
            return this == SUBTOTAL || this == TOTAL;
        }
    }

    /** A row, with a cell for each column. */
    public record Row(Style style, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        static Row of(Style style, Cell... cells) {
            return new Row(style, List.of(cells));
        }
    }

    /** A table that is in memory. */
    static Table of(String name, String title, String note, List<Column> columns, List<Row> rows, String empty) {
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table " + name + ": " + row.cells().size() + " cells for " + columns.size() + " columns");
            }
        }
        List<Row> all = List.copyOf(rows);
        return new Table(name, title, note, columns, all::forEach, empty);
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
