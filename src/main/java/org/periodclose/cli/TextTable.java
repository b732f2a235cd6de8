package org.periodclose.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows under a header, each column as wide as its widest cell, figures to the right. */
final class TextTable {
    private static final String GAP = "  ";

    /** Where the cells of a column stand. */
    enum Align {
        LEFT,
        RIGHT
    }

    private record Column(String title, Align align) {}

    private record Row(List<String> cells, UnaryOperator<String> paint, boolean rule) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    TextTable left(String title) {
        columns.add(new Column(title, Align.LEFT));
        return this;
    }

    TextTable right(String title) {
        columns.add(new Column(title, Align.RIGHT));
        return this;
    }

    TextTable row(String... cells) {
        return row(UnaryOperator.identity(), cells);
    }

    /** A row in a colour. */
    TextTable row(UnaryOperator<String> paint, String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(new Row(List.of(cells), paint, false));
        return this;
    }

    /** A line across. */
    TextTable rule() {
        rows.add(new Row(List.of(), UnaryOperator.identity(), true));
        return this;
    }

    /** Columns that the whole needs. */
    int width() {
        int width = 0;
        for (int column = 0; column < columns.size(); column++) {
            width += width(column) + (column == 0 ? 0 : GAP.length());
        }
        return width;
    }

    String text(Paint paint) {
        StringBuilder text = new StringBuilder();
        String rule = paint.faint("─".repeat(width())) + "\n";
        text.append(paint.bold(line(columns.stream().map(Column::title).toList())))
                .append('\n')
                .append(rule);
        for (Row row : rows) {
            text.append(row.rule() ? rule : row.paint().apply(line(row.cells())) + "\n");
        }
        return text.toString();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String space = " ".repeat(width(column) - length(cell));
            line.append(column == 0 ? "" : GAP);
            line.append(columns.get(column).align() == Align.RIGHT ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = length(columns.get(column).title());
        for (Row row : rows) {
            if (!row.rule()) {
                width = Math.max(width, length(row.cells().get(column)));
            }
        }
        return width;
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
