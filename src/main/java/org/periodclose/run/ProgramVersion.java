package org.periodclose.run;

import org.periodclose.database.Schema;

/**
 * Which program this is.
 *
 * @param program the version that it was built as
 */
public record ProgramVersion(String program) {
    private static final int SHORT = 8;

    /** With the schema: processes of which this is the same can work on one run. */
    public String withSchema() {
        String schema = Schema.fingerprint();
        return program + "+" + schema.substring(schema.length() - SHORT);
    }
}
