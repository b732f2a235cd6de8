package org.periodclose.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.periodclose.core.fault.EventCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Turns each printed line into a log record, for collectors that read standard error and expect only log records. */
final class LogLines extends OutputStream {
    private static final Logger LOG = LoggerFactory.getLogger(LogLines.class);

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private final Level level;

    private LogLines(Level level) {
        this.level = level;
    }

    /** For faults. */
    static PrintStream ofFaults() {
        return stream(Level.ERROR);
    }

    /** For all other messages. */
    static PrintStream ofNews() {
        return stream(Level.INFO);
    }

    private static PrintStream stream(Level level) {
        return new PrintStream(new LogLines(level), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int octet) {
        if (octet != '\n') {
            line.write(octet);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        if (!text.isEmpty()) {
            LOG.atLevel(level).addKeyValue(EventCode.FIELD, EventCode.MESSAGE).log(text);
        }
    }
}
