package org.periodclose.view;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.periodclose.view.Table.Column;

/** CSV for spreadsheets (RFC 4180, UTF-8): the records of a result, or the main table of a report. Written as it is read. */
public final class CsvFile implements ReportForm {
    /** What a spreadsheet takes for the start of a formula, also as a full-width sign (East Asian keyboards) or behind the end of a line. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static final Pattern PLAIN_NUMBER = Pattern.compile("[+-][0-9]+([.][0-9]+)?");

    @Override
    public void write(Report report, OutputStream out) {
        Table table = report.main().data();
        write(table.columns(), reader -> table.rows().forEach(row -> reader.accept(row.cells().stream())), true, out);
    }

    /** @param headed whether the names of the columns come first */
    static <T> void write(Fields<T> fields, Rows<T> results, boolean headed, OutputStream out) {
        List<Fields.Field<T>> columns = fields.of(Fields.Reader.CSV);
        write(
                columns.stream().map(Fields.Field::column).toList(),
                reader -> results.forEach(result -> reader.accept(
                        columns.stream().map(field -> Cell.of(field.value().apply(result))))),
                headed,
                out);
    }

    private static void write(List<Column> columns, Rows<Stream<Cell>> records, boolean headed, OutputStream out) {
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        if (headed) {
            csv.writeRecord(columns.stream().map(Column::csvName).toList());
        }
        records.forEach(cells -> csv.writeRecord(cells.map(CsvFile::text).toList()));
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Cell cell) {
        return cell instanceof Cell.Text || cell instanceof Cell.Worded || cell instanceof Cell.Named
                ? safe(cell.plain())
                : cell.plain();
    }

    /**
     * A text as a spreadsheet takes it for text: an apostrophe stands before what it would compute. Plain numbers stay as they are, since a
     * spreadsheet and a program read the same in them.
     */
    static String safe(String text) {
        boolean computed = !text.isEmpty()
                && FORMULA.indexOf(text.charAt(0)) >= 0
                && !PLAIN_NUMBER.matcher(text).matches();
        return computed ? "'" + text : text;
    }
}
