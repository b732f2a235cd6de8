package org.periodclose.core.fault;

import java.util.Locale;

/** What stands in every line of the log that belongs to a run, as far as it is known; labels in the sense of the Elastic Common Schema. */
public enum LogField {
    RUN,
    COMPANY,
    JOURNAL,
    STEP,
    PARTITION;

    /** The name of the field that tells which trace a line belongs to: a run, or the trace of another program that has called this one. */
    public static final String TRACE = "trace.id";

    /** The word that people read. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the field. */
    public String key() {
        return "labels." + word();
    }
}
