package org.periodclose.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Rows under a header, each column as wide as its widest cell, figures to the right. Each cell is measured once when it is added, once when it is written. */
final class TextTable {
    private static final String GAP = "  ";

    /** The columns of a terminal that a text takes. */
    private final ToIntFunction<String> measure;

    /** Where the cells of a column stand. */
    enum Align {
        LEFT,
        RIGHT
    }

    private static final class Column {
        final String title;
        final Align align;
        int width;

        Column(String title, Align align, int width) {
            this.title = title;
            this.align = align;
            this.width = width;
        }
    }

    private record Row(List<String> cells, UnaryOperator<String> paint, boolean rule) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    TextTable() {
        this(text -> text.codePointCount(0, text.length()));
    }

    TextTable(ToIntFunction<String> measure) {
        this.measure = measure;
    }

    TextTable left(String title) {
        return column(title, Align.LEFT);
    }

    TextTable right(String title) {
        return column(title, Align.RIGHT);
    }

    private TextTable column(String title, Align align) {
        columns.add(new Column(title, align, measure.applyAsInt(title)));
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
        for (int column = 0; column < cells.length; column++) {
            Column widened = columns.get(column);
            widened.width = Math.max(widened.width, measure.applyAsInt(cells[column]));
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
        int gaps = GAP.length() * Math.max(0, columns.size() - 1);
        return columns.stream().mapToInt(column -> column.width).sum() + gaps;
    }

    String text(Paint paint) {
        StringBuilder text = new StringBuilder();
        String rule = paint.faint("─".repeat(width())) + "\n";
        text.append(paint.bold(line(columns.stream().map(column -> column.title).toList())))
                .append('\n')
                .append(rule);
        for (Row row : rows) {
            text.append(row.rule() ? rule : row.paint().apply(line(row.cells())) + "\n");
        }
        return text.toString();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < cells.size(); at++) {
            String cell = cells.get(at);
            Column column = columns.get(at);
            String space = " ".repeat(column.width - measure.applyAsInt(cell));
            line.append(at == 0 ? "" : GAP);
            line.append(column.align == Align.RIGHT ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }
}
