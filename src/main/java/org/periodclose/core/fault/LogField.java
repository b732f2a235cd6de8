package org.periodclose.core.fault;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The fields of every log line that belongs to a database of a list or to a run, as far as they are known; labels of the Elastic Common Schema. */
public enum LogField {
    DATABASE,
    RUN,
    COMPANY,
    JOURNAL,
    STEP,
    PARTITION,
    WORKER;

    /** The field with the trace that a line belongs to: that of a run, or that of a program that has called this one. */
    public static final String TRACE = "trace.id";

    /** Those of a run. */
    public static Set<LogField> ofARun() {
        return EnumSet.complementOf(EnumSet.of(DATABASE));
    }

    /** The word in plain logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the field. */
    public String key() {
        return "labels." + word();
    }
}
