package org.periodclose.intake;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.AmountText;

/** The sheet of a workbook (xlsx) that has the amounts, as CSV whose lines are the rows of the sheet. */
final class Workbook {
    /** A sheet of a million rows has about 200 MB; what unpacks to more was made to do harm. */
    private static final long MOST_UNPACKED = 512L << 20;

    /** The texts of a workbook are read into memory. */
    private static final long MOST_TEXTS = 96L << 20;

    /** Its CSV has no more than that: a short reference stands for a long text, in as many cells as one likes. */
    private static final long MOST_WRITTEN = 256L << 20;

    /** What Excel keeps in a cell. */
    private static final int LONGEST_TEXT = 32_767;

    private static final int MOST_PARTS = 1_000;
    private static final int MOST_COLUMNS = 100;

    private final Path file;
    private final String name;

    Workbook(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /** @throws Refused if it cannot be read, or is too large */
    void writeTo(Path csv) {
        try {
            requireSmall();
            try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile());
                    CsvWriter writer = CsvWriter.builder().build(csv, StandardCharsets.UTF_8)) {
                write(sheet(workbook), writer);
            }
        } catch (Refused refused) {
            throw refused;
        } catch (IOException | RuntimeException e) {
            // A damaged workbook fails anywhere.
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new Refused(
                    FaultCode.BAD_FILE,
                    name + " cannot be read as a workbook (" + Text.shown(reason) + ")",
                    "save it as xlsx or as CSV again, then upload it");
        }
    }

    /** Unpacks it once without keeping anything: what the directory of the file says of its sizes need not be true. */
    private void requireSmall() throws IOException {
        byte[] buffer = new byte[1 << 16];
        long all = 0;
        int parts = 0;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                boolean texts = entry.getName().toLowerCase(Locale.ROOT).endsWith("sharedstrings.xml");
                long size = 0;
                try (InputStream part = zip.getInputStream(entry)) {
                    for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                        size += read;
                        if (all + size > MOST_UNPACKED || (texts && size > MOST_TEXTS)) {
                            throw tooLarge("unpacks to more than a workbook of amounts has");
                        }
                    }
                }
                all += size;
                if (++parts > MOST_PARTS) {
                    throw tooLarge("has more than " + MOST_PARTS + " parts");
                }
            }
        }
    }

    /** The first sheet whose first row names the transactions, else the first sheet. */
    private Sheet sheet(ReadableWorkbook workbook) throws IOException {
        for (Sheet sheet : workbook.getSheets().toList()) {
            try (Stream<Row> rows = sheet.openStream()) {
                boolean named = rows.findFirst().stream()
                        .flatMap(row -> record(row).stream())
                        .anyMatch(field -> Text.trim(field).equalsIgnoreCase(AmountsFile.TRANSACTION_ID));
                if (named) {
                    return sheet;
                }
            }
        }
        return workbook.getFirstSheet();
    }

    /** Every row has as many fields as the first, for a sheet does not store what is empty. */
    private void write(Sheet sheet, CsvWriter csv) throws IOException {
        try (Stream<Row> rows = sheet.openStream()) {
            long written = 0;
            int width = 0;
            long characters = 0;
            for (Row row : (Iterable<Row>) rows::iterator) {
                if (row.getRowNum() > AmountsFile.MOST_ROWS + 1) {
                    throw tooLarge(String.format(Locale.ROOT, "has more than %,d rows", AmountsFile.MOST_ROWS));
                }
                for (written++; written < row.getRowNum(); written++) {
                    csv.writeRecord("");
                }
                List<String> record = new ArrayList<>(record(row));
                boolean empty = record.size() == 1 && record.get(0).isEmpty();
                if (width == 0 && !empty) {
                    width = record.size();
                }
                while (!empty && record.size() < width) {
                    record.add("");
                }
                for (String field : record) {
                    characters += field.length() + 1;
                }
                if (characters > MOST_WRITTEN) {
                    throw tooLarge("has more text than a workbook of amounts has");
                }
                csv.writeRecord(record);
            }
        }
    }

    /** The texts of a row up to the last that is not empty; an empty row has one. */
    private List<String> record(Row row) {
        List<String> record = new ArrayList<>();
        int filled = 1;
        for (int column = 0; column < Math.min(row.getCellCount(), MOST_COLUMNS); column++) {
            String text = text(row.getCell(column), row.getRowNum());
            record.add(text);
            if (!text.isEmpty()) {
                filled = column + 1;
            }
        }
        return record.isEmpty() ? List.of("") : record.subList(0, filled);
    }

    /** On one line, so that a line of the CSV is a row of the sheet. */
    private String text(@Nullable Cell cell, int row) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        String text = cell.getType() == CellType.STRING ? cell.asString() : cell.getRawValue();
        if (text == null) {
            return "";
        }
        if (text.length() > LONGEST_TEXT) {
            throw new Refused(
                    FaultCode.FILE_TOO_LARGE,
                    String.format(Locale.ROOT, "%s has a text of %,d characters in row %d", name, text.length(), row),
                    String.format(Locale.ROOT, "shorten it: a cell has at most %,d", LONGEST_TEXT));
        }
        boolean computed = cell.getType() == CellType.NUMBER || cell.getType() == CellType.FORMULA;
        return (computed ? AmountText.ofSpreadsheet(text) : text).replaceAll("[\\r\\n]+", " ");
    }

    private Refused tooLarge(String what) {
        return new Refused(FaultCode.FILE_TOO_LARGE, name + " " + what, "upload it in parts");
    }
}
