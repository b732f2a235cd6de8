package org.periodclose.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;

/** Streams the rows of one file, as into its staged table, and checks every field on the way. */
final class Staging implements Row {
    /** A record that is larger than this many characters has a quote that is never closed. */
    private static final int LARGEST_RECORD = 1 << 20;

    private static final String LINE = "line";

    private final ImportFile file;
    private final FaultLog faults;
    private final List<Column> columns;
    private final List<String> names;
    private final boolean[] isKey;
    private final @Nullable String[] values;
    private final RefusedNames refused;
    private long line = 1;
    private boolean sound;
    private boolean aligned = true;
    private long rows;
    private long trimmed;
    private long skipped;
    private boolean allSound = true;
    private final Set<String> companies = new HashSet<>();
    private @Nullable String lastCompany;
    /** Whether the first column names companies; where it names something else, there would be one for every row. */
    private final boolean ofCompanies;

    Staging(ImportFile file, FaultLog faults, RefusedNames refused) {
        this.file = file;
        this.faults = faults;
        this.refused = refused;
        this.columns = file.columns();
        this.names = columns.stream().map(Column::name).toList();
        this.values = new @Nullable String[columns.size()];
        this.isKey = new boolean[columns.size()];
        this.ofCompanies = names.get(0).equals("company");
        for (int i = 0; i < isKey.length; i++) {
            isKey[i] = columns.get(i).key();
        }
    }

    /**
     * What was read.
     *
     * @param rows records with something in them
     * @param trimmed fields that had blanks around them
     * @param skipped records with nothing in them, and a line that only names the separator
     * @param allSound whether nothing is wrong with any row itself
     * @param companies that the rows name
     */
    record Staged(long rows, long trimmed, long skipped, boolean allSound, Set<String> companies) {}

    static String createTable(ImportFile file) {
        String columns = Stream.concat(
                        file.columns().stream()
                                .map(c -> c.name() + " " + c.format().sqlType()),
                        file.derived().stream().map(d -> d.name() + " " + d.sqlType()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "create temporary table %s (line bigint not null, sound boolean, %s) on commit drop",
                file.staged(),
                columns);
    }

    Staged read(ImportSource source, RowSink.Opening sink) throws SQLException {
        CsvRow current = new CsvRow();
        try (Utf8Reader reader = new Utf8Reader(source.open(file.name()));
                CsvReader<CsvRow> csv = CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .skipEmptyLines(false)
                        .maxBufferSize(LARGEST_RECORD)
                        .build(current, reader)) {
            Iterator<CsvRow> records = csv.iterator();
            Header header = header(records);
            boolean read = header != null && copy(header, records, current, sink);
            if (header == null || !read || !header.isWhole()) {
                refused.addAllOf(file);
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            refuseFile(e, current);
            refused.addAllOf(file);
        }
        return new Staged(rows, trimmed, skipped, allSound, companies);
    }

    /** The header; null if it has none of the columns. */
    private @Nullable Header header(Iterator<CsvRow> records) {
        CsvRow first = next(records);
        String separator = first == null ? null : Header.separatorOf(first);
        if (first != null && separator != null) {
            if (!separator.equals(",")) {
                Header.refuseSeparator(file, first.line(), separator, faults);
                return null;
            }
            skipped++;
            first = next(records);
        }
        if (first == null) {
            bad(1, "the file is empty", "give it a header line with the columns " + String.join(",", names));
            return null;
        }
        Header header = Header.read(file, first, faults);
        return IntStream.range(0, names.size()).anyMatch(header::has) ? header : null;
    }

    /** The next record with something in it. */
    private @Nullable CsvRow next(Iterator<CsvRow> records) {
        while (records.hasNext()) {
            CsvRow row = records.next();
            if (!row.isEmpty()) {
                return row;
            }
            skipped++;
        }
        return null;
    }

    /** Whether every record could be read. */
    private boolean copy(Header header, Iterator<CsvRow> records, CsvRow current, RowSink.Opening sink)
            throws SQLException {
        try (RowSink copy = sink.open()) {
            boolean whole = true;
            try {
                for (CsvRow row = next(records); row != null && whole; row = next(records)) {
                    if (header.isRepeatedBy(row)) {
                        whole = !header.differsFrom(row);
                        refuseHeader(row, whole);
                    } else {
                        check(row, header);
                        send(copy);
                    }
                }
            } catch (UncheckedIOException | CsvParseException e) {
                refuseFile(e, current);
                whole = false;
            }
            copy.finish();
            return whole;
        }
    }

    private void refuseHeader(CsvRow row, boolean same) {
        bad(
                row.line(),
                same ? "the header is repeated" : "another header begins here, with the columns in another order",
                same ? "remove the line" : "give all rows the columns in the order of the first header");
    }

    private void check(CsvRow row, Header header) {
        rows++;
        line = row.line();
        sound = header.isWhole();
        aligned = row.size() == header.size() && row.lastLine() == line;
        if (!aligned) {
            refuseAsMisaligned(row, header);
        }
        for (int i = 0; i < values.length; i++) {
            boolean readable = header.has(i) && (aligned || isKey[i]);
            values[i] = readable ? parse(columns.get(i), header.field(row, i)) : null;
        }
        String company = values[0];
        if (ofCompanies && company != null && !company.equals(lastCompany)) {
            companies.add(company);
            lastCompany = company;
        }
        if (aligned && header.isWhole()) {
            file.check(this);
        }
        allSound &= sound;
        if (!sound && aligned) {
            noteName(row, header);
        }
    }

    /** Notes the name of a refused row whose key is invalid. If it has no name either, any reference may mean this row. */
    private void noteName(CsvRow row, Header header) {
        boolean keyed = IntStream.range(0, values.length).allMatch(i -> !isKey[i] || values[i] != null);
        if (!keyed) {
            int last = names.indexOf(file.lastKey());
            String name = header.has(last) ? Text.trim(header.field(row, last)) : "";
            if (name.isEmpty()) {
                refused.addAllOf(file);
            } else {
                refused.add(file, name);
            }
        }
    }

    private @Nullable String parse(Column column, String raw) {
        String field = Text.trim(raw);
        if (field.length() < raw.length()) {
            trimmed++;
        }
        if (field.isEmpty()) {
            if (column.required()) {
                refuse(column.name(), "the value is missing", "give a value");
            }
            return column.absentAs();
        }
        try {
            return column.format().parser().canonical(field);
        } catch (BadValue e) {
            refuse(column, field, e);
            return null;
        }
    }

    /** A name that was refused in its own file is not refused again where other rows refer to it. */
    private void refuse(Column column, String field, BadValue e) {
        if (file.references().stream()
                .anyMatch(r -> r.column().equals(column.name()) && refused.contains(r.target(), field))) {
            sound = false;
        } else {
            refuse(column.name(), e.what(), e.remedy(column.required()));
        }
    }

    /** Keeps only the key of such a row, so that rows of later files that refer to it are not refused as well. */
    private void refuseAsMisaligned(CsvRow row, Header header) {
        if (row.lastLine() > line) {
            bad(
                    line,
                    "a quoted value runs from line " + line + " to line " + row.lastLine(),
                    "close the quote that line " + line + " opens, or remove the line breaks from the value");
        } else {
            bad(
                    line,
                    "has " + fields(row.size()) + ", the header has " + header.size(),
                    "give each column one field, and put quotes around a value that holds a comma");
        }
        refused.addPieces(file, row);
        sound = false;
    }

    private static String fields(int count) {
        return count == 1 ? "1 field" : count + " fields";
    }

    private void send(RowSink copy) throws SQLException {
        copy.value(Long.toString(line));
        copy.value(aligned ? (sound ? "t" : "f") : null);
        for (String value : values) {
            copy.value(value);
        }
        for (ImportFile.Derived derived : file.derived()) {
            copy.value(derive(derived));
        }
        copy.endRow();
    }

    private @Nullable String derive(ImportFile.Derived derived) {
        String from = value(derived.from());
        return from == null ? null : derived.value().apply(from);
    }

    @Override
    public @Nullable String value(String column) {
        return values[names.indexOf(column)];
    }

    @Override
    public void refuse(String column, String what, String remedy) {
        sound = false;
        if (aligned) {
            faults.add(line, column, FaultCode.BAD_VALUE, what, remedy);
        }
    }

    private void refuseFile(Exception e, CsvRow current) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Utf8Reader.NotUtf8 notUtf8) {
                bad(notUtf8.line(), "is not UTF-8", "save the file as UTF-8");
                return;
            }
        }
        if (e instanceof CsvParseException) {
            bad(
                    current.line(),
                    "is not CSV: a quoted value is not closed correctly",
                    "close the quote that line " + current.line()
                            + " opens, put quotes around the whole value and double those inside it");
        } else {
            refuseUnreadable(e.getCause() instanceof IOException cause ? cause : e, current.line());
        }
    }

    /** The message of some exceptions is only the name of the file. */
    private void refuseUnreadable(Exception cause, long where) {
        if (cause instanceof NoSuchFileException) {
            bad(where, "is a link to a file that is not there", "put the file there, or remove the link");
        } else if (cause instanceof AccessDeniedException) {
            bad(where, "cannot be read by this user", "grant read access to the file");
        } else {
            String reason = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
            bad(
                    where,
                    "cannot be read (" + (reason == null ? cause.getClass().getSimpleName() : reason) + ")",
                    "make sure that it is a readable file");
        }
    }

    private void bad(long where, String what, String remedy) {
        faults.add(where, LINE, FaultCode.BAD_FILE, what, remedy);
    }
}
