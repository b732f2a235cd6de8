package org.periodclose.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.periodclose.fault.EventCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a record of the log of every line that is printed: where a collector reads standard error, each line must be one. */
public final class LogLines extends OutputStream {
    private static final Logger LOG = LoggerFactory.getLogger(LogLines.class);

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LogLines() {}

    public static PrintStream stream() {
        return new PrintStream(new LogLines(), true, StandardCharsets.UTF_8);
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
            LOG.atError().addKeyValue(EventCode.FIELD, EventCode.MESSAGE).log(text);
        }
    }
}
