package org.periodclose.cli;

import java.time.Duration;
import java.time.Instant;
import org.periodclose.fault.EventCode;
import org.periodclose.posting.Posting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far a posting is: a bar for a person at a terminal, else a log line now and then. */
final class Progress implements Posting.Progress, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final int BAR = 30;
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration SPEAK = Duration.ofSeconds(10);
    private static final String ERASE = "\r\u001b[K";

    private final Console console;
    private final boolean bar;
    private String journal = "";
    private long doneAtStart;
    private Instant started = Instant.EPOCH;
    private Instant shown = Instant.EPOCH;

    Progress(Console console, boolean quiet) {
        this.console = console;
        this.bar = console.errIsTerminal() && !quiet;
    }

    @Override
    public synchronized void settled(String ofJournal, long done, long lines) {
        Instant now = console.clock().instant();
        if (!ofJournal.equals(journal)) {
            journal = ofJournal;
            // An interrupted run starts with what it had: that must not count for the pace.
            doneAtStart = done;
            started = now;
            shown = bar ? Instant.EPOCH : now;
        }
        if (Duration.between(shown, now).compareTo(bar ? REDRAW : SPEAK) < 0 || lines == 0) {
            return;
        }
        shown = now;
        String pace = Pace.left(done - doneAtStart, lines - doneAtStart, Duration.between(started, now));
        String text =
                done * 100 / lines + " %, " + Amounts.grouped(done) + " of " + Amounts.grouped(lines) + " lines" + pace;
        if (bar) {
            int full = (int) (done * BAR / lines);
            String line = journal + " [" + "█".repeat(full) + " ".repeat(BAR - full) + "] " + text;
            console.err().print(ERASE + Amounts.cut(line, console.width() - 1));
            console.err().flush();
        } else {
            LOG.atInfo().addKeyValue(EventCode.FIELD, EventCode.RUN_PROGRESS).log(text);
        }
    }

    @Override
    public synchronized void close() {
        if (bar && !journal.isEmpty()) {
            console.err().print(ERASE);
            console.err().flush();
        }
    }
}
