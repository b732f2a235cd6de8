package org.periodclose.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.FaultCode;
import org.postgresql.PGConnection;

/** Streams one file into its staged table and checks every field on the way. */
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
    private long line = 1;
    private boolean sound;
    private boolean aligned = true;
    private long rows;

    Staging(ImportFile file, FaultLog faults) {
        this.file = file;
        this.faults = faults;
        this.columns = file.columns();
        this.names = columns.stream().map(Column::name).toList();
        this.values = new @Nullable String[columns.size()];
        this.isKey = new boolean[columns.size()];
        for (int i = 0; i < isKey.length; i++) {
            isKey[i] = file.key().contains(names.get(i));
        }
    }

    /**
     * What was read.
     *
     * @param whole whether the keys of all rows could be read
     */
    record Staged(long rows, boolean whole) {}

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

    Staged read(ImportSource source, PGConnection connection) throws SQLException {
        CsvRow current = new CsvRow();
        try (Utf8Reader reader = new Utf8Reader(source.open(file.name()));
                CsvReader<CsvRow> csv = CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .maxBufferSize(LARGEST_RECORD)
                        .build(current, reader)) {
            Iterator<CsvRow> records = csv.iterator();
            if (!records.hasNext()) {
                bad(1, "the file is empty", "give it a header line with the columns " + String.join(",", names));
                return new Staged(0, false);
            }
            Header header = Header.read(file, records.next(), faults);
            if (IntStream.range(0, names.size()).noneMatch(header::has)) {
                return new Staged(0, false);
            }
            boolean read = copy(header, records, current, connection);
            return new Staged(rows, read && header.isWhole());
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            tell(e, current);
            return new Staged(0, false);
        }
    }

    private boolean copy(Header header, Iterator<CsvRow> records, CsvRow current, PGConnection connection)
            throws SQLException {
        try (CopyStream copy = new CopyStream(connection, "copy " + file.staged() + " from stdin")) {
            boolean whole = true;
            try {
                while (records.hasNext()) {
                    check(records.next(), header);
                    send(copy);
                }
            } catch (UncheckedIOException | CsvParseException e) {
                tell(e, current);
                whole = false;
            }
            copy.finish();
            return whole;
        }
    }

    private void check(CsvRow row, Header header) {
        rows++;
        line = row.line();
        sound = header.isWhole();
        aligned = row.size() == header.size();
        if (!aligned) {
            refuseAsMisaligned(row, header);
        }
        for (int i = 0; i < values.length; i++) {
            boolean readable = header.has(i) && (aligned || isKey[i]);
            values[i] = readable ? parse(columns.get(i), header.field(row, i)) : null;
        }
        if (aligned && header.isWhole()) {
            file.check(this);
        }
    }

    private @Nullable String parse(Column column, String raw) {
        if (raw.isEmpty() && !column.required()) {
            return column.absentAs();
        }
        if (raw.isBlank()) {
            if (column.required()) {
                refuse(column.name(), "the value is missing", "give a value");
            } else {
                refuse(column.name(), "the value is nothing but blanks", "give a value or leave the field empty");
            }
            return null;
        }
        try {
            return column.format().parser().canonical(raw);
        } catch (BadValue e) {
            refuse(column.name(), e.what(), e.remedy());
            return null;
        }
    }

    /** Only the key of such a row is kept, so that rows of later files that refer to it are not refused as well. */
    private void refuseAsMisaligned(CsvRow row, Header header) {
        boolean runsOver = row.fields().stream().anyMatch(field -> field.indexOf('\n') >= 0);
        faults.add(
                line,
                LINE,
                FaultCode.BAD_FILE,
                "has " + fields(row.size()) + ", the header has " + header.size(),
                runsOver
                        ? "close the quotes that this line opens"
                        : "give each column one field, and put quotes around a value that holds a comma");
        sound = false;
    }

    private static String fields(int count) {
        return count == 1 ? "1 field" : count + " fields";
    }

    private void send(CopyStream copy) throws SQLException {
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

    private void tell(Exception e, CsvRow current) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Utf8Reader.NotUtf8 notUtf8) {
                bad(notUtf8.line(), "is not UTF-8", "save the file as UTF-8");
                return;
            }
        }
        if (e instanceof CsvParseException) {
            bad(
                    current.line(),
                    "is not CSV: a quoted value does not end as it should",
                    "put quotes around the whole value, double those in it, and close them");
        } else {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            bad(current.line(), "cannot be read (" + cause.getMessage() + ")", "see that it is a readable file");
        }
    }

    private void bad(long where, String what, String remedy) {
        faults.add(where, LINE, FaultCode.BAD_FILE, what, remedy);
    }
}
