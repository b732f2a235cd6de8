package org.periodclose.intake;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;

/** One row of one file, so that a single change goes by the rules of the import. */
public final class OneRow implements ImportSource {
    private static final String PLACE = ":2: ";

    private final String file;
    private final byte[] content;

    private OneRow(ImportFile file, Map<String, String> values) {
        this.file = file.name();
        Map<String, String> row = new TreeMap<>(values);
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(row.keySet());
            csv.writeRecord(row.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.content = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A row with values by the columns of companies.csv. */
    public static OneRow ofCompanies(Map<String, String> values) {
        return new OneRow(Companies.FILE, values);
    }

    /** A row with values by the columns of fiscal_periods.csv. */
    public static OneRow ofFiscalPeriods(Map<String, String> values) {
        return new OneRow(FiscalPeriods.FILE, values);
    }

    /**
     * Imports the row.
     *
     * @throws Refused as the import, but without the place in a file that nobody has written
     */
    public void importBy(Importer importer) {
        try {
            importer.importFrom(this);
        } catch (Refused refused) {
            throw new Refused(refused.faults().stream().map(this::placeless).toList());
        }
    }

    private Fault placeless(Fault fault) {
        String place = file + PLACE;
        return fault.message().startsWith(place)
                ? Fault.of(fault.code(), fault.message().substring(place.length()), fault.remedy())
                : fault;
    }

    @Override
    public String name() {
        return file;
    }

    @Override
    public void requireReadable() {}

    @Override
    public boolean has(String name) {
        return name.equals(file);
    }

    @Override
    public List<String> names() {
        return List.of(file);
    }

    @Override
    public InputStream open(String name) {
        return new ByteArrayInputStream(content);
    }
}
