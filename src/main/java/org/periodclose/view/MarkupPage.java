package org.periodclose.view;

import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.Cell.Said;

/** What a person reads of a result, as the middle of a page in a browser: elements without a style or script of their own. */
public final class MarkupPage implements Page {
    private final StringWriter written = new StringWriter();
    private final Markup page = new Markup(written);
    private final PageReader reader;
    private boolean inFacts;

    private MarkupPage(PageReader reader) {
        this.reader = reader;
    }

    /** A result as its command shows it on a terminal. */
    public static String of(View<?> view, PageReader reader) {
        MarkupPage page = new MarkupPage(reader);
        view.text(page);
        return page.text();
    }

    /** A report with the first rows of each table. */
    public static String of(Report report, PageReader reader) {
        MarkupPage page = new MarkupPage(reader);
        page.write(report);
        return page.text();
    }

    private String text() {
        endFacts();
        page.flush();
        return written.toString();
    }

    private void write(Report report) {
        if (!report.figures().isEmpty()) {
            page.openWith("dl", "class", "figures");
            for (Report.Figure figure : report.figures()) {
                page.open("div");
                page.element("dt", "", reader.headings().apply(figure.name()));
                page.element("dd", figure.storno() ? "storno" : "", reader.figure(figure.value()));
                page.close();
            }
            page.close();
        }
        report.facts().forEach(fact -> fact(fact.name(), fact.value()));
        report.tables().forEach(this::table);
        report.proofs().forEach(proof -> fact(proof.name(), proof.value()));
        if (!report.faults().isEmpty()) {
            FaultViews.refused(report.faults()).text(this);
        }
    }

    @Override
    public boolean quiet() {
        return false;
    }

    @Override
    public boolean readsOnlyWhatItShows() {
        return true;
    }

    @Override
    public boolean draws() {
        return true;
    }

    @Override
    public void note(Said message) {
        endFacts();
        said("p", "note", message);
    }

    @Override
    public Page line(Said text) {
        endFacts();
        if (!text.isEmpty()) {
            said("p", "line", text);
        }
        return this;
    }

    @Override
    public Page head(Said subject, Said more) {
        endFacts();
        page.open("h2");
        reader.write(subject, page);
        if (!more.isEmpty()) {
            said("span", "more", more);
        }
        page.close();
        return this;
    }

    @Override
    public Page fact(String name, @Nullable Said value) {
        if (value == null) {
            return this;
        }
        if (!inFacts) {
            page.openWith("dl", "class", "facts");
            inFacts = true;
        }
        page.open("div");
        page.element("dt", "", reader.headings().apply(name));
        said("dd", "", value);
        page.close();
        return this;
    }

    private void said(String name, String style, Said said) {
        if (style.isEmpty()) {
            page.open(name);
        } else {
            page.openWith(name, "class", style);
        }
        reader.write(said, page);
        page.close();
    }

    private void endFacts() {
        if (inFacts) {
            page.close();
            inFacts = false;
        }
    }

    @Override
    public Page table(Table table) {
        endFacts();
        if (!table.title().isEmpty()) {
            said("h2", "", table.title());
        }
        if (!table.note().isEmpty()) {
            said("p", "note", table.note());
        }
        new MarkupTable(page, table, reader).write();
        return this;
    }

    @Override
    public Page wrapping(Table table) {
        return table(table);
    }

    @Override
    public Page fitting(Table table, List<Integer> longestNames) {
        Objects.requireNonNull(longestNames);
        return table(table);
    }
}
