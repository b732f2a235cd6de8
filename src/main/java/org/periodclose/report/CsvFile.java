package org.periodclose.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The main table of a report as CSV (RFC 4180, UTF-8). */
public final class CsvFile implements ReportForm {
    /** What a spreadsheet takes for the start of a formula, also as a full-width sign (East Asian keyboards) or behind the end of a line. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static final Pattern PLAIN_NUMBER = Pattern.compile("[+-][0-9]+([.][0-9]+)?");

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        Table table = report.main().data();
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        csv.writeRecord(table.columns().stream().map(Table.Column::key).toList());
        table.rows()
                .forEach(row ->
                        csv.writeRecord(row.cells().stream().map(CsvFile::text).toList()));
        csv.flush();
    }

    private static String text(Cell cell) {
        return cell instanceof Cell.Text || cell instanceof Cell.Named ? safe(cell.plain()) : cell.plain();
    }

    /**
     * A text as a spreadsheet takes it for text: an apostrophe stands before what it would compute. Plain numbers stay as they are, since a
     * spreadsheet and a program read the same in them.
     */
    public static String safe(String text) {
        boolean computed = !text.isEmpty()
                && FORMULA.indexOf(text.charAt(0)) >= 0
                && !PLAIN_NUMBER.matcher(text).matches();
        return computed ? "'" + text : text;
    }
}
