package org.periodclose.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A report as one self-contained page, for the browser and, being well-formed XML, for the PDF. Of a long table it shows the first rows and says
 * so: a page of a million rows is of no use to anybody.
 */
public final class HtmlPage implements ReportForm {
    private static final int SHOWN_ROWS = 500;
    private static final int FACTS_IN_A_ROW = 2;
    private static final int LONGEST_NAME = 40;
    private static final int MOST_FIGURES = 7;

    private final int shownRows;

    public HtmlPage() {
        this(SHOWN_ROWS);
    }

    HtmlPage(int shownRows) {
        this.shownRows = shownRows;
    }

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        write(report, writer);
        writer.flush();
    }

    void write(Report report, Writer out) {
        Markup page = new Markup(out);
        page.begin();
        page.open("head");
        page.openWith("meta", "charset", "utf-8").close();
        page.openWith("meta", "name", "viewport", "content", "width=device-width")
                .close();
        page.element("title", "", report.title() + ", " + report.subtitle());
        page.element("style", "", style(report));
        page.close();
        page.open("body");
        head(page, report);
        for (Table table : report.tables()) {
            table(page, table);
        }
        if (!report.proofs().isEmpty()) {
            facts(page, "proofs", report.proofs(), 1);
        }
        page.close();
        page.end();
    }

    private static String style(Report report) {
        try (InputStream css = Objects.requireNonNull(HtmlPage.class.getResourceAsStream("/report.css"))) {
            boolean wide = report.tables().stream().anyMatch(HtmlPage::isWide);
            return new String(css.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("PAPER", wide ? "A4 landscape" : "A4")
                    .replace("WIDTH", wide ? "265mm" : "178mm")
                    .replace("FOOT", quoted(report.title() + "  ·  " + report.subtitle()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTree(Table table) {
        return table.columns().stream().anyMatch(column -> column.kind() == Table.Kind.TREE);
    }

    /** Too much for a page in portrait. */
    private static boolean isWide(Table table) {
        return table.columns().stream()
                                .filter(column -> column.kind().isFigure())
                                .count()
                        > MOST_FIGURES
                || isTree(table);
    }

    /** As a CSS string, every character that could mean something by its number. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        CleanText.of(text).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || c == ' ') {
                quoted.appendCodePoint(c);
            } else {
                quoted.append('\\').append(Integer.toHexString(c)).append(' ');
            }
        });
        return quoted.append('"').toString();
    }

    private static void head(Markup page, Report report) {
        page.element("div", "kind", report.kind());
        page.element("h1", "", report.title());
        page.element("div", "subtitle", report.subtitle());
        if (!report.figures().isEmpty()) {
            page.openWith("table", "class", "figures").open("tr");
            for (Report.Figure figure : report.figures()) {
                page.open("td");
                page.element("div", "name", figure.name());
                page.element("div", figure.storno() ? "value storno" : "value", figure.value());
                page.close();
            }
            page.close().close();
        }
        facts(page, "facts", report.facts(), FACTS_IN_A_ROW);
    }

    private static void facts(Markup page, String style, List<Report.Fact> facts, int inARow) {
        page.openWith("table", "class", style);
        for (int first = 0; first < facts.size(); first += inARow) {
            page.open("tr");
            for (int fact = first; fact < first + inARow; fact++) {
                page.element("td", "name", fact < facts.size() ? facts.get(fact).name() : "");
                page.element(
                        "td",
                        "value",
                        fact < facts.size() ? facts.get(fact).value().toString() : "");
            }
            page.close();
        }
        page.close();
    }

    private void table(Markup page, Table table) {
        page.element("h2", "", table.title().toString());
        if (!table.note().isEmpty()) {
            page.element("div", "note", table.note().toString());
        }
        Body body = new Body(page, table);
        table.rows().forEach(body::add);
        body.end();
    }

    /** The rows of a table, begun with the first of them. */
    private final class Body {
        private final Markup page;
        private final Table table;
        private final int levels;
        private boolean begun;
        private long rows;

        Body(Markup page, Table table) {
            this.page = page;
            this.table = table;
            this.levels = isTree(table) ? TreeCell.levels(table) : 0;
        }

        void add(Table.Row row) {
            if (!begun) {
                begin();
            }
            if (!row.style().isSum()) {
                rows++;
            }
            if (rows <= shownRows || row.style() == Table.Style.TOTAL) {
                page.openWith("tr", "class", row.style().name().toLowerCase(java.util.Locale.ROOT));
                for (int column = 0; column < table.columns().size(); column++) {
                    Cell cell = row.cells().get(column);
                    if (cell instanceof Cell.Branch branch) {
                        TreeCell.write(page, branch, levels);
                    } else {
                        cell(page, table.columns().get(column), cell);
                    }
                }
                page.close();
            }
        }

        private void begin() {
            begun = true;
            page.openWith("table", "class", isTree(table) ? "data tree" : "data")
                    .open("thead")
                    .open("tr");
            for (Table.Column column : table.columns()) {
                if (column.kind() == Table.Kind.BAR) {
                    page.element("th", "bar left-bar", "");
                    page.element("th", "bar right-bar", "");
                } else if (column.kind() == Table.Kind.TREE) {
                    TreeCell.head(page, column.title(), levels);
                } else {
                    page.element("th", style(column), column.title());
                }
            }
            page.close().close().open("tbody");
        }

        void end() {
            if (!begun) {
                page.element("div", "empty", table.empty().toString());
                return;
            }
            page.close().close();
            if (rows > shownRows) {
                page.element(
                        "div",
                        "note",
                        "The first " + count(shownRows) + " of " + count(rows)
                                + " lines. All of them are in the same report as csv or xlsx.");
            }
        }

        private static String count(long count) {
            return Cell.of(count).onPage();
        }
    }

    private static void cell(Markup page, Table.Column column, Cell cell) {
        if (column.kind() != Table.Kind.BAR) {
            page.openWith("td", "class", style(column));
            if (cell instanceof Cell.Named named) {
                // A code is enough to find a thing; its name shall not make every row two lines high.
                page.text(named.code()).element("span", "called", " " + Amounts.cut(named.name(), LONGEST_NAME));
            } else {
                page.text(cell.onPage());
            }
            page.close();
            return;
        }
        Cell.Bars bars = cell instanceof Cell.Bars given ? given : new Cell.Bars(0, 0, false);
        bar(page, "bar left-bar", bars.left(), bars.storno());
        bar(page, "bar right-bar", bars.right(), false);
    }

    private static void bar(Markup page, String style, int thousandths, boolean storno) {
        page.openWith("td", "class", style);
        if (thousandths > 0) {
            page.openWith(
                            "div",
                            "class",
                            storno ? "storno" : "plus",
                            "style",
                            "width: " + BigDecimal.valueOf(thousandths, 1).toPlainString() + "%")
                    .close();
        }
        page.close();
    }

    private static String style(Table.Column column) {
        return switch (column.kind()) {
            case FIGURE -> "figure";
            case STORNO -> "figure storno";
            case CODE -> "code";
            case TEXT, BAR, TREE -> "";
        };
    }
}
