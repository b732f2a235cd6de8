package org.periodclose.view;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A report as a workbook: a sheet for what it is about, then one for each table, with all rows. Written as it is read. */
public final class XlsxFile implements ReportForm {
    /** The header is one of the 1,048,576 rows that a sheet can have. */
    private static final int LONGEST_SHEET = 1_048_575;

    private static final int ROWS_IN_MEMORY = 1_000;
    private static final int LONGEST_TEXT = 32_767;
    /** A spreadsheet keeps numbers as floating point: what has more digits would silently become another amount. */
    private static final int EXACT_DIGITS = 15;

    private final int longestSheet;

    public XlsxFile() {
        this(LONGEST_SHEET);
    }

    XlsxFile(int longestSheet) {
        this.longestSheet = longestSheet;
    }

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        try (Workbook workbook = new Workbook(new LeftOpen(out), "Period Close", null)) {
            about(workbook.newWorksheet("Report"), report);
            for (Table table : report.tables()) {
                sheets(workbook, table.data());
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** One table without a sheet of what it is about. */
    void write(Table table, OutputStream out) throws IOException {
        try (Workbook workbook = new Workbook(new LeftOpen(out), "Period Close", null)) {
            sheets(workbook, table.data());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void about(Worksheet sheet, Report report) throws IOException {
        sheet.inlineString(0, 0, clean(report.title()));
        sheet.style(0, 0).bold().fontSize(14).set();
        sheet.inlineString(1, 0, clean(report.subtitle()));
        int row = 3;
        for (Report.Fact fact : Stream.of(
                        report.figures().stream().map(figure -> new Report.Fact(figure.name(), figure.value())),
                        report.facts().stream(),
                        report.proofs().stream())
                .flatMap(facts -> facts)
                .toList()) {
            sheet.inlineString(row, 0, clean(fact.name()));
            sheet.inlineString(row, 1, clean(fact.value().toString()));
            row++;
        }
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.width(0, 28);
        sheet.width(1, 70);
        sheet.finish();
    }

    private void sheets(Workbook workbook, Table table) throws IOException {
        Sheets sheets = new Sheets(workbook, table);
        table.rows().forEach(sheets::add);
        sheets.finish();
    }

    /** The sheets of one table: one, or as many as its rows need. */
    private final class Sheets {
        private final Workbook workbook;
        private final Table table;
        private Worksheet sheet;
        private int number = 1;
        private int row;

        Sheets(Workbook workbook, Table table) {
            this.workbook = workbook;
            this.table = table;
            this.sheet = begin();
        }

        private Worksheet begin() {
            Worksheet begun = workbook.newWorksheet(number == 1 ? table.name() : table.name() + " " + number);
            begun.freezePane(0, 1);
            begun.paperSize(PaperSize.A4_PAPER);
            begun.pageOrientation("landscape");
            begun.repeatRows(0);
            List<Table.Column> columns = table.columns();
            for (int column = 0; column < columns.size(); column++) {
                boolean figure = columns.get(column).kind().isFigure();
                Table.Column head = columns.get(column);
                begun.inlineString(0, column, head.title().isEmpty() ? head.csvName() : head.title());
                begun.style(0, column)
                        .bold()
                        .horizontalAlignment(figure ? "right" : "left")
                        .set();
                begun.width(column, figure ? 16 : 22);
            }
            row = 0;
            return begun;
        }

        void add(Table.Row added) {
            try {
                if (row == longestSheet) {
                    sheet.finish();
                    number++;
                    sheet = begin();
                }
                row++;
                for (int column = 0; column < added.cells().size(); column++) {
                    cell(sheet, row, column, added.cells().get(column));
                }
                if (row % ROWS_IN_MEMORY == 0) {
                    sheet.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void finish() throws IOException {
            sheet.finish();
        }
    }

    private static void cell(Worksheet sheet, int row, int column, Cell cell) {
        if (cell instanceof Cell.Amount amount) {
            if (amount.isNothing()) {
                return;
            }
            number(sheet, row, column, amount.amount());
        } else if (cell instanceof Cell.Percent percent) {
            number(sheet, row, column, percent.percent());
        } else if (cell instanceof Cell.Count count) {
            sheet.value(row, column, count.count());
            sheet.style(row, column).format("#,##0").set();
        } else if (cell instanceof Cell.Day day) {
            sheet.value(row, column, day.day());
            sheet.style(row, column).format("yyyy-mm-dd").set();
        } else if (cell instanceof Cell.Flag flag) {
            sheet.value(row, column, flag.set());
        } else if (!cell.plain().isEmpty()) {
            sheet.inlineString(row, column, clean(cell.plain()));
        }
    }

    private static void number(Worksheet sheet, int row, int column, BigDecimal number) {
        if (number.precision() > EXACT_DIGITS) {
            sheet.inlineString(row, column, number.toPlainString());
            return;
        }
        sheet.value(row, column, number);
        sheet.style(row, column)
                .format(number.scale() > 0 ? "#,##0." + "0".repeat(number.scale()) : "#,##0")
                .set();
    }

    private static String clean(String text) {
        String clean = CleanText.of(text);
        return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT);
    }

    /** The workbook closes what it writes to; the caller's stream stays open. */
    private static final class LeftOpen extends java.io.FilterOutputStream {
        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
