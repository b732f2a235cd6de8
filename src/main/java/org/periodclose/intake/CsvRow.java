package org.periodclose.intake;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import org.periodclose.core.fault.Text;

/** The record that is being read; one object for the whole file. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private final List<String> fields = new ArrayList<>();
    private long line = 1;
    private long lineBreaks;

    /** Where the record begins, counted in lines of the file from 1. */
    long line() {
        return line;
    }

    /** The line in which the last value with line breaks ends; the line of the record if there is none. */
    long lastLine() {
        return line + lineBreaks;
    }

    int size() {
        return fields.size();
    }

    String field(int index) {
        return fields.get(index);
    }

    List<String> fields() {
        return List.copyOf(fields);
    }

    /** Whether it has only commas and blanks. */
    boolean isEmpty() {
        for (String field : fields) {
            if (!Text.trim(field).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        lineBreaks = 0;
        fields.clear();
    }

    /** Only a value in quotes can contain a line break. A line break at its end counts as a blank. */
    @Override
    protected void handleField(int fieldIdx, char[] buf, int offset, int len, boolean quoted) {
        String field = len == 0 ? "" : new String(buf, offset, len);
        fields.add(field);
        if (quoted && (field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0)) {
            lineBreaks += Text.trim(field).lines().skip(1).count();
        }
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }
}
