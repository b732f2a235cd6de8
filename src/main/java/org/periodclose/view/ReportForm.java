package org.periodclose.view;

import java.io.IOException;
import java.io.OutputStream;

/** Makes a file of a report. */
public interface ReportForm {
    /** Writes the whole file; the stream is left open. */
    void write(Report report, OutputStream out) throws IOException;
}
