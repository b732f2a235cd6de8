package org.periodclose.intake;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;

/** The record that is being read; one object for the whole file. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private final List<String> fields = new ArrayList<>();
    private long line = 1;

    /** Where the record begins, counted in lines of the file from 1. */
    long line() {
        return line;
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

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        fields.clear();
    }

    @Override
    protected void handleField(int fieldIdx, char[] buf, int offset, int len, boolean quoted) {
        fields.add(len == 0 ? "" : new String(buf, offset, len));
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }
}
