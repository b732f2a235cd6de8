package org.periodclose.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.EventCode;
import org.periodclose.desk.Watcher;
import org.periodclose.view.Amounts;
import org.periodclose.view.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far a posting is: a bar for a person at a terminal, else a log line now and then. While there is a bar, whatever else is written to
 * the standard error of the process, like the log, goes above it.
 */
final class Progress implements Watcher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final int BAR = 30;
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration SPEAK = Duration.ofSeconds(10);
    private static final String ERASE = "\r\u001b[K";

    private final Console console;
    private final boolean bar;
    private final @Nullable PrintStream stderr;
    private String journal = "";
    private long doneAtStart;
    private Instant started = Instant.EPOCH;
    private Instant shown = Instant.EPOCH;
    /** What stands in the last line of the terminal; empty: nothing of ours. */
    private String drawn = "";

    /** @param barWanted at a terminal; a log for collectors, or none, has no bar */
    Progress(Console console, boolean barWanted) {
        this.console = console;
        this.bar = console.errIsTerminal() && barWanted;
        this.stderr = bar ? System.err : null;
        if (stderr != null) {
            System.setErr(new PrintStream(new AboveTheBar(stderr), true, StandardCharsets.UTF_8));
        }
    }

    @Override
    public synchronized void begins(String ofJournal, long done, long lines) {
        journal = ofJournal;
        // An interrupted run starts with what it had: that must not count for the pace.
        doneAtStart = done;
        started = console.clock().instant();
        shown = bar ? Instant.EPOCH : started;
        settled(done, lines);
    }

    @Override
    public synchronized void settled(long done, long lines) {
        Instant now = console.clock().instant();
        boolean whole = bar && done == lines;
        boolean early = Duration.between(shown, now).compareTo(bar ? REDRAW : SPEAK) < 0;
        if (lines == 0 || (early && !whole)) {
            return;
        }
        shown = now;
        String text = done * 100 / lines + " %, " + Amounts.grouped(done) + " of " + Amounts.grouped(lines) + " lines"
                + Pace.of(done - doneAtStart, lines - doneAtStart, Duration.between(started, now))
                        .map(Pace::text)
                        .orElse("");
        if (bar) {
            int full = (int) (done * BAR / lines);
            draw(journal + " [" + "█".repeat(full) + " ".repeat(BAR - full) + "] " + text);
        } else {
            LOG.atInfo().addKeyValue(EventCode.FIELD, EventCode.RUN_PROGRESS).log(text);
        }
    }

    private void draw(String line) {
        drawn = Amounts.cut(line, console.errWidth() - 1);
        console.err().print(ERASE + drawn);
        console.err().flush();
    }

    private void erase() {
        if (!drawn.isEmpty()) {
            console.err().print(ERASE);
            console.err().flush();
        }
    }

    @Override
    public synchronized void close() {
        if (stderr != null) {
            System.setErr(stderr);
        }
        erase();
        drawn = "";
    }

    /** Removes the bar before other output, and draws it again below each complete line. */
    private final class AboveTheBar extends OutputStream {
        private final PrintStream terminal;
        private boolean lineBegun;

        AboveTheBar(PrintStream terminal) {
            this.terminal = terminal;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            synchronized (Progress.this) {
                if (length == 0) {
                    return;
                }
                if (!lineBegun) {
                    erase();
                }
                terminal.write(octets, from, length);
                terminal.flush();
                lineBegun = octets[from + length - 1] != '\n';
                if (!lineBegun && !drawn.isEmpty()) {
                    draw(drawn);
                }
            }
        }
    }
}
